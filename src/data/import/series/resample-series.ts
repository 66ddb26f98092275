/**
 * A channel at evenly spaced moments: between two readings on the straight line that joins them; where there are more
 * readings than moments, the mean of that line around each moment, so that nothing faster folds back. Imports nothing.
 */

/** A channel's numbers that are there, on their clock. */
interface Line {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/**
 * @param times `[readings]`, ascending. @param values `[readings]`; those that are no number are bridged.
 * @param length moments wanted, from `from` to `to`, both included.
 * @returns null where no reading is a number.
 */
export function evenly(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  [from, to]: readonly [from: number, to: number],
  length: number,
): Float32Array | null {
  const near = lineOf(times, values, from, to);
  const line = near.times.length > 0 ? near : lineOf(times, values, -Infinity, Infinity);
  if (line.times.length === 0) return null;
  const step = length > 1 ? (to - from) / (length - 1) : 0;
  const inside = line.times.filter((time) => time >= from && time <= to).length;
  if (inside <= length || step <= 0) {
    const walk = walker(line);
    return Float32Array.from({ length }, (_, i) => walk(from + i * step).value);
  }
  const walk = walker(line);
  let before = walk(from);
  let start = from;
  return Float32Array.from({ length }, (_, i) => {
    const end = Math.min(to, from + (i + 0.5) * step);
    const after = walk(end);
    const mean = (after.area - before.area) / (end - start);
    before = after;
    start = end;
    return mean;
  });
}

/** Of the readings from one time to another, and one before and after. */
function lineOf(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  from: number,
  to: number,
): Line {
  const line = { times: [] as number[], values: [] as number[] };
  for (let at = Math.max(0, placeOf(times, from) - 1); at < values.length; at++) {
    if ((times[at - 1] as number) > to) break;
    if (!Number.isFinite(values[at])) continue;
    line.times.push(times[at] as number);
    line.values.push(values[at] as number);
  }
  return line;
}

/** The first of ascending times that is not before this one. */
function placeOf(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if ((times[at] as number) < time) low = at + 1;
    else high = at;
  }
  return low;
}

/** The line's value at a time and the area under it since its beginning; times asked for must not go back. */
function walker({ times, values }: Line): (time: number) => { value: number; area: number } {
  let at = 0;
  let area = 0;
  return (time) => {
    const next = () => times[at + 1];
    for (let end = next(); end !== undefined && end <= time; end = next()) {
      area +=
        ((end - (times[at] as number)) * ((values[at] as number) + (values[at + 1] as number))) / 2;
      at++;
    }
    const [t0, v0] = [times[at] as number, values[at] as number];
    const [t1 = t0, v1 = v0] = [times[at + 1], values[at + 1]];
    // before the first and after the last reading the line goes on level
    const share = t1 > t0 ? Math.max(0, (time - t0) / (t1 - t0)) : 0;
    const value = v0 + share * (v1 - v0);
    return { value, area: area + ((time - t0) * (value + v0)) / 2 };
  };
}
