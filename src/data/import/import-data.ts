/**
 * Anyone's own files to a data set: gathers them, tells the layout, reads, pairs, checks and splits. Runs in
 * a worker, in the page and in Node: no window, no clock, no disk. Imports the protocol and this room only.
 */
import { offerOfArrays } from './arrays/array-offer';
import { arraysLayout } from './arrays/arrays-layout';
import type { AnyArray } from './arrays/number-array';
import { assemble, type Imported } from './assemble';
import { type Gathered, gather } from './gather';
import { type Formats, formatsInWords } from './guide';
import {
  ImportError,
  leftOutBy,
  listNames,
  memoryNamed,
  plainName,
  throwIfCancelled,
} from './import-error';
import type { Decoders } from './media/decoders';
import { mediaLayout } from './media/media-layout';
import { withOwnReaders } from './media/own-readers';
import type { ImportOptions } from './options';
import { besideInWords } from './programs';
import type { FoundSamples } from './published/offered';
import { publishedOffer } from './published/published-offer';
import { publishedSetOf } from './published/recognise';
import type { RawSamples } from './raw-samples';
import { type ArraysReader, type GatheredFile, mediaOf } from './reader';
import { FORMATS } from './readers';
import { seriesLayout } from './series/series-layout';
import {
  baseName,
  breatheAt,
  type ImportWatch,
  type LeftOut,
  type SourceFile,
} from './source-file';
import { inSteps } from './stepwise';
import { withLists } from './table/list-cells';
import type { Table } from './table/table';
import { offerOfTables } from './table/table-offer';
import { tablesLayout } from './table/tables-layout';
import { withTexts } from './text/text-files';

/**
 * @param sources what was opened, in any order.
 * @param decoders of pictures and sounds; what they cannot decode leaves out its sample.
 * @param formats what is read: the lab's own list unless another one is handed in.
 * @throws ImportError (one sentence, naming the file where there is one), DataError from the last check of
 * the data set, SettingsError for an option that names nothing in these files.
 */
export async function importData(
  sources: readonly SourceFile[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch = {},
  formats: Formats = FORMATS,
): Promise<Imported> {
  const raw = await readFiles(sources, options, decoders, watch, formats);
  return orNoMemory(() => assemble(raw, options));
}

/** The first half of an import: everything that needs the files again when it is to be done differently. */
export async function readFiles(
  sources: readonly SourceFile[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch = {},
  formats: Formats = FORMATS,
): Promise<RawSamples> {
  const found = await gather(sources, formats.readers, watch);
  const gathered = { ...found, files: await withTexts(found.files) };
  const reading = withOwnReaders(decoders, formats.readers);
  const set = publishedSetOf(
    gathered.files.map(({ path }) => path),
    formats.readers,
  );
  const onPaired = (found: FoundSamples) => {
    const offer = set && publishedOffer(set.id, found);
    if (offer) watch.onPublished?.(offer);
  };
  const telling = { ...watch, onPaired };
  const raw = await read(gathered, options, reading, telling, formats).catch((error: unknown) => {
    throw memoryNamed(error);
  });
  throwIfCancelled(watch.signal);
  const published = set ? { published: set.id } : {};
  return { ...raw, ...published, ignored: [...gathered.ignored, ...(raw.ignored ?? [])] };
}

/** @throws ImportError where an allocation fails. */
export function orNoMemory<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw memoryNamed(error);
  }
}

