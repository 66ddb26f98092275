/**
 * The projector's big numbers over all seeds: the modality whose mean gap to training alone is widest, under the run
 * where it is, alone, and under the run that keeps it best. Means to look at; what may be said of them is in the
 * sentence. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { highestFirst, widestFirst } from '../../verdict/difference';
import { meanAndSd } from '../../verdict/seed-numbers';
import { dashesOf, modalityTone } from '../charts/chart';
import { modalityWord } from '../charts/modality-word';
import { percent } from '../format';
import { modalityNames, underIn } from '../seeds/all-seeds';
import type { SeedTable } from '../seeds/seed-table';
import { type HeadlineNumber, MOST_NUMBERS } from './headline';

/** Three numbers, two for one run, none where no gap is known. */
export function seedsHeadline(
  { rows, alone }: SeedTable,
  summary: DataSetSummary | null,
  catalogue: Catalogue,
): readonly HeadlineNumber[] {
  const modalities = summary?.modalities ?? [];
  const names = modalityNames(modalities);
  const gaps = widestFirst(
    rows.flatMap((row) =>
      row.cells.flatMap(({ modality, accuracy, gap }) => {
        const mean = meanAndSd(gap)?.mean;
        const own = meanAndSd(accuracy)?.mean;
        return mean === undefined || own === undefined ? [] : [{ row, modality, own, below: mean }];
      }),
    ),
  );
  const [widest] = gaps;
  if (!widest) return [];
  const best = gaps.findLast(
    ({ modality, row }) => modality === widest.modality && row !== widest.row,
  );
  const word = modalityWord(names.get(widest.modality) ?? widest.modality);
  const tone = modalityTone(modalities.findIndex(({ id }) => id === widest.modality));
  const dashes = dashesOf(
    rows.map(({ run }) => run),
    catalogue,
  );
  const number = ({ row, own }: (typeof gaps)[number]): HeadlineNumber => ({
    key: row.run,
    label: `${word} ${underIn(row, catalogue)}, mean`,
    text: percent(own),
    tone,
    dash: dashes.get(row.run) ?? 'solid',
    run: row.run,
  });
  const reached = meanAndSd(alone.get(widest.modality) ?? new Map())?.mean;
  return [
    number(widest),
    ...(reached === undefined
      ? []
      : [
          {
            key: 'alone',
            label: `${word} alone, mean`,
            text: percent(reached),
            tone,
            dash: null,
            run: null,
          },
        ]),
    ...(best ? [number(best)] : []),
  ];
}

/** Means of the prediction from all modalities: of many runs the three highest. */
export function seedsFusionHeadline(
  { rows }: SeedTable,
  catalogue: Catalogue,
): readonly HeadlineNumber[] {
  const dashes = dashesOf(
    rows.map(({ run }) => run),
    catalogue,
  );
  const means = rows.map(({ run, label, fusion }) => ({
    run,
    label,
    mean: meanAndSd(fusion)?.mean,
  }));
  return highestFirst(means, ({ mean }) => mean)
    .slice(0, MOST_NUMBERS)
    .map(({ run, label, accuracy }) => ({
      key: run,
      label: `${label}, mean`,
      text: percent(accuracy),
      tone: 'fusion',
      dash: dashes.get(run) ?? 'solid',
      run,
    }));
}
