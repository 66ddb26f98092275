/**
 * One sensor's readings of one recording, made fit for use: in the order of time, every moment once, cut where the clock
 * stands still or jumps. What was mended is counted, so that it can be said. Imports nothing.
 */

/** Named channels on one clock. */
export interface Readings {
  readonly channels: readonly string[];
  /** `[readings]`, in a unit of its own; null where readings have their order only. */
  readonly times: Float64Array | null;
  /** `[channels][readings]`; NaN where there is no number. */
  readonly values: readonly Float64Array[];
}

/** What was mended, in readings; `pauses` in places where a recording was cut. */
export interface Mended {
  empty: number;
  backwards: number;
  repeated: number;
  pauses: number;
  /** Recordings whose clock is coarser than their readings, so that their order is the clock. */
  coarse: number;
}

export const nothingMended = (): Mended => ({
  empty: 0,
  backwards: 0,
  repeated: 0,
  pauses: 0,
  coarse: 0,
});

/** A step of so many usual ones is a pause, and one back by so many a clock that began anew. */
const PAUSE_STEPS = 20;
/** More equal times than that are a clock that is too coarse. */
const MOST_EQUAL = 0.5;

/** How many readings there are. */
export const countOf = ({ values }: Readings): number => values[0]?.length ?? 0;

/** Time of a reading, or its number where there is no clock. */
export const timeAt = ({ times }: Readings, at: number): number => times?.[at] ?? at;

/** The readings at these places, in this order. */
function pick({ channels, times, values }: Readings, places: readonly number[]): Readings {
  const of = (numbers: Float64Array) => Float64Array.from(places, (at) => numbers[at] as number);
  return { channels, times: times && of(times), values: values.map(of) };
}

/**
 * The stretches in which a sensor ran without a pause, in order of time.
 * @param mended counts what had to be done.
 */
export function steadyStretches(readings: Readings, mended: Mended): Readings[] {
  const { values } = readings;
  const filled: number[] = [];
  for (let at = 0; at < countOf(readings); at++) {
    const hasTime = readings.times === null || Number.isFinite(readings.times[at]);
    if (hasTime && values.some((channel) => Number.isFinite(channel[at]))) filled.push(at);
  }
  mended.empty += countOf(readings) - filled.length;
  const some = pick(readings, filled);
  if (some.times && isCoarse(some.times)) {
    mended.coarse++;
    return [{ ...some, times: null }];
  }
  if (!some.times) return [some];
  const usual = usualStep(some.times);
  const isFar = (a: number, b: number) =>
    Math.abs((some.times?.[a] ?? 0) - (some.times?.[b] ?? 0)) > PAUSE_STEPS * usual;
  // a clock that is wrong for a single reading, such as 0 among large numbers
  const sound = [...some.times.keys()].filter(
    (at, _, all) =>
      at === 0 ||
      at === all.length - 1 ||
      !isFar(at, at - 1) ||
      !isFar(at, at + 1) ||
      isFar(at - 1, at + 1),
  );
  mended.empty += some.times.length - sound.length;
  return cutAtPauses(pick(some, sound), usual, mended);
}

function cutAtPauses(some: Readings, usual: number, mended: Mended): Readings[] {
  const times = some.times ?? new Float64Array();
  const stretches: number[][] = [];
  for (let at = 0; at < times.length; at++) {
    const step = at === 0 ? 0 : (times[at] as number) - (times[at - 1] as number);
    const isCut = Math.abs(step) > PAUSE_STEPS * usual;
    if (at === 0 || isCut) stretches.push([]);
    if (isCut) mended.pauses++;
    else if (step < 0) mended.backwards++;
    stretches.at(-1)?.push(at);
  }
  return stretches.map((places) => {
    const sorted = places.toSorted((a, b) => (times[a] as number) - (times[b] as number));
    const once = sorted.filter((at, i) => i === 0 || times[at] !== times[sorted[i - 1] as number]);
    mended.repeated += sorted.length - once.length;
    return pick(some, once);
  });
}

/** The middle of the steps forward; 0 where there is none. */
function usualStep(times: Float64Array): number {
  const steps: number[] = [];
  for (let at = 1; at < times.length; at++) {
    const step = (times[at] as number) - (times[at - 1] as number);
    if (step > 0) steps.push(step);
  }
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}

/** Whether most readings have the time of the one before. */
function isCoarse(times: Float64Array): boolean {
  let equal = 0;
  for (let at = 1; at < times.length; at++) if (times[at] === times[at - 1]) equal++;
  return equal > (times.length - 1) * MOST_EQUAL;
}
