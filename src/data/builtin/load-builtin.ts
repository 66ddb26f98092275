/**
 * Makes a data set of a built-in table: leaves out incomplete rows, splits by class, standardises with
 * the training split. How the file is read is the caller's business, so that it works in a page, a
 * worker and Node. Imports the protocol and this room only.
 */
import type { DataNote, DataSet, Modality } from '../../protocol/data-set';
import { type Settings, SettingsError, show } from '../../protocol/settings';
import { DataError } from '../data-error';
import { stratifiedSplit } from '../split';
import { fitGlobal, fitPerFeature, normalise } from '../standardise';
import { BUILTIN_SETS, type BuiltinModality, type BuiltinSet } from './builtin-sets';
import { parseTable, type Table } from './table-asset';

/** Reads a file of the lab's own; `path` is relative to the folder the page is served from. */
export type ReadAsset = (path: string) => Promise<ArrayBuffer>;

/**
 * Loads one built-in set.
 * @param settings `split` and `seed` decide which samples train and which test.
 * @throws SettingsError when there is no such set; DataError when its file cannot be read or used.
 */
export async function loadBuiltin(
  id: string,
  readAsset: ReadAsset,
  settings: Settings,
): Promise<DataSet> {
  const set = BUILTIN_SETS.find((each) => each.id === id);
  if (!set) {
    throw new SettingsError(
      'data.id',
      `data.id is ${show(id)}; the built-in data sets are ${BUILTIN_SETS.map((each) => each.id).join(' and ')}.`,
    );
  }
  return toDataSet(set, parseTable(await read(set.path, readAsset), set.path), settings);
}

async function read(path: string, readAsset: ReadAsset): Promise<ArrayBuffer> {
  try {
    return await readAsset(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      'asset-unreadable',
      `The built-in data file ${path} could not be read (${reason}).`,
      'Check that the lab is still being served, then reload the page.',
    );
  }
}

function toDataSet(set: BuiltinSet, table: Table, settings: Settings): DataSet {
  const widest = Math.max(...set.modalities.flatMap((modality) => modality.columns));
  if (widest >= table.columns.length) {
    throw new DataError(
      'asset-invalid',
      `The built-in data file ${set.path} cannot be used: it has ${table.columns.length} columns and needs ${widest + 1}.`,
      'Reload the page; if it happens again, the file on the server is damaged and must be put there anew.',
    );
  }
  const complete = completeRows(table);
  const labels = Int32Array.from(complete, (row) => table.labels[row] as number);
  const split = stratifiedSplit(labels, table.classes, settings.split, settings.seed);
  return {
    id: set.id,
    name: set.name,
    classNames: table.classes,
    provenance: { origin: table.origin, licence: table.licence },
    modalities: set.modalities.map((modality) =>
      toModality(modality, table, complete, split.train),
    ),
    labels,
    split,
    notes: leftOut(set, table.labels.length - complete.length),
  };
}

/** Numbers of the rows in which nothing is missing. */
function completeRows({ labels, values, columns }: Table): number[] {
  const width = columns.length;
  return Array.from(labels, (_, row) => row).filter((row) =>
    values.subarray(row * width, (row + 1) * width).every((value) => !Number.isNaN(value)),
  );
}

function toModality(
  modality: BuiltinModality,
  table: Table,
  rows: readonly number[],
  train: Int32Array,
): Modality {
  const { id, name, kind, shape, columns } = modality;
  const width = columns.length;
  const raw = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    columns.forEach((column, k) => {
      raw[i * width + k] = table.values[row * table.columns.length + column] as number;
    });
  });
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

function leftOut(set: BuiltinSet, count: number): DataNote[] {
  if (count === 0) return [];
  const [one, many] = set.sample;
  const subject = count === 1 ? `1 ${one} was` : `${count} ${many} were`;
  return [{ message: `${subject} left out because measurements are missing.`, count }];
}
