/**
 * The clock by which all sensors of a recording are cut alike: that of the first sensor, and where a recording lacks it,
 * one made on the clock of another, with as many readings as the first sensor would have had. Imports this room only.
 */
import { countOf, type Readings, timeAt } from './readings';

/** What one stretch of a recording holds of each sensor; null where it lacks it. */
type Sensors = readonly (Readings | null)[];

/**
 * Of every stretch the readings of its first sensor, or their times alone.
 * @param all at least one sensor of each is there.
 */
export function sharedClocks(all: readonly Sensors[]): Readings[] {
  const ratios = new Map<number, number>();
  return all.map((sensors) => {
    const lead = sensors.findIndex((sensor) => sensor !== null);
    const other = sensors[lead];
    if (!other) throw new RangeError('a stretch without any sensor');
    if (lead === 0) return other;
    const ratio = ratios.get(lead) ?? perReading(all, lead);
    ratios.set(lead, ratio);
    return respaced(other, Math.max(2, Math.round(countOf(other) * ratio)));
  });
}

/** How many readings of the first sensor there are for one of another, in the middle of the stretches that have both. */
function perReading(all: readonly Sensors[], sensor: number): number {
  const ratios = all.flatMap((sensors) => {
    const [first, other] = [sensors[0], sensors[sensor]];
    if (!first || !other) return [];
    const areTimed = first.times !== null && other.times !== null;
    return [rateOf(first, areTimed) / rateOf(other, areTimed)];
  });
  return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 1;
}

/** Readings a unit of time, or in all where clocks cannot be compared. */
function rateOf(readings: Readings, isTimed: boolean): number {
  const steps = Math.max(1, countOf(readings) - 1);
  return isTimed ? steps / (timeAt(readings, steps) - timeAt(readings, 0)) : steps;
}

/** So many moments, evenly from the first reading to the last. */
function respaced(readings: Readings, count: number): Readings {
  const [from, to] = [timeAt(readings, 0), timeAt(readings, countOf(readings) - 1)];
  const times = Float64Array.from(
    { length: count },
    (_, at) => from + ((to - from) * at) / (count - 1),
  );
  return { channels: [], times: readings.times && times, values: [times] };
}
