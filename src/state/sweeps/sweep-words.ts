/** What is said of a sweep: its size before it is trained, how far it has come, its points. Pure. */
import { type Knob, type KnobValue, textOf } from '../../protocol/knobs';
import type { Unit } from '../../protocol/measure';
import type { RaceNeed } from '../../protocol/need';
import { significant, writeValue } from '../charts/write-value';
import { countText, finePercent, listed } from '../format';
import { timeText } from '../need/need-text';
import type { RunCard } from '../runs/run-card';
import { capital, counted, type Repeat } from '../seeds/repeat';
import { backEndText } from '../stretches';
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

/**
 * What a figure of a sweep was drawn from: "DUC temperature at 0.1, 1 and 5. Runs: Joint and DI-MML. Seeds 1 to 3."
 * @param found cards of its runs.
 */
export function sweptWords(
  plan: SweepPlan,
  knob: Knob,
  found: readonly RunCard[],
  repeat: Repeat,
): string {
  const [first = 0, last = first] = [plan.numbers[0], plan.numbers.at(-1)];
  const numbers = first === last ? `${first}` : `${first} to ${last}`;
  const repeats = `${capital(repeat)}${first === last ? '' : 's'} ${numbers}`;
  const of = (part: (card: RunCard) => string) => listed([...new Set(found.map(part))]);
  const sentences = [
    `${knob.label} at ${listed(plan.values.map((value) => valueText(knob, value)))}.`,
    found.length === 0 ? null : `Runs: ${of(({ label }) => label)}.`,
    found.length === 0 ? null : `Data: ${of(({ dataName }) => dataName)}.`,
    `${repeats}, ${plan.settings.epochs} epochs.`,
    found.length === 0 ? null : `Trained on ${of(backEndText)}.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
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

/**
 * How far it has come; null where nothing trains and nothing is missing.
 * @param left the races that are missing on the shelf, which a page that was loaded anew knows as well.
 */
export function sweepProgress(
  state: SweepsState,
  left: readonly SweepTask[],
  timeLeft: string | null,
): string | null {
  const { status, plan, tasks, over, training, lost } = state;
  if (!plan) return null;
  if (status !== 'running') {
    const why = [...new Set(lost)].join(' ');
    if (left.length === 0 && why === '') return null;
    const { races } = sizeOf(plan);
    return `Stopped, ${races - left.length} of ${plural(races, 'race')} done. ${why === '' ? 'What is done is kept; going on trains the rest.' : `The rest could not be trained: ${why}`}`;
  }
  const done = `${over.length - lost.length} of ${plural(tasks.length, 'race')} done`;
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
