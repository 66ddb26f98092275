/** A data set on the device, uploaded once and shared by every run of a race. */

import type { DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { wholesAt } from '../../math/numbers';
import type { ProbeArithmetic } from '../../math/probe/arithmetic';
import { plainArithmetic } from '../../math/probe/plain-arithmetic';
import { sizeOf } from '../../math/shape';
import {
  completeAmong,
  type DataSet,
  type SplitIndices,
  type SplitName,
} from '../../protocol/data-set';
import type { Has } from '../model/present';

/** One split on the device, its labels here as well. */
export interface SplitData {
  readonly name: SplitName;
  readonly size: number;
  /** Sample numbers in the data set, `[size]`. */
  readonly rows: Int32Array;
  /** Per modality, `[size, input size]`. */
  readonly inputs: readonly DeviceArray[];
  /** `[size]` */
  readonly labels: Int32Array;
  /** The same labels one-hot on the device, `[size, classes]`. */
  readonly targets: DeviceArray;
  /** Per modality, which samples have it; the inputs of the others are 0. */
  readonly has: readonly Has[];
  /** The same on the device, `[size, 1]` of 1 and 0; null where all have it. */
  readonly present: readonly (DeviceArray | null)[];
}

/** What an encoder must know of its modality. */
export interface ModalityShape {
  readonly id: string;
  /** Its place among the modalities of the data set, from 0. */
  readonly position: number;
  /** Shape of one sample, as in the data set. */
  readonly shape: readonly number[];
  /** Numbers per sample. */
  readonly inputSize: number;
}

/** All splits on the device. */
export interface RaceData {
  readonly modalities: readonly ModalityShape[];
  readonly classes: number;
  readonly train: SplitData;
  readonly validation: SplitData | null;
  readonly test: SplitData;
  /** Where live numbers come from: validation where there is one, else test. */
  readonly heldOut: SplitData;
  /** Computes the probes of its runs. */
  readonly probing: ProbeArithmetic;
  /** Whether any sample of any split lacks a modality. */
  readonly isIncomplete: boolean;
  /** The same with complete samples alone, uploaded when it is first asked for; itself where all are complete. */
  readonly complete: RaceData;
  free(): void;
}

/** Uploads a data set. The caller frees it. @param probing computes the probes. */
export function uploadRaceData(
  kernels: Kernels,
  dataSet: DataSet,
  probing: ProbeArithmetic = plainArithmetic,
): RaceData {
  return uploadSplits(kernels, dataSet, dataSet.split, probing);
}

function uploadSplits(
  kernels: Kernels,
  dataSet: DataSet,
  split: SplitIndices,
  probing: ProbeArithmetic,
): RaceData {
  const { modalities, labels } = dataSet;
  const classes = dataSet.classNames.length;
  const owned: DeviceArray[] = [];
  const own = (array: DeviceArray) => {
    owned.push(array);
    return array;
  };

  const upload = (name: SplitName): SplitData => {
    const rows = split[name];
    const splitLabels = wholesAt(labels, rows);
    const oneHot = new Float32Array(rows.length * classes);
    splitLabels.forEach((label, i) => {
      oneHot[i * classes + label] = 1;
    });
    const has = modalities.map(({ present }): Has => {
      const mask = present && Uint8Array.from(rows, (row) => present[row] ?? 0);
      return mask?.includes(0) ? mask : null;
    });
    return {
      name,
      size: rows.length,
      rows,
      labels: splitLabels,
      targets: own(kernels.upload(oneHot, [rows.length, classes])),
      inputs: modalities.map(({ data, shape }) => {
        const width = sizeOf(shape);
        const values = new Float32Array(rows.length * width);
        rows.forEach((row, i) => {
          values.set(data.subarray(row * width, (row + 1) * width), i * width);
        });
        return own(kernels.upload(values, [rows.length, width]));
      }),
      has,
      present: has.map(
        (mask) => mask && own(kernels.upload(Float32Array.from(mask), [mask.length, 1])),
      ),
    };
  };

  const train = upload('train');
  const validation = split.validation.length > 0 ? upload('validation') : null;
  const test = upload('test');
  const isIncomplete = [train, validation, test].some((each) =>
    each?.has.some((mask) => mask !== null),
  );
  let complete: RaceData | null = null;
  return {
    modalities: modalities.map(({ id, shape }, m) => ({
      id,
      position: m,
      shape,
      inputSize: sizeOf(shape),
    })),
    classes,
    train,
    validation,
    test,
    heldOut: validation ?? test,
    probing,
    isIncomplete,
    get complete() {
      if (!isIncomplete) return this;
      const among = (which: SplitName) => completeAmong(split[which], modalities);
      complete ??= uploadSplits(
        kernels,
        dataSet,
        { train: among('train'), validation: among('validation'), test: among('test') },
        probing,
      );
      return complete;
    },
    free() {
      complete?.free();
      kernels.free(owned);
    },
  };
}
