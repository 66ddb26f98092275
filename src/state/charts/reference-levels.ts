/**
 * The lines that curves are held against: guessing, each modality trained alone, each encoder as it
 * was drawn. Pure; a level that is not known is left out.
 */
import type { DataSetSummary } from '../../protocol/data-set';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { aloneByEpoch, isAloneKnown } from '../alone';
import { type ChartLevel, type ChartLine, modalityTone } from './chart';
import { type ChartSource, PLAIN } from './chart-frame';
import { decimate } from './decimate';
import { modalityWord } from './modality-word';

/** What guessing gets. */
export function guessing(summary: DataSetSummary | null): readonly ChartLevel[] {
  if (!summary) return [];
  const value = 1 / summary.classNames.length;
  return [{ key: 'guessing', label: 'guessing', tone: 'quiet', value }];
}

const aloneLabel = (name: string): string => `${modalityWord(name)} alone`;

/** The curves "trained alone", as far as they have come. */
export function aloneLines(source: ChartSource): readonly ChartLine[] {
  const alone = aloneByEpoch(source);
  return (source.summary?.modalities ?? []).map(
    ({ id, name }, index): ChartLine => ({
      ...PLAIN,
      key: `alone.${id}`,
      run: REFERENCE_RUN,
      name: `${name}, trained alone`,
      label: aloneLabel(name),
      tone: modalityTone(index),
      dash: 'fine',
      weight: 'thin',
      points: decimate(
        alone.map(({ epoch, accuracy }) => ({ epoch, value: accuracy[id] ?? null })),
      ),
    }),
  );
}

/** The same as horizontal lines where an old file knows their end and no curve. */
export function aloneLevels(source: ChartSource): readonly ChartLevel[] {
  const [only, second] = aloneByEpoch(source);
  if (!only || second || !isAloneKnown(source) || only.epoch < 2) return [];
  return (source.summary?.modalities ?? []).flatMap(({ id, name }, index) => {
    const value = only.accuracy[id];
    if (value === undefined) return [];
    return [{ key: `alone.${id}`, label: aloneLabel(name), tone: modalityTone(index), value }];
  });
}

/** How much a linear probe reads off each encoder before any training: random features are not nothing. */
export function untrainedLevels({ summary, levels }: ChartSource): readonly ChartLevel[] {
  return (summary?.modalities ?? []).flatMap((modality, index) => {
    const value = levels?.untrained[modality.id];
    if (value === undefined) return [];
    const label = `${modalityWord(modality.name)} untrained`;
    const look = { tone: modalityTone(index), weight: 'thin' } as const;
    return [{ key: `untrained.${modality.id}`, label, value, ...look }];
  });
}
