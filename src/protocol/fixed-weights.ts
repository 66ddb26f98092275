/** Weights of a vote that are the same for every sample. Imports nothing. */

/** Of two, as MLA's authors have them (main.py:968). */
const OF_TWO: readonly number[] = [0.55, 0.45];

/** One for each of `count` voters; from three on all count alike. They sum to 1. */
export const fixedWeights = (count: number): readonly number[] =>
  count === OF_TWO.length ? OF_TWO : Array.from({ length: count }, () => 1 / count);
