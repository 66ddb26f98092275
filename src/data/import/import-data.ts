/**
 * Anyone's own files to a data set: gathers them, tells the layout, reads, pairs, checks and splits. Runs in
 * a worker, in the page and in Node: no window, no clock, no disk. Imports the protocol and this room only.
 */

import { openZip } from './archive/open-zip';
import { arraysLayout } from './arrays/arrays-layout';
import { idxArrays } from './arrays/idx-layout';
import type { AnyArray } from './arrays/number-array';
import { readIdx } from './arrays/read-idx';
import { readNpy } from './arrays/read-npy';
import { assemble, type Imported } from './assemble';
import { type Gathered, type GatheredFile, gather } from './gather';
import { ImportError, leftOutBy, listNames, plainName, throwIfCancelled } from './import-error';
import type { Decoders } from './media/decoders';
import { mediaOf } from './media/media-kinds';
import { mediaLayout } from './media/media-layout';
import type { ImportOptions } from './options';
import type { RawSamples } from './raw-samples';
import { baseName, type ImportWatch, type LeftOut, type SourceFile, stemOf } from './source-file';
import { readArff } from './table/read-arff';
import { readJson } from './table/read-json';
import { readSeparated } from './table/read-separated';
import type { Table } from './table/table';
import { offerOfTables } from './table/table-offer';
import { tablesLayout } from './table/tables-layout';

/**
 * @param sources what was opened, in any order.
 * @param decoders of pictures and sounds; what they cannot decode leaves out its sample.
 * @throws ImportError (one sentence, naming the file where there is one), DataError from the last check of
 * the data set, SettingsError for an option that names nothing in these files.
 */
export async function importData(
  sources: readonly SourceFile[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch = {},
): Promise<Imported> {
  return assemble(await readFiles(sources, options, decoders, watch), options);
}

/** The first half of an import: everything that needs the files again when it is to be done differently. */
export async function readFiles(
  sources: readonly SourceFile[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch = {},
): Promise<RawSamples> {
  const gathered = await gather(sources, watch);
  const raw = await read(gathered, options, decoders, watch);
  throwIfCancelled(watch.signal);
  return raw;
}

/** Reads by the layout that the kinds of files show; media first, for a manifest is a table as well. */
async function read(
  { files, leftOut }: Gathered,
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<RawSamples> {
  const faults: LeftOut[] = [...leftOut];
  const of = (...kinds: readonly GatheredFile['kind'][]) =>
    files.filter(({ kind }) => kinds.includes(kind));
  const tables = of('table', 'json', 'arff');
  const tablesOf = async () => {
    const unread: LeftOut[] = [];
    return { tables: await readTables(tables, watch, unread), leftOut: unread };
  };
  if (mediaOf(files).length > 0) {
    return mediaLayout(files, tablesOf, leftOut, options, decoders, watch);
  }
  const npy = of('npy', 'npz');
  if (npy.length > 0) {
    const arrays = await readArrays(npy, watch, faults);
    if (arrays.length > 0) {
      const layout = of('npz').length > 0 ? 'NPZ arrays' : 'NPY arrays';
      return arraysLayout(arrays, options.name, layout, options, faults);
    }
  }
  const idx = of('idx');
  if (idx.length > 0) {
    const arrays = [];
    for (const file of idx) {
      try {
        arrays.push(readIdx(await bytesOf(file, watch), baseName(file.path), file.path));
      } catch (error) {
        faults.push(leftOutBy(error, file.path));
      }
    }
    if (arrays.length > 0) {
      return arraysLayout(idxArrays(arrays), options.name, 'IDX files', options, faults);
    }
  }
  const readable = await readTables(tables, watch, faults);
  if (readable.length === 0) throw nothing(options.name, files, faults);
  watch.onOffer?.(offerOfTables(readable));
  const raw = tablesLayout(readable, options);
  return { ...raw, leftOut: [...faults, ...raw.leftOut] };
}

async function readTables(
  files: readonly GatheredFile[],
  watch: ImportWatch,
  faults: LeftOut[],
): Promise<Table[]> {
  const tables: Table[] = [];
  for (const [i, file] of files.entries()) {
    watch.onProgress?.({ stage: 'reading', done: i, total: files.length, file: file.path });
    try {
      const bytes = await bytesOf(file, watch);
      tables.push(READERS[file.kind as 'table' | 'json' | 'arff'](bytes, file.path));
    } catch (error) {
      faults.push(leftOutBy(error, file.path));
    }
  }
  return tables;
}

const READERS = { table: readSeparated, json: readJson, arff: readArff };

async function readArrays(
  files: readonly GatheredFile[],
  watch: ImportWatch,
  faults: LeftOut[],
): Promise<AnyArray[]> {
  const arrays: AnyArray[] = [];
  const add = async (source: SourceFile, file: string) => {
    try {
      arrays.push(readNpy(await bytesOf(source, watch), stemOf(source.path), file));
    } catch (error) {
      faults.push(leftOutBy(error, file));
    }
  };
  for (const file of files) {
    if (file.kind === 'npy') {
      await add(file, file.path);
      continue;
    }
    try {
      const archive = file.blob ?? (await bytesOf(file, watch));
      const opened = await openZip(archive, file.path, watch);
      faults.push(...opened.leftOut);
      for (const entry of opened.files) await add(entry, `${file.path}/${entry.path}`);
    } catch (error) {
      faults.push(leftOutBy(error, file.path));
    }
  }
  return arrays;
}

async function bytesOf(file: SourceFile, { signal }: ImportWatch): Promise<Uint8Array> {
  throwIfCancelled(signal);
  return file.bytes();
}

/** Files of whose fault is told when none could be read. */
const MOST_REASONS = 3;

function nothing(
  name: string,
  files: readonly GatheredFile[],
  faults: readonly LeftOut[],
): ImportError {
  const [first] = faults;
  if (first && faults.length === 1 && files.length <= 1) {
    return new ImportError('file-unusable', first.reason, first.fix);
  }
  const reasons = faults.slice(0, MOST_REASONS).map(({ reason }) => reason);
  const why = first
    ? ` ${faults.length === 1 ? 'One file was' : `${faults.length} files were`} tried: ${reasons.join(' ')}`
    : '';
  return new ImportError(
    'nothing-to-read',
    `There is nothing in ${plainName(name)} that the lab can read.${why}`,
    first?.fix ??
      `Open a table (CSV, JSON, ARFF), NPZ or NPY arrays, IDX files, or a folder or ZIP of pictures and sounds${
        files.length > 0
          ? `, not ${listNames(
              files.map(({ path }) => baseName(path)),
              3,
            )}`
          : ''
      }.`,
  );
}
