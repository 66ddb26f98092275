/** Parts of a whole, evenly spaced. Imports nothing. */

/** The middles of `count` equal parts of a list; some twice where it is shorter. */
export const evenly = <T>(list: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, k) => list[Math.floor(((k + 0.5) / count) * list.length)] as T);
