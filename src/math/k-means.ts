/**
 * K-means by Lloyd's algorithm from given first centres, and what clusters tell of classes. Deterministic: the same
 * numbers and centres give the same clusters everywhere.
 */
import { type Matrix, valueAt } from './matrix';
import { addAt, numberAt, wholeAt } from './numbers';
import { squaredDistance } from './vectors';

/** Rounds after which a search that has not settled ends. */
const MOST_ROUNDS = 100;

/** Points as rows. */
type Points = Matrix & { readonly values: Float64Array };

/** Every column scaled to -1..1 by its own smallest and largest number; one that is constant becomes -1. */
export function scaledColumns(features: Matrix): Points {
  const { rows, columns } = features;
  const values = new Float64Array(rows * columns);
  for (let d = 0; d < columns; d++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows; i++) {
      low = Math.min(low, valueAt(features, i, d));
      high = Math.max(high, valueAt(features, i, d));
    }
    const scale = high > low ? 2 / (high - low) : 0;
    for (let i = 0; i < rows; i++) {
      values[i * columns + d] = (valueAt(features, i, d) - low) * scale - 1;
    }
  }
  return { values, rows, columns };
}

/**
 * The cluster of every row, 0..k-1: the nearest centre by squared Euclidean distance, the first of equals; then every
 * centre moves to the mean of its rows, one without rows stays, until no row changes its cluster.
 * @param first rows that are the first centres, k of them.
 */
export function kMeans(points: Points, first: Int32Array): Int32Array {
  const { values, rows, columns } = points;
  const k = first.length;
  const centres = Float64Array.from({ length: k * columns }, (_, at) =>
    valueAt(points, wholeAt(first, Math.floor(at / columns)), at % columns),
  );
  const clusters = new Int32Array(rows).fill(-1);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    for (let i = 0; i < rows; i++) {
      const cluster = nearest(values, i * columns, centres, columns);
      if (cluster !== clusters[i]) changed = true;
      clusters[i] = cluster;
    }
    if (!changed) break;
    moveToMeans(centres, points, clusters, k);
  }
  return clusters;
}

function nearest(
  values: Float64Array,
  begin: number,
  centres: Float64Array,
  columns: number,
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let from = 0; from < centres.length; from += columns) {
    const distance = squaredDistance(values, begin, centres, from, columns);
    if (distance < least) {
      least = distance;
      best = from / columns;
    }
  }
  return best;
}

function moveToMeans(
  centres: Float64Array,
  { values, rows, columns }: Points,
  clusters: Int32Array,
  k: number,
): void {
  const sums = new Float64Array(centres.length);
  const counts = new Int32Array(k);
  for (let i = 0; i < rows; i++) {
    const cluster = wholeAt(clusters, i);
    counts[cluster] = wholeAt(counts, cluster) + 1;
    for (let d = 0; d < columns; d++) {
      addAt(sums, cluster * columns + d, numberAt(values, i * columns + d));
    }
  }
  for (let at = 0; at < centres.length; at++) {
    const count = wholeAt(counts, Math.floor(at / columns));
    if (count > 0) centres[at] = numberAt(sums, at) / count;
  }
}

/** The share of rows whose label is the most frequent one of their cluster, 0..1. */
export function purity(clusters: Int32Array, labels: Int32Array): number {
  const counts = new Map<number, Map<number, number>>();
  clusters.forEach((cluster, i) => {
    const label = wholeAt(labels, i);
    const ofCluster = counts.get(cluster) ?? new Map<number, number>();
    counts.set(cluster, ofCluster.set(label, (ofCluster.get(label) ?? 0) + 1));
  });
  let right = 0;
  for (const ofCluster of counts.values()) right += Math.max(...ofCluster.values());
  return right / labels.length;
}
