/** Right answers that are lost when a modality is dealt out anew (`perceptual-score.ts`). Fetched when a race is at its end. */
import { accuracy, type Matrix, takeRows } from '../../math/matrix';

/**
 * @param predict the method's prediction for given features, `[rows, classes]`.
 * @param features `[rows, dims]` per modality. @param labels `[rows]`
 * @param orders permutations of the rows, at least one.
 * @returns P per modality: 1 where every right answer is lost, below 0 where permuting helps; null where none is right.
 */
export async function perceptualScores(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
  labels: Int32Array,
  orders: readonly Int32Array[],
): Promise<number[] | null> {
  const whole = accuracy(await predict(features), labels);
  if (whole === 0) return null;
  const scores: number[] = [];
  for (const permuted of features) {
    let sum = 0;
    for (const order of orders) {
      const dealt = features.map((each) => (each === permuted ? takeRows(each, order) : each));
      sum += accuracy(await predict(dealt), labels);
    }
    scores.push((whole - sum / orders.length) / whole);
  }
  return scores;
}
