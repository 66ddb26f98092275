/** What every subset of the modalities is worth to a prediction, and its Shapley values. Fetched when they are due first. */
import { accuracy, type Matrix } from '../../math/matrix';
import { zip } from '../../math/zip';

/**
 * Shapley values of a game.
 * @param worth v by subset, index = sum of 2^m over its members; length 2^players.
 * @returns `[players]`
 */
export function shapleyValues(worth: readonly number[], players: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: players }, (_, m) => {
    let value = 0;
    worth.forEach((without, subset) => {
      if (subset & (1 << m)) return;
      const size = Array.from({ length: players }, (_, k) => (subset >> k) & 1).filter(
        Boolean,
      ).length;
      // share of the orders in which exactly this subset comes before m
      const share = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      value += share * ((worth[subset | (1 << m)] as number) - without);
    });
    return value;
  });
}

/** Rows predicted at once, unless a single subset has more. */
const ROWS_AT_ONCE = 2048;

/**
 * Copies of `features`, one for each of some subsets, one below the other; rows of absent modalities hold `mean`.
 * @param subsets the first, and the one after the last.
 */
function stacked(
  features: Matrix,
  mean: Float64Array,
  m: number,
  [from, to]: readonly [number, number],
): Matrix {
  const { values, rows, columns } = features;
  // as a device will have them
  const out = new Float32Array((to - from) * rows * columns);
  for (let subset = from; subset < to; subset++) {
    const begin = (subset - from) * rows * columns;
    if (subset & (1 << m)) out.set(values, begin);
    else for (let i = 0; i < rows; i++) out.set(mean, begin + i * columns);
  }
  return { values: out, rows: (to - from) * rows, columns };
}

/**
 * @param predict the method's prediction for given features, `[rows, classes]`.
 * @param features held-out `[rows, dims]` per modality. @param means their training means, `[dims]` per modality.
 * @returns v by subset, index = sum of 2^m over its members: accuracy with the means for all others, 0..1.
 */
export async function worthOfSubsets(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
  means: readonly Float64Array[],
  labels: Int32Array,
): Promise<number[]> {
  const subsets = 1 << features.length;
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / labels.length));
  const worth: number[] = [];
  for (let from = 0; from < subsets; from += atOnce) {
    const to = Math.min(subsets, from + atOnce);
    const { values, columns } = await predict(
      zip(features, means).map(([feature, mean], m) => stacked(feature, mean, m, [from, to])),
    );
    const size = labels.length * columns;
    for (let at = 0; at < values.length; at += size) {
      const one = { values: values.subarray(at, at + size), rows: labels.length, columns };
      worth.push(accuracy(one, labels));
    }
  }
  return worth;
}
