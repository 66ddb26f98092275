/**
 * A table that names files, one row per sample: a column per modality, a label, perhaps a split and a group, and what
 * else it says of the sample as a modality of its own. Imports the protocol's types and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { Meaning } from '../meaning/meaning';
import {
  isKindName,
  isNeitherName,
  isSubmissionName,
  labelStrength,
  splitInName,
} from '../meaning/words';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, titleFor } from '../raw-samples';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { type ClassColumn, classOf, guessClass } from '../table/class-column';
import { namedColumn } from '../table/column-choice';
import { featuresOf } from '../table/features';
import { guessSplit, namedSplit, type SplitColumn } from '../table/split-column';
import { haveEqualColumns, stacked } from '../table/stacked';
import { Column, type Table } from '../table/table';
import { offerOfManifest } from '../table/table-offer';
import { fewTexts, guessGroup, usableColumns } from '../table/tables-layout';
import { formLine } from '../table/together';
import { isTextColumn } from '../text/column-of-texts';
import {
  type MediaModality,
  type MediaSample,
  type PairedSamples,
  unusedLine,
  wholeFile,
} from './media-source';
import { commonStart, PathIndex } from './path-index';
import { withFolderFiles } from './sample-folders';
import { rearName, VIEW_MODALITIES, Views } from './views';

/** A column is one of paths when that share of its cells names files that are there. */
const LEAST_FOUND = 0.5;
/** Rows that are asked whether they name files. */
const MOST_ASKED = 200;
/** Missing files that are listed one by one. */
const MOST_LISTED = 20;

/** A manifest's samples, and whether its label was named rather than guessed among other columns. */
export interface Manifest extends PairedSamples {
  readonly isSure: boolean;
}

/** A column that names files, and where its paths begin on the computer that wrote them. */
interface PathColumn {
  readonly column: Column;
  readonly start: string;
  /** What the modality is called: by the column, or by its files where that only says that they are files. */
  readonly name: string;
}

/** A table with the columns of it that name files. */
interface NamingTable {
  readonly table: Table;
  readonly paths: readonly PathColumn[];
  /** How many files it names that are there. */
  readonly named: number;
}

interface ManifestNeeds {
  /** Absent where the table itself is to say the class. */
  readonly placed?: PlacedClass;
  /** Told what is known before the class is looked for. */
  readonly onOffer?: ((offer: Offer) => void) | undefined;
}

/** The class of each file by the folder that it lies in, for a table that says everything else. */
export interface PlacedClass {
  /** As the report calls the place: `folder level 2`. */
  readonly from: string;
  readonly of: (file: GatheredFile) => string | null;
}

/**
 * @returns null when no table names media files.
 * @throws ImportError when one does and has no label; SettingsError for an option that names no column.
 */
