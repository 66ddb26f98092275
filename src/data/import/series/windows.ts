/**
 * Samples from recordings: each as a whole, or cut into windows of so many readings. Windows overlap by half only where
 * whole groups are kept in one split, so that no reading is on both sides of it. Imports this folder only.
 */
import { countOf, type Readings, timeAt } from './readings';

/** Longer recordings are cut: brought to a few moments, what happens in them would be lost. */
const LONG = 512;
/** Longer stretches of a table are cut: they end where a person did something else, whenever that was. */
const LONG_STRETCH = 256;
const USUAL_WINDOW = 128;
/** Below so many readings nothing is told. */
export const FEWEST_READINGS = 8;
/** Moments that are proposed. */
const FEWEST_MOMENTS = 16;
const MOST_MOMENTS = 256;

/** The middle of some numbers; 0 of none. */
const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Samples of a class below which recordings are cut finer: what is refused else, and what is too few to learn from. */
const FEWEST_WHOLE = 4;
const FEWEST_STRETCHES = 10;
/** Windows that are tried then. */
const FINER = [USUAL_WINDOW, 64, 32, 16];

/**
 * How long windows are, in readings; 0 takes recordings whole.
 * @param lengths of the recordings, in readings. @param labels of each. @param overlap whether windows may.
 */
export function windowFor(
  lengths: readonly number[],
  labels: readonly string[],
  { areStretches, overlap }: { readonly areStretches: boolean; readonly overlap: boolean },
): number {
  const fewest = areStretches ? FEWEST_STRETCHES : FEWEST_WHOLE;
  const samplesOf = (of: (length: number) => number) => {
    const counts = new Map<string, number>();
    lengths.forEach((length, at) => {
      const label = labels[at] ?? '';
      counts.set(label, (counts.get(label) ?? 0) + of(length));
    });
    return Math.min(...counts.values());
  };
  const isLong = middle(lengths) > (areStretches ? LONG_STRETCH : LONG);
  if (!isLong && samplesOf(() => 1) >= fewest) return 0;
  const enough = FINER.find(
    (window) =>
      samplesOf((length) => spanCount(length, window, stepFor(window, overlap))) >= fewest,
  );
  return enough ?? FINER.at(-1) ?? USUAL_WINDOW;
}

/** How many moments a series gets: as many as the middle one has readings, within bounds. */
export const momentsFor = (lengths: readonly number[]): number =>
  Math.min(MOST_MOMENTS, Math.max(FEWEST_MOMENTS, middle(lengths)));

/** From one reading to another, both included. */
export type Span = readonly [first: number, last: number];

/** Readings from one window to the next. */
export const stepFor = (window: number, overlap: boolean): number =>
  overlap ? Math.max(1, Math.floor(window / 2)) : window;

const spanCount = (length: number, window: number, step: number): number =>
  length < window ? Number(length >= window / 2) : Math.floor((length - window) / step) + 1;

/**
 * The windows of one stretch, in readings.
 * @param window readings of one; 0 for all of the stretch.
 * @param step readings from one window to the next.
 * @returns none where the stretch is shorter than half a window.
 */
export function spansOf(readings: Readings, window: number, step: number): Span[] {
  const count = countOf(readings);
  if (count < FEWEST_READINGS) return [];
  if (window === 0 || (count < window && count >= window / 2)) return [[0, count - 1]];
  const spans: Span[] = [];
  for (let first = 0; first + window <= count; first += step) {
    spans.push([first, first + window - 1]);
  }
  return spans;
}

/** The time that a span takes. */
export const timesOf = (readings: Readings, [first, last]: Span): readonly [number, number] => [
  timeAt(readings, first),
  timeAt(readings, last),
];
