/** The fixed samples that measures are taken on: the same rows every epoch and for every method of a race. */

import { takeRows } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import { randomStream } from '../../math/rng';
import type { Readings } from '../method';
import type { SplitData } from '../run/race-data';

/** Held-out samples of the heavy measures: a share is then known to about 2 points. */
const HELD_OUT_ROWS = 512;
/** Training samples that separability is counted on. */
const TRAINING_ROWS = 2000;

/** Some rows of a split, with their labels. */
export interface Subset {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

const withLabels = (rows: Int32Array, { labels }: SplitData): Subset => ({
  rows,
  labels: wholesAt(labels, rows),
});

/** The first rows of a seeded permutation, in its order: a set sorted by class must not make batches of one class. */
export function heldOutSubset(seed: number, split: SplitData): Subset {
  const order = randomStream(seed, 'measures', 'held-out').permutation(split.size);
  return withLabels(order.slice(0, HELD_OUT_ROWS), split);
}

/** As many rows in their own order, so that a whole split gives the very sums that a method's choice is made from. */
export function trainingSubset(seed: number, split: SplitData): Subset {
  const order = randomStream(seed, 'measures', 'training').permutation(split.size);
  return withLabels(order.slice(0, TRAINING_ROWS).sort(), split);
}

/** The readings of those rows alone. */
export function takeReadings({ features, logits }: Readings, { rows }: Subset): Readings {
  return {
    features: features.map((feature) => takeRows(feature, rows)),
    logits: Object.fromEntries(
      Object.entries(logits).map(([name, z]) => [name, takeRows(z, rows)]),
    ),
  };
}
