/** What the page says of training several seeds. Plain words; must not import stores. */
import { inPercent } from '../../protocol/in-percent';
import { memoryText } from '../../protocol/memory-text';
import type { RaceNeed } from '../../protocol/need';
import type { Settings } from '../../protocol/settings';
import type { SeedComparison } from '../../verdict/compare-seeds';
import type { SeedSpread } from '../../verdict/seed-numbers';
import { listed, signedPoints } from '../format';
import { capital, counted, countIn, type Repeat, repeatIn } from './repeat';
import type { SeedsState } from './seeds-store';

/** Why the seeds ended before all were trained, and what is kept. */
export function tellInterrupted({
  why,
  done,
  of,
  at,
  repeat,
}: {
  readonly why: 'changed' | 'refused' | 'no-data';
  readonly done: number;
  readonly of: number;
  /** The one on the page. */
  readonly at: number | undefined;
  readonly repeat: Repeat;
}): { readonly message: string; readonly hint: string } {
  const because = {
    changed: 'The race was reset',
    refused: `The race of ${repeat} ${at} could not begin`,
    'no-data': `The data of ${repeat} ${at} could not be opened`,
  }[why];
  return {
    message: `${because}: the ${repeat}s ended after ${done} of ${of} that were asked for.`,
    hint: 'What has ended stays on the shelf; with the same settings it counts and is not trained again.',
  };
}

/** Seeds whose thread ended while the others were trained. @param lost each with the reason. */
export function tellLost(
  lost: ReadonlyMap<number, string>,
  repeat: Repeat,
): { readonly message: string; readonly hint: string } {
  const numbers = listed([...lost.keys()].map(String));
  const [reason = ''] = lost.values();
  return {
    message: `The training of ${repeat}${lost.size === 1 ? '' : 's'} ${numbers} was cut off: ${reason}`,
    hint: `The others are done. Go on trains ${lost.size === 1 ? 'it' : 'them'} from where ${lost.size === 1 ? 'it was' : 'they were'} written down last, with the numbers ${lost.size === 1 ? 'it' : 'they'} would have had.`,
  };
}

const tenth = (share: number): string => (share * 100).toFixed(1).replace('-', '\u2212');

/** "92.1 \u00B1 0.7 %": mean and standard deviation of an accuracy; one seed has no deviation. */
export function accuracyText({ mean, sd }: Pick<SeedSpread, 'mean' | 'sd'>): string {
  return `${inPercent(mean, 1)}${sd === null ? '' : ` \u00B1 ${tenth(sd)}`}\u00A0%`;
}

/** "+28.9 \u00B1 1.2": the same of a difference, in points. */
export function pointsText({ mean, sd }: Pick<SeedSpread, 'mean' | 'sd'>): string {
  return `${signedPoints(mean)}${sd === null ? '' : ` \u00B1 ${tenth(sd)}`}`;
}

/** "91.6 to 92.5", of accuracies. */
export const rangeText = ([low, high]: readonly [number, number]): string =>
  `${inPercent(low, 1)} to ${inPercent(high, 1)}`;

/** "+10.2 to +11.6", of differences. */
export const pointsRange = ([low, high]: readonly [number, number]): string =>
  `${signedPoints(low)} to ${signedPoints(high)}`;

/** What a comparison comes to, in words. */
export function verdictText({ verdict, seeds, least }: SeedComparison): string {
  switch (verdict) {
    case 'better':
      return 'better';
    case 'worse':
      return 'worse';
    case 'cannot-tell':
      return `these ${seeds.length} seeds cannot tell`;
    case 'too-few':
      return `too few: ${least} are the least`;
  }
}

/** "4 of 10": the place of the seed in training among all that are wanted. */
function placeOf({ count, plan, at }: SeedsState, settings: Pick<Settings, 'folds'>): string {
  const all = countIn(settings, count);
  return `${all - plan.length + at + 1} of ${all}`;
}

/** What stands where the race's sentence will be, between two seeds; null where none is being trained. */
export function beginsText(seeds: SeedsState, settings: Pick<Settings, 'folds'>): string | null {
  const task = seeds.plan[seeds.at];
  if (seeds.status !== 'running' || !task) return null;
  return `${capital(repeatIn(settings))} ${task.seed} (${placeOf(seeds, settings)}) is about to train.`;
}

/** Whether nothing of it is left to train. @param found those of which runs are on the shelf. */
export const isAllTrained = (
  { status, count }: Pick<SeedsState, 'status' | 'count'>,
  found: readonly { readonly seed: number }[],
  settings: Pick<Settings, 'folds'>,
): boolean =>
  status === 'off' && new Set(found.map(({ seed }) => seed)).size >= countIn(settings, count);

/** How many train at a time and what each takes; null where it is one. @param room beside the page's. */
export function sideBySideText(room: number, need: RaceNeed | null, repeat: Repeat): string | null {
  if (room === 0) return null;
  const threads = `${counted(room + 1, repeat)} train at a time, each in a thread of its own`;
  if (!need) return `${threads}.`;
  return `${threads} that takes ${memoryText(need.bytes - (need.threads - 1) * need.sampleBytes)}.`;
}

/** "; beside it 4 and 5"; nothing where the page's is the only one. */
function besideText({ beside }: SeedsState): string {
  return beside.length === 0 ? '' : `; beside it ${listed(beside.map(({ seed }) => String(seed)))}`;
}

/** How far the training of the seeds has come; null where nothing has been asked for. */
export function progressText(
  seeds: SeedsState,
  race: { readonly epoch: number; readonly of: number },
  timeLeft: string | null,
  settings: Pick<Settings, 'folds'>,
): string | null {
  const { status, plan, at } = seeds;
  const task = plan[at];
  if (status === 'off' || !task) return null;
  const place = placeOf(seeds, settings);
  const repeat = repeatIn(settings);
  if (status === 'stopped') {
    return `Stopped at ${repeat} ${place}. What is done is kept; going on trains the rest.`;
  }
  const named = `${capital(repeat)} ${task.seed} (${place})`;
  const rest = `${timeLeft === null ? '' : `, ${timeLeft}`}${besideText(seeds)}`;
  return race.epoch === 0
    ? `${named}: getting its data ready${rest}.`
    : `${named}: epoch ${race.epoch} of ${race.of}${rest}.`;
}