export function manifestSamples(
  read: readonly Table[],
  media: readonly GatheredFile[],
  options: ImportOptions,
  { placed, onOffer }: ManifestNeeds = {},
): Manifest | null {
  const tables = read.map((table) => withFolderFiles(table, media));
  const index = new PathIndex(media);
  const found = tables
    .filter(({ file }) => !isSubmissionName(stemOf(file)))
    .map((table) => namingTable(table, index))
    .filter(({ paths }) => paths.length > 0)
    .sort((a, b) => b.named - a.named);
  const [first] = found;
  if (!first) return null;
  const views = new Views(media);
  const isFrontList = first.paths.length === 1 && namesFronts(first, index, views);
  const lists = tables.flatMap(
    (each) =>
      found.find(({ table }) => table === each && haveEqualColumns(first.table, table)) ?? [],
  );
  const whole = lists.length > 1 ? stacked(lists.map(({ table }) => table)) : first.table;
  const places = lists.flatMap(({ table }) => table.rowNumbers.map(() => table.file));
  const paths = first.paths.map((path) => {
    const k = first.table.columns.indexOf(path.column);
    const same = whole.columns[k] as Column;
    return { ...path, column: same, start: commonStart(textsOf(same)) };
  });
  const reserved = new Set(paths.map(({ column }) => column));
  const rest = { ...whole, columns: whole.columns.filter((each) => !reserved.has(each)) };

  const split = chooseSplit(rest, options);
  if (split) reserved.add(split.column);
  onOffer?.(
    offerOfManifest(whole, [...reserved], {
      split,
      group: options.group === NONE ? null : guessGroup([whole], [split?.column]),
      modalities: pathIds(paths).map((id, k) => {
        const { column, name } = paths[k] as PathColumn;
        return { id, name, columns: [column] };
      }),
    }),
  );
  const label = placed
    ? classOf(placedColumn(placed, paths, places, whole, index))
    : chooseClass(whole, rest, split, options);
  const group = chooseGroup(whole, label, split, options);
  for (const column of [label.column, group, ...label.oneHot]) if (column) reserved.add(column);
  const listSplits =
    options.split === NONE || lists.length < 2
      ? null
      : lists.flatMap(({ table }) => {
          const said = splitInName(stemOf(table.file))?.split ?? null;
          return table.rowNumbers.map(() => said);
        });
  const modalities = isFrontList
    ? [...VIEW_MODALITIES]
    : chosenColumns(whole, paths, options).slice(0, MOST_MODALITIES);
  const columns = isFrontList
    ? paths
    : modalities.map(
        ({ id }) => paths[pathIds(paths).indexOf(id)] ?? chosen(whole, paths, id, options),
      );

  const forms = tables.filter(({ file }) => isSubmissionName(stemOf(file)));
  const leftOut: LeftOut[] = [...whole.leftOut, ...forms.map(formLine)];
  const choices: string[] = [...whole.choices];
  const others =
    isFrontList || options.modalities ? [] : otherColumns(whole, reserved, label, choices, leftOut);
  const features = featuresOf(others.filter((column) => !isTextColumn(column)));
  const texts = isFrontList ? [] : chosenTexts(whole, paths, others, modalities, options, leftOut);
  const names = lists.map(({ table }) => plainName(baseName(table.file)));
  choices.push(
    `${listNames(names, 4)} ${names.length === 1 ? 'names' : 'name'} the files; the class is ${placed?.from ?? `column "${plainName(label.column.name)}"`}${split ? `, the split column "${plainName(split.column.name)}"` : listSplits ? ', the split that of the lists' : ''}${group ? `, groups are column "${plainName(group.name)}"` : ''}.`,
    ...(split?.note ? [split.note] : []),
    ...(features.length > 0
      ? [
          `Beside the files, the columns ${listNames(others.filter((each) => !isTextColumn(each)).map(({ name }) => name))} are a modality.`,
        ]
      : []),
    ...(texts.length > 0
      ? [
          `Beside the files, ${texts.length === 1 ? 'the column' : 'each of the columns'} ${listNames(texts.map(({ column }) => column.name))} is a modality of texts.`,
        ]
      : []),
  );

  const samples: MediaSample[] = [];
  const faults: LeftOut[] = [];
  const named = new Set<GatheredFile>();
  for (let row = 0; row < whole.rows; row++) {
    const place = places[row] ?? whole.file;
    const files = filesOf(columns, row, place, index, isFrontList ? views : null, named);
    const word = split ? split.of(row) : (listSplits?.[row] ?? null);
    const problem = Array.isArray(files)
      ? label.texts[row] === null
        ? 'has no label'
        : split && word === null
          ? `has no split that the lab knows ("${plainName(split.column.text(row) ?? '')}")`
          : features.some((column) => Math.abs(column.number(row)) === Infinity)
            ? 'has an infinite value'
            : null
      : files;
    if (problem !== null || !Array.isArray(files)) {
      faults.push({
        file: place,
        reason: `Row ${whole.rowNumbers[row]} of ${place} ${problem}.`,
        fix: 'Correct the row, or add the file.',
        count: 1,
        unit: 'row',
      });
      continue;
    }
    samples.push({
      label: label.texts[row] ?? '',
      split: word,
      group: group ? (group.text(row) ?? '') : null,
      sources: files.map((file) => file && wholeFile(file)),
      ...(features.length > 0 ? { numbers: features.map((column) => column.number(row)) } : {}),
      ...(texts.length > 0 ? { words: texts.map(({ column }) => column.text(row)) } : {}),
    });
  }
  leftOut.push(...faults.slice(0, MOST_LISTED));
  if (faults.length > MOST_LISTED) {
    leftOut.push({
      file: whole.file,
      reason: `${faults.length - MOST_LISTED} more rows of ${whole.file} name files that are not there, or lack a label.`,
      fix: 'Correct them like those above.',
      count: faults.length - MOST_LISTED,
      unit: 'row',
    });
  }
  leftOut.push(
    ...unusedLine(
      media.filter((file) => !named.has(file)),
      `named by no row of ${listNames(names, 3)}`,
      'Add a row for each, or leave it at that.',
    ),
  );
  const meaning: Meaning = {
    classFrom:
      placed?.from ??
      `${label.oneHot.length > 0 ? 'columns' : 'column'} ${plainName(label.column.name)}`,
    splitFrom: split ? `column ${plainName(split.column.name)}` : listSplits ? 'files' : null,
    group: group ? plainName(group.name) : null,
    pairedBy: 'manifest',
    questions: label.question ? [label.question] : [],
  };
  const classes = classList(tables, samples);
  return {
    // whoever names the folder of each sample says what the samples are
    isSure: options.label !== undefined || namesItsLabel(first) || !read.includes(first.table),
    layout: isFrontList ? 'lists of front and rear views' : 'a manifest of files',
    modalities,
    samples,
    meaning,
    columns: features.length > 0 ? features.map(({ name }) => name) : undefined,
    texts: texts.length > 0 ? texts.map(({ id, name }) => ({ id, name })) : undefined,
    classNames: classes?.names,
    tables: [...lists.map(({ table }) => table.file), ...(classes ? [classes.file] : [])],
    offer: isFrontList
      ? undefined
      : offerOfManifest(
          whole,
          paths.map(({ column }) => column),
          {
            label,
            split,
            group,
            modalities: [
              ...modalities.map((each, m) => ({
                ...each,
                columns: columns.slice(m, m + 1).map(({ column }) => column),
              })),
              ...texts.map(({ column, ...each }) => ({ ...each, columns: [column] })),
            ],
          },
        ),
    leftOut,
    choices,
  };
}

