/**
 * The horizontal lines that curves are held against: guessing, each modality trained alone, each encoder as it
 * was drawn. Pure; a level that is not known is left out.
 */
import type { DataSetSummary } from '../../protocol/data-set';
import { aloneAtEpoch, isAloneKnown } from '../alone';
import { type ChartLevel, modalityTone } from './chart';
import type { ChartSource } from './chart-frame';
import { modalityWord } from './modality-word';

/** What guessing gets. */
export function guessing(summary: DataSetSummary | null): readonly ChartLevel[] {
  if (!summary) return [];
  const value = 1 / summary.classNames.length;
  return [{ key: 'guessing', label: 'guessing', tone: 'quiet', value }];
}

/** The lines "trained alone", once they are the last word. */
export function aloneLevels(source: ChartSource): readonly ChartLevel[] {
  if (!isAloneKnown(source)) return [];
  const alone = aloneAtEpoch(source, Number.POSITIVE_INFINITY);
  return (source.summary?.modalities ?? []).flatMap((modality, index) => {
    const value = alone?.accuracy[modality.id];
    if (value === undefined) return [];
    const label = `${modalityWord(modality.name)} trained alone`;
    return [{ key: `alone.${modality.id}`, label, tone: modalityTone(index), value }];
  });
}

/** How much a linear probe reads off each encoder before any training: random features are not nothing. */
export function untrainedLevels({ summary, levels }: ChartSource): readonly ChartLevel[] {
  return (summary?.modalities ?? []).flatMap((modality, index) => {
    const value = levels?.untrained[modality.id]?.ridge;
    if (value === undefined) return [];
    const label = `${modalityWord(modality.name)} untrained`;
    const look = { tone: modalityTone(index), weight: 'thin' } as const;
    return [{ key: `untrained.${modality.id}`, label, value, ...look }];
  });
}
