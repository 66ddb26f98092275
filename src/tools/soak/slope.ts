/**
 * Whether a number grows over time, or only wavers: a straight line by least squares, and how far off its slope may be.
 * What is measured in one minute resembles what was measured in the minute before, so the noise is that of fewer
 * measurements (Bence 1995, Analysis of short time series: correcting for autocorrelation).
 */
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export interface Slope {
  /** Units of the values per unit of time. */
  readonly slope: number;
  /** Its standard error. */
  readonly noise: number;
}

/**
 * @param times at least 4, not all the same.
 * @throws RangeError where there are fewer.
 */
export function slopeOf(times: readonly number[], values: readonly number[]): Slope {
  const n = times.length;
  if (n < 4) throw new RangeError(`A slope needs 4 measurements at least; there are ${n}.`);
  const [middle, level] = [meanOf(times), meanOf(values)];
  let [spread, together] = [0, 0];
  times.forEach((time, i) => {
    spread += (time - middle) ** 2;
    together += (time - middle) * ((values[i] ?? level) - level);
  });
  const slope = together / spread;
  const rests = times.map((time, i) => (values[i] ?? level) - level - slope * (time - middle));
  const squares = rests.reduce((sum, rest) => sum + rest * rest, 0);
  const neighbours = rests.slice(1).reduce((sum, rest, i) => sum + rest * (rests[i] ?? 0), 0);
  // a resemblance below zero would make the noise smaller than it may be
  const alike = squares > 0 ? Math.min(0.9, Math.max(0, neighbours / squares)) : 0;
  const noise = Math.sqrt((squares / (n - 2) / spread) * ((1 + alike) / (1 - alike)));
  return { slope, noise };
}
