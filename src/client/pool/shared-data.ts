/** A data set in memory that every thread reads, where the surroundings have such memory. */
import type { DataSet } from '../../protocol/data-set';

/** Without it every thread has a copy of its own; beyond this, one thread trains rather than filling the memory. */
const MOST_COPIED_BYTES = 128 * 2 ** 20;

/** A page has shared memory only where it is isolated from other origins; Node always has. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && globalThis.crossOriginIsolated !== false;
}

const bytesOf = ({ modalities }: DataSet): number =>
  modalities.reduce((sum, { data }) => sum + data.byteLength, 0);

/** Whether every thread may have a copy of it. */
export const isSmallEnoughToCopy = (dataSet: DataSet): boolean =>
  bytesOf(dataSet) <= MOST_COPIED_BYTES;

const sharedInts = (values: Int32Array): Int32Array => {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
};

const sharedFloats = (values: Float32Array): Float32Array => {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
};

/** The same data set in memory that threads share; nobody may write into it any more. */
export function inSharedMemory(dataSet: DataSet): DataSet {
  const { labels, split, modalities } = dataSet;
  return {
    ...dataSet,
    labels: sharedInts(labels),
    split: {
      train: sharedInts(split.train),
      validation: sharedInts(split.validation),
      test: sharedInts(split.test),
    },
    modalities: modalities.map((modality) => ({ ...modality, data: sharedFloats(modality.data) })),
  };
}
