/**
 * Batches of samples some of which lack a modality. Beside the samples stand, row by row, who has a modality, and a
 * weight for each loss: rows over those rows of the batch that have what the loss needs, 0 for the others, so that a
 * mean over the batch is the mean over those; 0 for all where nobody has. The order of an epoch is known here before
 * its first step, so the weights are written once an epoch and no step counts anything.
 */
import type { BatchFeeder, BatchRows, DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { evenBatches } from '../../engine/kernels/storage';
import { type Has, haveAll } from './present';

type Samples = BatchFeeder['batch'];

export interface PresentBatches {
  readonly feeder: BatchFeeder;
  /** Per modality, `[batch, 1]` of 1 and 0; null where all samples have it. */
  readonly present: readonly (DeviceArray | null)[];
  /** The weights of a loss on these modalities, `[batch, 1]`; null where all samples have all of them. */
  weights(modalities: readonly number[]): DeviceArray | null;
}

/** The weights of one loss. */
interface Weighing {
  readonly has: Uint8Array;
  readonly source: DeviceArray;
}

/**
 * Weights of the rows in their batches.
 * @param order of the epoch, in which no row comes twice. @param batches rows of each batch.
 */
export function rowWeights(
  has: Uint8Array,
  order: Int32Array,
  batches: readonly number[],
): Float32Array {
  const weights = new Float32Array(has.length);
  let begin = 0;
  for (const size of batches) {
    const batch = order.subarray(begin, begin + size);
    let count = 0;
    for (const row of batch) count += has[row] ?? 0;
    for (const row of batch) weights[row] = has[row] === 1 ? size / count : 0;
    begin += size;
  }
  return weights;
}

/**
 * @param has per modality of these samples. @param groups the modalities that each loss needs.
 * @param rows of whole batches.
 */
export function presentBatches(
  kernels: Kernels,
  samples: Samples,
  has: readonly Has[],
  groups: readonly (readonly number[])[],
  rows: BatchRows,
): PresentBatches {
  const keyOf = (group: readonly number[]) => [...group].sort().join();
  const masked = has.flatMap((mask, m) => (mask ? [{ mask, m }] : []));
  if (masked.length === 0) {
    return {
      feeder: kernels.feeder(samples, rows),
      present: has.map(() => null),
      weights: () => null,
    };
  }
  const weighings = new Map<string, Weighing>();
  for (const group of groups) {
    const all = haveAll(group.map((m) => has[m] ?? null));
    if (all && !weighings.has(keyOf(group))) {
      weighings.set(keyOf(group), { has: all, source: kernels.allocate([all.length, 1]) });
    }
  }
  const columns = masked.map(({ mask }) =>
    kernels.upload(Float32Array.from(mask), [mask.length, 1]),
  );
  const sources = [...weighings.values()].map(({ source }) => source);
  const { inputs, targets } = samples;
  const real = kernels.feeder({ inputs: [...inputs, ...columns, ...sources], targets }, rows);
  const served = real.batch.inputs.slice(inputs.length);
  const present = has.map((_, m) => {
    const place = masked.findIndex((each) => each.m === m);
    return place < 0 ? null : (served[place] ?? null);
  });
  const keys = [...weighings.keys()];
  return {
    feeder: {
      batch: { inputs: real.batch.inputs.slice(0, inputs.length), targets: real.batch.targets },
      startEpoch(order, batches = evenBatches(order.length, rows)) {
        for (const { has: mask, source } of weighings.values()) {
          kernels.write(source, rowWeights(mask, order, batches));
        }
        real.startEpoch(order, batches);
      },
      next: () => real.next(),
      free() {
        real.free();
        kernels.free([...columns, ...sources]);
      },
    },
    present,
    weights(group) {
      const place = keys.indexOf(keyOf(group));
      return place < 0 ? null : (served[columns.length + place] ?? null);
    },
  };
}