/** Reads by the layout that the kinds of files show; media first, for a manifest is a table as well. */
async function read(
  { files, leftOut, ignored }: Gathered,
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
  { readers, sets }: Formats,
): Promise<RawSamples> {
  const faults: LeftOut[] = [...leftOut];
  if (mediaOf(files).length > 0) {
    const tablesOf = async () => {
      const unread: LeftOut[] = [];
      return { tables: await readTables(files, watch, unread), leftOut: unread };
    };
    return mediaLayout(files, sets, tablesOf, leftOut, options, decoders, watch);
  }
  const arrayReaders = readers.filter((reader) => reader.gives === 'arrays');
  for (const some of belongingTogether(arrayReaders)) {
    const arrays = await readArrays(files, some, watch, faults);
    const [first] = some.filter((reader) => files.some((file) => file.reader === reader));
    if (first && arrays.length > 0) {
      const joined = first.join?.(arrays) ?? arrays;
      watch.onOffer?.(offerOfArrays(joined));
      return arraysLayout(joined, options.name, first.layout, options, faults, watch.onOffer);
    }
  }
  const readable = await readTables(files, watch, faults);
  if (readable.length === 0) {
    throw nothing(options.name, { files, leftOut: faults, ignored }, formatsInWords(readers));
  }
  watch.onOffer?.(offerOfTables(readable));
  const tables = files.filter(({ kind }) => kind === 'table');
  const raw =
    (await inSteps(seriesLayout(readable, tables, options), watch)) ??
    tablesLayout(readable, options, watch.onOffer);
  return { ...raw, leftOut: [...faults, ...raw.leftOut] };
}

async function readTables(
  files: readonly GatheredFile[],
  watch: ImportWatch,
  faults: LeftOut[],
): Promise<Table[]> {
  const tables: Table[] = [];
  const total = files.filter(({ kind }) => kind === 'table').length;
  let done = 0;
  for (const file of files) {
    const { path, reader } = file;
    if (reader.gives !== 'table') continue;
    await breatheAt(done);
    throwIfCancelled(watch.signal);
    watch.onProgress?.({ stage: 'reading', done: done++, total, file: path });
    try {
      tables.push(withLists(await reader.read(await file.bytes(), path)));
    } catch (error) {
      faults.push(leftOutBy(error, path));
    }
  }
  return tables;
}

/** Arrays with names of their own make one data set, whatever their files; others only with their like. */
const belongingTogether = (readers: readonly ArraysReader[]): (readonly ArraysReader[])[] => [
  readers.filter(({ join }) => !join),
  ...readers.filter(({ join }) => join).map((reader) => [reader]),
];

async function readArrays(
  files: readonly GatheredFile[],
  readers: readonly ArraysReader[],
  watch: ImportWatch,
  faults: LeftOut[],
): Promise<AnyArray[]> {
  const arrays: AnyArray[] = [];
  for (const file of files) {
    const reader = readers.find((each) => each === file.reader);
    if (!reader) continue;
    throwIfCancelled(watch.signal);
    try {
      const found = await reader.read(file, watch);
      arrays.push(...found.arrays);
      faults.push(...found.leftOut);
    } catch (error) {
      faults.push(leftOutBy(error, file.path));
    }
  }
  return arrays;
}

/** Files of whose fault is told when none could be read. */
const MOST_REASONS = 3;

function nothing(
  name: string,
  { files, leftOut: faults, ignored }: Gathered,
  readable: string,
): ImportError {
  const [first] = faults;
  if (first && faults.length === 1 && files.length <= 1 && ignored.length === 0) {
    return new ImportError('file-unusable', first.reason, first.fix);
  }
  const reasons = faults.slice(0, MOST_REASONS).map(({ reason }) => reason);
  const why = first
    ? ` ${faults.length === 1 ? 'One file was' : `${faults.length} files were`} tried: ${reasons.join(' ')}`
    : '';
  const beside = besideInWords(ignored.map(({ file }) => file));
  const there = beside.length > 0 ? ` It holds ${listNames(beside)}, which are no data.` : '';
  const others =
    files.length > 0
      ? `, not ${listNames(
          files.map(({ path }) => baseName(path)),
          3,
        )}`
      : '';
  return new ImportError(
    'nothing-to-read',
    `There is nothing in ${plainName(name)} that the lab can read.${why}${there}`,
    first?.fix ??
      (beside.length > 0
        ? `Open the data that belong to them: ${readable}${others}.`
        : `Open ${readable}${others}.`),
  );
}
