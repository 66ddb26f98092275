/** A data set on the device, uploaded once and shared by every run of a race. */

import type { DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { wholesAt } from '../../math/numbers';
import type { ProbeArithmetic } from '../../math/probe/arithmetic';
import { plainArithmetic } from '../../math/probe/plain-arithmetic';
import { sizeOf } from '../../math/shape';
import { completeAmong, type DataSet, type SplitName } from '../../protocol/data-set';

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
  free(): void;
}

/** Uploads a data set. The caller frees it. @param probing computes the probes. */
export function uploadRaceData(
  kernels: Kernels,
  dataSet: DataSet,
  probing: ProbeArithmetic = plainArithmetic,
): RaceData {
  const { modalities, labels, split } = dataSet;
  const classes = dataSet.classNames.length;
  const owned: DeviceArray[] = [];
  const own = (array: DeviceArray) => {
    owned.push(array);
    return array;
  };

  const upload = (name: SplitName): SplitData => {
    const rows = completeAmong(split[name], modalities);
    const splitLabels = wholesAt(labels, rows);
    const oneHot = new Float32Array(rows.length * classes);
    splitLabels.forEach((label, i) => {
      oneHot[i * classes + label] = 1;
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
    };
  };

  const train = upload('train');
  const validation =
    completeAmong(split.validation, modalities).length > 0 ? upload('validation') : null;
  const test = upload('test');
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
    free: () => kernels.free(owned),
  };
}
