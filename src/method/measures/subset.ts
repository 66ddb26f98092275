/** The fixed samples that measures are taken on: the same rows every epoch and for every method of a race. */

import { type Matrix, takeRows } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import { randomStream } from '../../math/rng';
import { MEASURED_ROWS, SEPARABILITY_ROWS } from '../../protocol/measured-part';
import type { ByName } from '../../protocol/names';
import type { Answers, Readings } from '../method';
import { haveAll, rowsWith, takeHas } from '../model/present';
import type { SplitData } from '../run/race-data';

/** Some rows of a split, with their labels. */
export interface Subset {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

const withLabels = (rows: Int32Array, { labels }: SplitData): Subset => ({
  rows,
  labels: wholesAt(labels, rows),
});

/**
 * The first complete rows of a seeded permutation, in its order: a set sorted by class must not make batches of one
 * class, and these measures compare modalities.
 */
export function heldOutSubset(seed: number, split: SplitData): Subset {
  const order = randomStream(seed, 'measures', 'held-out').permutation(split.size);
  const all = haveAll(split.has);
  const complete = all ? order.filter((row) => all[row] === 1) : order;
  return withLabels(complete.slice(0, MEASURED_ROWS), split);
}

/** The rows of a subset that have every modality; of a whole split where none is given. */
export function completeSubset(split: SplitData, subset?: Subset): Subset {
  const rows = subset?.rows ?? Int32Array.from({ length: split.size }, (_, row) => row);
  const there = rowsWith(haveAll(takeHas(split.has, rows)));
  return withLabels(there ? wholesAt(rows, there) : rows, split);
}

/** As many rows in their own order, so that a whole split gives the very sums that a method's choice is made from. */
export function trainingSubset(seed: number, split: SplitData): Subset {
  const order = randomStream(seed, 'measures', 'training').permutation(split.size);
  return withLabels(order.slice(0, SEPARABILITY_ROWS).sort(), split);
}

/** Whether it is the whole split in its own order. */
const isAll = ({ rows }: Subset, size: number): boolean =>
  rows.length === size && rows.every((row, i) => row === i);

/** The readings of those rows alone; of a whole split the readings themselves. */
export function takeReadings(readings: Readings, subset: Subset): Readings {
  const { features, logits, has } = readings;
  if (isAll(subset, features[0]?.rows ?? 0)) return readings;
  return {
    features: features.map((feature) => takeRows(feature, subset.rows)),
    logits: takenByName(logits, subset),
    ...(has && { has: takeHas(has, subset.rows) }),
  };
}

/** What a run answers of those rows, from its answers for the whole split: every row is answered by itself. */
export function takeAnswers(answers: Answers, subset: Subset): Answers {
  const { fusion, readouts, weights } = answers;
  return {
    ...answers,
    fusion: fusion && takeRows(fusion, subset.rows),
    readouts: takenByName(readouts, subset),
    ...(weights && { weights: takeRows(weights, subset.rows) }),
  };
}

const takenByName = (matrices: ByName<Matrix>, { rows }: Subset): Record<string, Matrix> =>
  Object.fromEntries(Object.entries(matrices).map(([name, z]) => [name, takeRows(z, rows)]));
