/** Single samples of a data set, in the numbers training sees. */

import { sizeOf } from '../math/shape';
import type { DataSet, SampleTexts } from '../protocol/data-set';
import { DataError } from './data-error';
import { lacksOf } from './lacking';

/**
 * @param rows sample numbers, 0..samples - 1, in the order wanted.
 * @returns copies: classes `[rows]`, and per modality `[rows, ...shape]`; what each sample says, where any
 * has words, and the positions of the modalities that each lacks, where any lacks one.
 * @throws DataError for a row that the data set does not have.
 */
export function readSamples(
  { modalities, labels }: DataSet,
  rows: readonly number[],
): {
  labels: number[];
  values: Float32Array[];
  texts?: SampleTexts[];
  lacks?: (readonly number[])[];
} {
  const missing = rows.find((row) => !Number.isInteger(row) || row < 0 || row >= labels.length);
  if (missing !== undefined) {
    throw new DataError(
      'no-such-sample',
      `The data set has no sample ${missing}; its ${labels.length} samples are numbered from 0.`,
      'Open the sample again from the data set in use.',
    );
  }
  return {
    labels: rows.map((row) => labels[row] as number),
    values: modalities.map((modality) => {
      const width = sizeOf(modality.shape);
      const values = new Float32Array(rows.length * width);
      rows.forEach((row, i) => {
        values.set(modality.data.subarray(row * width, (row + 1) * width), i * width);
      });
      return values;
    }),
    ...(modalities.some(({ texts }) => texts)
      ? { texts: rows.map((row) => textsOf(modalities, row)) }
      : {}),
    ...(modalities.some(({ present }) => present)
      ? { lacks: rows.map((row) => lacksOf(modalities, row).lacks ?? []) }
      : {}),
  };
}

/** What one sample says, by modality. */
export const textsOf = (modalities: DataSet['modalities'], row: number): SampleTexts =>
  modalities.map(({ texts }) => texts?.[row] ?? null);
