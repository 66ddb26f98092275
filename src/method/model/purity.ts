/**
 * How well features fall into classes by themselves: the purity of clusters that k-means finds in them, as many as there
 * are classes. Rule of Diagnosing_Relearning_ECCV2024 at 025085e, code/ours.py:99-143: columns are scaled on these
 * samples alone, so that another split has another scale.
 */
import { kMeans, purity, scaledColumns } from '../../math/k-means';
import { type Matrix, takeRows } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import type { Random } from '../../math/rng';

/** Samples that are looked at at most: a share is known no better from more, and k-means costs as much. */
const MOST_ROWS = 5000;

export interface Clustered {
  /** Of every sample looked at, in their order. */
  readonly clusters: Int32Array;
  /** 0..1 */
  readonly purity: number;
}

/**
 * @param features `[rows, dims]`, at least one row. @param labels `[rows]`
 * @param random draws one order: its first samples are the first centres, and of many samples its first are looked at.
 *   Fewer samples than classes are as many clusters.
 */
export function clustered(
  features: Matrix,
  labels: Int32Array,
  classes: number,
  random: Random,
): Clustered {
  const order = random.permutation(labels.length);
  const first = order.slice(0, Math.min(classes, order.length));
  if (order.length <= MOST_ROWS) {
    const clusters = kMeans(scaledColumns(features), first);
    return { clusters, purity: purity(clusters, labels) };
  }
  const rows = order.slice(0, MOST_ROWS);
  const some = scaledColumns(takeRows(features, rows));
  const clusters = kMeans(some, Int32Array.from(first.keys()));
  return { clusters, purity: purity(clusters, wholesAt(labels, rows)) };
}
