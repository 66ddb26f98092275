/** Averages of a measure over the unordered pairs of modalities. */

/** @returns the mean over all pairs; null where there are none or the measure is not defined for one of them. */
export function meanOverPairs<T>(
  items: readonly T[],
  measure: (a: T, b: T) => number | null,
): number | null {
  const values = items.flatMap((a, i) => items.slice(i + 1).map((b) => measure(a, b)));
  if (values.length === 0) return null;
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total / values.length;
}