/** The class of every row, by where the first file that it names lies. */
function placedColumn(
  placed: PlacedClass,
  paths: readonly PathColumn[],
  places: readonly string[],
  { rows, file }: Table,
  index: PathIndex,
): Column {
  const column = new Column(placed.from, '');
  for (let row = 0; row < rows; row++) {
    const files = paths.flatMap(({ column: each, start }) => {
      const text = each.text(row);
      return (text && index.find(text, places[row] ?? file, start)) || [];
    });
    column.push(files[0] ? placed.of(files[0]) : null);
  }
  return column;
}

/** A table of files with other columns about them, such as where they were found, need not say their class. */
function namesItsLabel({ table, paths }: NamingTable): boolean {
  const others = table.columns.filter((each) => !paths.some(({ column }) => column === each));
  return others.length <= 1 || others.some(({ name }) => labelStrength(name) > 0);
}

const textsOf = (column: Column): string[] =>
  Array.from({ length: column.rows }, (_, row) => column.text(row)).filter((text) => text !== null);

function namingTable(table: Table, index: PathIndex): NamingTable {
  const paths: PathColumn[] = [];
  const seen = new Set<string>();
  let named = 0;
  // an identifier and a path of the same file are one column: the path
  const inOrder = [...table.columns].sort(
    (a, b) => Number(isNeitherName(a.name)) - Number(isNeitherName(b.name)),
  );
  for (const column of inOrder) {
    // of what many samples lack, many cells are empty
    const isText = column.textCount >= Math.max(1, (table.rows - column.missing) * LEAST_FOUND);
    // numbers name files only where their column says so, and each of them once
    const isId = isNeitherName(column.name) || isKindName(column.name);
    if (!isText && !(isId && column.distinct(column.rows) === column.rows)) continue;
    const texts = textsOf(column);
    const start = commonStart(texts);
    const step = Math.max(1, Math.floor(texts.length / MOST_ASKED));
    const asked = texts.filter((_, at) => at % step === 0);
    const files = asked.flatMap((text) => index.find(text, table.file, start) ?? []);
    if (asked.length === 0 || files.length < asked.length * LEAST_FOUND) continue;
    const key = files.map(({ path }) => path).join('\n');
    if (seen.has(key)) continue;
    seen.add(key);
    const [file] = files;
    const name = isNeitherName(column.name) && file ? nameOfKind(file.kind) : column.name;
    paths.push({ column, start, name });
    named = Math.max(named, (files.length / asked.length) * texts.length);
  }
  paths.sort((a, b) => table.columns.indexOf(a.column) - table.columns.indexOf(b.column));
  return { table, paths, named };
}

/** What a modality of such files is called. */
const nameOfKind = (kind: GatheredFile['kind']): string =>
  kind === 'sound' || kind === 'video' || kind === 'text' ? kind : 'picture';

function namesFronts({ table, paths }: NamingTable, index: PathIndex, views: Views): boolean {
  const [first] = paths;
  if (!first) return false;
  return textsOf(first.column)
    .slice(0, MOST_ASKED)
    .some((text) => {
      const file = index.find(text, table.file, first.start);
      return file !== null && views.rearOf(file) !== null;
    });
}

function chooseSplit(rest: Table, { split }: ImportOptions): SplitColumn | null {
  if (split === NONE) return null;
  if (split !== undefined) return namedSplit(namedColumn([rest], split, 'data.split'));
  return guessSplit(rest.columns);
}

function chooseClass(
  whole: Table,
  rest: Table,
  split: SplitColumn | null,
  { label }: ImportOptions,
): ClassColumn {
  if (label !== undefined) return classOf(namedColumn([whole], label, 'data.label'));
  return guessClass(rest, new Set(split ? [split.column] : []));
}

function chooseGroup(
  table: Table,
  label: ClassColumn,
  split: SplitColumn | null,
  { group }: ImportOptions,
): Column | null {
  if (group === NONE) return null;
  if (group !== undefined) return namedColumn([table], group, 'data.group');
  return guessGroup([table], [label.column, split?.column]);
}

