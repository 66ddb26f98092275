/**
 * Makes a data set of a built-in table: leaves out incomplete rows, splits by class, standardises with
 * the training split. Imports math, the protocol and this room only.
 */
import { randomStream } from '../../math/rng';
import type { DataNote, DataSet, Modality } from '../../protocol/data-set';
import type { Settings } from '../../protocol/settings';
import { settingsSplit } from '../folds';
import { fitGlobal, fitPerFeature, normalise } from '../standardise';
import { assetInvalid } from './asset-error';
import type { TableModality, TableSet } from './builtin-sets';
import { invertAtRandom } from './invert-contrast';
import type { Table } from './table-asset';

/**
 * @param settings `split` and `seed` decide which samples train and which test, and whose contrast turns.
 * @throws DataError when the table has too few columns, or a class too few rows.
 */
export function tableDataSet(set: TableSet, table: Table, settings: Settings): DataSet {
  const { seed } = settings;
  checkColumns(table, set.path, set.modalities);
  const complete = completeRows(table);
  const labels = Int32Array.from(complete, (row) => table.labels[row] as number);
  const split = settingsSplit(labels, table.classes, settings);
  return {
    id: set.id,
    name: set.name,
    classNames: table.classes,
    provenance: { origin: table.origin, licence: table.licence },
    modalities: set.modalities.map((modality) =>
      tableModality(modality, table, complete, split.train, seed),
    ),
    labels,
    split,
    notes: leftOut(set, table.labels.length - complete.length),
  };
}

/** @throws DataError when the table has fewer columns than its modalities name. */
export function checkColumns(
  table: Table,
  path: string,
  modalities: readonly TableModality[],
): void {
  const needed = Math.max(...modalities.flatMap(({ columns }) => columns)) + 1;
  if (needed > table.columns.length) {
    throw assetInvalid(path, `it has ${table.columns.length} columns and needs ${needed}`);
  }
}

/**
 * One modality of a table whose columns have been checked.
 * @param rows the table's rows that are samples, in order.
 * @param train sample numbers to fit the standardisation on.
 */
export function tableModality(
  modality: TableModality,
  table: Table,
  rows: readonly number[],
  train: Int32Array,
  seed: number,
): Modality {
  const { id, name, kind, shape, columns } = modality;
  const width = columns.length;
  const raw = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    columns.forEach((column, k) => {
      raw[i * width + k] = table.values[row * table.columns.length + column] as number;
    });
  });
  if (modality.invertContrast) {
    invertAtRandom(raw, width, train, randomStream(seed, 'data', 'inversion'));
  }
  const fitBy = modality.standardise === 'global' ? fitGlobal : fitPerFeature;
  const normalisation = fitBy(raw, width, train);
  return {
    id,
    name,
    kind,
    shape,
    data: normalise(raw, width, normalisation),
    normalisation,
    ...(kind === 'vector'
      ? { featureNames: columns.map((column) => table.columns[column] as string) }
      : {}),
  };
}

/** Numbers of the rows in which nothing is missing. */
function completeRows({ labels, values, columns }: Table): number[] {
  const width = columns.length;
  return Array.from(labels, (_, row) => row).filter((row) =>
    values.subarray(row * width, (row + 1) * width).every((value) => !Number.isNaN(value)),
  );
}

function leftOut(set: TableSet, count: number): DataNote[] {
  if (count === 0) return [];
  const [one, many] = set.sample;
  const subject = count === 1 ? `1 ${one} was` : `${count} ${many} were`;
  return [{ message: `${subject} left out because measurements are missing.`, count }];
}
