/**
 * A data set as NPZ, in the numbers that people know: an array for each modality, `labels`, `class_names` and `split`.
 * numpy reads it, and so does a lab, with the same classes, modalities and split.
 */
import type { DataSet, Modality, SplitName } from '../protocol/data-set';
import { type NamedArray, npz } from './npz';

/** Arrays that say what the samples are. */
const RESERVED: ReadonlySet<string> = new Set(['labels', 'class_names', 'split']);

/** The arrays: where a sample lacks a modality its numbers are not a number. */
export function dataArrays({ modalities, labels, classNames, split }: DataSet): NamedArray[] {
  const samples = labels.length;
  const splits = Array<SplitName | ''>(samples).fill('');
  for (const name of ['train', 'validation', 'test'] as const) {
    for (const row of split[name]) splits[row] = name;
  }
  // what no split holds is left out: it was set aside, and is nothing to train on
  const rows = Int32Array.from(splits.keys()).filter((row) => splits[row] !== '');
  return [
    ...modalities.map((modality) => ({
      name: RESERVED.has(modality.id) ? `${modality.id}_numbers` : modality.id,
      shape: [rows.length, ...modality.shape],
      data: rawNumbers(modality, rows),
    })),
    { name: 'labels', shape: [rows.length], data: rows.map((row) => labels[row] ?? 0) },
    { name: 'class_names', shape: [classNames.length], data: classNames },
    { name: 'split', shape: [rows.length], data: Array.from(rows, (row) => splits[row] ?? '') },
  ];
}

/** Back from the numbers that training sees. */
function rawNumbers({ data, shape, normalisation, present }: Modality, rows: Int32Array) {
  const width = shape.reduce((product, side) => product * side, 1);
  const { shift, scale } = normalisation;
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) {
      const value = data[row * width + k] as number;
      const raw = value * (scale[k % scale.length] as number) + (shift[k % shift.length] as number);
      out[i * width + k] = present?.[row] === 0 ? Number.NaN : raw;
    }
  });
  return out;
}

export const dataNpz = (dataSet: DataSet): Promise<Uint8Array<ArrayBuffer>> =>
  npz(dataArrays(dataSet));
