/**
 * The big numbers of the projector, by rule: the modality that stands furthest below what it reaches alone, under
 * the run where it does, alone, and under the run that keeps it best. Pure; the same numbers as the sentence.
 */
import type { Dash } from '../../protocol/catalogue';
import { isAloneKnown } from '../alone';
import { dashesOf, type Tone } from '../charts/chart';
import { type Gap, type GapSource, gapsAtEnd, gapsNow, under } from '../gaps';
import { racingRuns } from '../race-store';

export interface HeadlineNumber {
  readonly key: string;
  /** "sound under joint training" */
  readonly label: string;
  /** A share, 0..1. */
  readonly value: number;
  readonly tone: Tone;
  /** Of the run; null for a modality alone, which is a level and no run of the race. */
  readonly dash: Dash | null;
}

export interface HeadlineSource extends GapSource {
  readonly ended: boolean;
}

/** Three numbers, two in a race of one run, none before the first gap is known. */
export function headline(source: HeadlineSource): readonly HeadlineNumber[] {
  const atEnd = source.ended ? gapsAtEnd(source) : [];
  const gaps = atEnd.length > 0 ? atEnd : gapsNow(source);
  const [widest] = gaps;
  if (!widest) return [];
  const dashes = dashesOf(
    racingRuns(source.record).map(({ name }) => name),
    source.catalogue,
  );
  const number = (gap: Gap): HeadlineNumber => ({
    key: gap.run.name,
    label: `${gap.word} ${under(gap.run, source.catalogue)}`,
    value: gap.accuracy,
    tone: gap.tone,
    dash: dashes.get(gap.run.name) ?? 'solid',
  });
  // the widest gap of a modality comes first, so its narrowest comes last
  const best = gaps.findLast(
    ({ modality, run }) => modality === widest.modality && run !== widest.run,
  );
  const { word, tone, alone } = widest;
  const label = isAloneKnown(source) ? `${word} alone` : `${word} alone, so far`;
  return [
    number(widest),
    { key: 'alone', label, value: alone, tone, dash: null },
    ...(best ? [number(best)] : []),
  ];
}
