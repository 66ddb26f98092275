/** What is said of a sweep: its size before it is trained, how far it has come, its points. Pure. */
import { type Knob, type KnobValue, textOf } from '../../protocol/knobs';
import type { Unit } from '../../protocol/measure';
import type { RaceNeed } from '../../protocol/need';
import { significant, writeValue } from '../charts/write-value';
import { countText, finePercent } from '../format';
import { timeText } from '../need/need-text';
import { counted, type Repeat } from '../seeds/repeat';
import { type SweepPlan, type SweepTask, sizeOf } from './sweep-plan';
import type { SweepLine } from './sweep-points';
import { type SweepsState, shareOfSweep } from './sweeps';

/** A value of a knob beside others: "none" is a value too. */
export const valueText = (knob: Knob, value: KnobValue): string => textOf(knob, value) || 'none';

const plural = (count: number, word: string): string =>
  `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

/** "5 values on 3 seeds: 15 races, 18 runs to train, 6 of them are on the shelf." */
export function sizeText(plan: SweepPlan, left: readonly SweepTask[], repeat: Repeat): string {
  const { races, runs } = sizeOf(plan);
  const missing = left.reduce((sum, task) => sum + task.missing.length, 0);
  const there = runs - missing;
  const known =
    there === 0
      ? ''
      : there === runs
        ? '; all are on the shelf'
        : `; ${there} of them ${there === 1 ? 'is' : 'are'} on the shelf`;
  return `${plural(plan.values.length, 'value')} on ${counted(plan.numbers.length, repeat)}: ${plural(races, 'race')}, ${plural(runs, 'run')}${known}.`;
}

/**
 * "About 3 min with 2 races at a time, as long as the race on the page takes.", where that was measured; null else.
 * @param atATime races that train side by side.
 */
export function costText(
  left: readonly SweepTask[],
  need: RaceNeed | null,
  atATime: number,
): string | null {
  if (!need || left.length === 0 || atATime === 0) return null;
  const msOf = new Map(need.runs.map(({ run, ms }) => [run, ms]));
  const all = left.flatMap(({ missing }) => missing.map((run) => msOf.get(run)));
  if (all.some((ms) => ms === undefined)) return null;
  const ms =
    all.reduce<number>((sum, each) => sum + (each ?? 0), 0) / Math.min(atATime, left.length);
  const text = timeText(ms);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}, ${plural(Math.min(atATime, left.length), 'race')} at a time, if every value takes as long as the race that is set now.`;
}

/** Over how many repeats the means of a sweep go: while it trains, and after a stop or failures, over fewer than are planned. */
export function meanText(lines: readonly SweepLine[], planned: number, repeat: Repeat): string {
  const counts = lines
    .flatMap(({ points }) => points.map(({ singles }) => singles.length))
    .filter((count) => count > 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const all = counted(planned, repeat);
  if (counts.length === 0 || least === planned) return `mean over ${all}`;
  return `mean over ${least === most ? least : `${least} to ${most}`} of ${all}`;
}

/** How far it has come; null while nothing trains and nothing stands still. */
export function sweepProgress(state: SweepsState, timeLeft: string | null): string | null {
  const { status, tasks, over, training, lost } = state;
  if (status === 'off') return null;
  const done = `${over.length - (tasks.length > 0 ? lost.length : 0)} of ${plural(tasks.length, 'race')} done`;
  if (status === 'stopped') {
    const why = [...new Set(lost)].join(' ');
    return `Stopped${tasks.length > 0 ? `, ${done}` : ''}. ${why === '' ? 'What is done is kept; going on trains the rest.' : `The rest could not be trained: ${why}`}`;
  }
  const share = Math.floor(100 * shareOfSweep(state));
  return `${done}, ${training.length} in training, ${share}\u00A0% in all${timeLeft === null ? '' : `, ${timeLeft}`}.`;
}

/** A number of a measure, in tables. */
export const pointText = (unit: Unit, value: number): string => {
  switch (unit) {
    case 'share':
      return finePercent(value);
    case 'cosine':
    case 'amount':
      return significant(value);
    default:
      return writeValue(unit, value);
  }
};
