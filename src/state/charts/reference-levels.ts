/**
 * The horizontal lines that curves are held against: guessing, each modality trained alone, each encoder as it
 * was drawn. Pure; a level that is not known is left out.
 */
import type { DataSetSummary } from '../../protocol/data-set';
import { type RaceSaid, referenceRun } from '../race-store';
import { type ChartLevel, modalityTone } from './chart';
import type { ChartSource } from './chart-frame';
import { modalityWord } from './modality-word';

/** What guessing gets. */
export function guessing(summary: DataSetSummary | null): readonly ChartLevel[] {
  if (!summary) return [];
  const value = 1 / summary.classNames.length;
  return [{ key: 'guessing', label: 'guessing', tone: 'quiet', value }];
}

/** How far each modality gets when trained alone, by the same live probe on the same samples. */
export function aloneLevel({ record, levels }: RaceSaid, modality: string): number | null {
  const known = levels?.alone[modality]?.ridge;
  if (known !== undefined) return known;
  const reference = referenceRun(record);
  const live = reference?.epochs.at(-1)?.accuracy.unimodal[modality];
  return live ?? reference?.end?.ridge[modality] ?? null;
}

/** Whether that is the last word: the run that trains each modality alone has come to its end. */
export function isAloneKnown({ record, levels }: RaceSaid): boolean {
  return levels !== null || referenceRun(record)?.status === 'ended';
}

/** The lines "trained alone", once they are the last word. */
export function aloneLevels(source: ChartSource): readonly ChartLevel[] {
  const known = isAloneKnown(source);
  return (source.summary?.modalities ?? []).flatMap((modality, index) => {
    const value = aloneLevel(source, modality.id);
    if (value === null || !known) return [];
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
