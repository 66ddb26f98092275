/** What the time bar shows: how long the race is, how far it has come, which epoch is looked at. Pure. */
import { asEpoch, type Epoch } from '../../protocol/units';
import type { ChartMark } from '../charts/chart';
import { type ChartSource, chartFrame } from '../charts/chart-frame';
import { epochsDone } from '../race-record';
import { type RacePhase, racingRuns } from '../race-store';
import { presentEpoch } from './shown';

export interface TimeLine {
  /** Epochs of the longest run, all its stages together. */
  readonly last: number;
  /** Epochs trained so far; 0 before the first. */
  readonly present: number;
  /** The epoch looked at; the first before there is one. */
  readonly shown: Epoch;
  /** Where later stages begin. */
  readonly marks: readonly ChartMark[];
  /** The moment in words: "epoch 12, as it trains". */
  readonly told: string;
}

interface TimeSource extends ChartSource {
  readonly at: Epoch | null;
  readonly phase: RacePhase;
}

const EMPTY = 'Once a race trains, drag here to any epoch: every view goes back to it.';

function toldOf({ at, phase, record }: TimeSource, present: number): string {
  if (present === 0) return EMPTY;
  if (at === null || at >= present) {
    if (phase === 'ended') return `epoch ${present}, the end`;
    return `epoch ${present}, ${phase === 'running' && at === null ? 'live' : 'the latest'}`;
  }
  const ended = racingRuns(record).filter((run) => {
    const done = epochsDone(run);
    return done > 0 && done < at;
  });
  const [first] = ended;
  if (!first) return `epoch ${at}`;
  const names = ended.length === 1 ? first.label : 'the shorter runs';
  return `epoch ${at}; ${names} at ${ended.length === 1 ? 'its' : 'their'} end`;
}

export function timeLine(source: TimeSource): TimeLine {
  const present = presentEpoch(source.record);
  const { lastEpoch, marks } = chartFrame(source);
  const last = Math.max(lastEpoch, present);
  const shown = asEpoch(Math.max(1, Math.min(source.at ?? present, present)));
  return { last, present, shown, marks, told: toldOf(source, present) };
}
