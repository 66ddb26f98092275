/**
 * The big numbers beside the projected unimodal accuracy, by rule: of the modalities that the test says lost (of all heard ones where it says
 * nothing) the one that stands furthest below what it reaches alone, under the run where it does, alone, and under the
 * run that keeps it best. Numbers to look at; what may be said of them is in the sentence. Pure.
 */
import { widestFirst } from '../../verdict/difference';
import { isAloneKnown } from '../alone';
import { dashesOf, type LineDash, type Tone } from '../charts/chart';
import { percent } from '../format';
import { type Gap, type GapSource, gapsAtEnd, gapsNow } from '../gaps';
import { racingRuns } from '../race-store';
import { under } from '../telling/words';

/** More than three are a table. */
export const MOST_NUMBERS = 3;

export interface HeadlineNumber {
  readonly key: string;
  /** "sound under joint training" */
  readonly label: string;
  /** The value as it is written, a no-break space before its unit. */
  readonly text: string;
  readonly tone: Tone;
  /** Of the run; null for a modality alone, which is a level and no run of the race. */
  readonly dash: LineDash | null;
  /** The run that it is of, whose lanes belong beside it; null for none of the race. */
  readonly run: string | null;
}

export interface HeadlineSource extends GapSource {
  readonly ended: boolean;
}

/** Those that a test speaks of first; without any, all of them: numbers to look at, which claim nothing. */
function worthShowing(gaps: readonly Gap[]): readonly Gap[] {
  const lost = new Set(
    gaps.flatMap(({ verdict, modality }) => (verdict === 'lost' ? modality : [])),
  );
  return lost.size === 0 ? gaps : gaps.filter(({ modality }) => lost.has(modality));
}

/** Three numbers, two in a race of one run, none before the first gap is known. */
export function headline(source: HeadlineSource): readonly HeadlineNumber[] {
  const atEnd = source.ended ? gapsAtEnd(source).gaps : [];
  const gaps = widestFirst(worthShowing(atEnd.length > 0 ? atEnd : gapsNow(source).gaps));
  const [widest] = gaps;
  if (!widest) return [];
  const dashes = dashesOf(
    racingRuns(source.record).map(({ name }) => name),
    source.catalogue,
  );
  const number = (gap: Gap): HeadlineNumber => ({
    key: gap.run.name,
    label: `${gap.word} ${under(gap.run, source.catalogue)}`,
    text: percent(gap.accuracy),
    tone: gap.tone,
    dash: dashes.get(gap.run.name) ?? 'solid',
    run: gap.run.name,
  });
  // the widest gap of a modality comes first, so its narrowest comes last
  const best = gaps.findLast(
    ({ modality, run }) => modality === widest.modality && run !== widest.run,
  );
  const { word, tone, alone } = widest;
  const label = isAloneKnown(source) ? `${word} alone` : `${word} alone, so far`;
  return [
    number(widest),
    { key: 'alone', label, text: percent(alone), tone, dash: null, run: null },
    ...(best ? [number(best)] : []),
  ];
}