/** What the table says of a sample beside its files, its class and what it is called. */
function otherColumns(
  table: Table,
  reserved: ReadonlySet<Column>,
  label: ClassColumn,
  choices: string[],
  leftOut: LeftOut[],
): Column[] {
  return usableColumns(table, reserved, choices, leftOut).filter(
    (column) =>
      column.distinct(1) > 1 && labelStrength(column.name) === 0 && column !== label.column,
  );
}

/** Modalities of the path columns, or of those that the options name. */
function chosenColumns(
  table: Table,
  paths: readonly PathColumn[],
  { modalities }: ImportOptions,
): MediaModality[] {
  if (!modalities) {
    const ids = pathIds(paths);
    return paths.map(({ name }, k) => ({ id: ids[k] as string, name: titleFor(name) }));
  }
  return Object.entries(modalities).flatMap(([id, [name]]) => {
    const column = namedColumn([table], name ?? '', `data.modalities.${id}`);
    if (isTextColumn(column) && !paths.some((path) => path.column === column)) return [];
    if (!paths.some((path) => path.column === column)) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(column.name)}" of ${plainName(table.file)} does not name files that are there.`,
        `Columns that do: ${listNames(paths.map((path) => path.column.name))}.`,
      );
    }
    return [{ id, name: titleFor(id) }];
  });
}

/** The columns of sentences that are modalities: those that the options name, or all that there is room for. */
function chosenTexts(
  table: Table,
  paths: readonly PathColumn[],
  others: readonly Column[],
  taken: readonly MediaModality[],
  { modalities }: ImportOptions,
  leftOut: LeftOut[],
): (MediaModality & { readonly column: Column })[] {
  const isPath = (column: Column) => paths.some((path) => path.column === column);
  if (modalities) {
    return Object.entries(modalities).flatMap(([id, [name]]) => {
      const column = namedColumn([table], name ?? '', `data.modalities.${id}`);
      return isTextColumn(column) && !isPath(column) ? [{ id, name: titleFor(id), column }] : [];
    });
  }
  const ids = taken.map(({ id }) => id);
  const room = MOST_MODALITIES - taken.length - 1;
  return fewTexts(others.filter(isTextColumn), leftOut, room).map((column) => {
    const id = keyFor(column.name, ids);
    ids.push(id);
    return { id, name: titleFor(column.name), column };
  });
}

function pathIds(paths: readonly PathColumn[]): string[] {
  const ids: string[] = [];
  for (const { name } of paths) ids.push(keyFor(name, ids));
  return ids;
}

function chosen(
  table: Table,
  paths: readonly PathColumn[],
  id: string,
  { modalities }: ImportOptions,
): PathColumn {
  const column = namedColumn([table], modalities?.[id]?.[0] ?? '', `data.modalities.${id}`);
  return paths.find((path) => path.column === column) ?? { column, start: '', name: column.name };
}

function filesOf(
  columns: readonly PathColumn[],
  row: number,
  place: string,
  index: PathIndex,
  views: Views | null,
  named: Set<GatheredFile>,
): (GatheredFile | null)[] | string {
  const files: (GatheredFile | null)[] = [];
  for (const { column, start } of columns) {
    const text = column.text(row);
    // an empty cell says that there is none, which leaves the sample its other modalities
    if (text === null && !views) {
      files.push(null);
      continue;
    }
    if (text === null) return `names no file in column "${plainName(column.name)}"`;
    const file = index.find(text, place, start);
    // one view without the other is a sample that lacks one
    const rear = !views
      ? null
      : file
        ? views.rearOf(file)
        : index.find(rearName(text), place, start);
    if (!file && !rear) return `names ${plainName(text)}, which is not there`;
    files.push(file, ...(views ? [rear] : []));
    for (const each of [file, rear]) if (each) named.add(each);
  }
  if (files.every((file) => file === null)) return 'names no file';
  return files;
}

/** A table of number and name that covers all labels, such as `0 <tab> animal`. */
function classList(
  tables: readonly Table[],
  samples: readonly MediaSample[],
): { readonly names: ReadonlyMap<string, string>; readonly file: string } | undefined {
  const labels = new Set(samples.map(({ label }) => label));
  for (const { columns, rows, file } of tables) {
    const [numbers, names] = columns;
    if (columns.length !== 2 || !numbers || !names || rows < labels.size) continue;
    const list = new Map<string, string>();
    for (let row = 0; row < rows; row++) {
      list.set(numbers.text(row) ?? '', names.text(row) ?? '');
    }
    if (names.textCount === rows && [...labels].every((label) => list.has(label))) {
      return { names: list, file };
    }
  }
  return undefined;
}
