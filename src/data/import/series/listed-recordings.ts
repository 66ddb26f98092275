/**
 * What a table beside the readings says of each recording: `labels.csv` with `recording, activity` beside a file for each
 * recording, or beside one long table with a column `recording`. Its class, group and split become columns of the
 * readings. Imports this room only.
 */
import { groupBy } from '../group-by';
import { ImportError, listNames, plainName } from '../import-error';
import { looseKey } from '../meaning/spellings';
import { groupRank } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import { baseName, folderOf, type LeftOut, stemOf } from '../source-file';
import { guessClass } from '../table/class-column';
import { Column } from '../table/column';
import { guessSplit } from '../table/split-column';
import type { Table } from '../table/table';

/** Fewer files than that may share a name with a cell by chance. */
const FEWEST_FILES = 4;
/** Recordings that the list has to know. */
const MOST = 0.8;
/** Readings of a recording on average, at the least. */
const LEAST_RUN = 8;
/** Tables each of which is held against all others. */
const MOST_LISTS = 50;
/** Ids that a sentence names. */
const MOST_NAMED = 3;

/** Tables of readings with columns of the list, and the names of these. */
export interface Listed {
  /** Without the list. */
  readonly tables: readonly Table[];
  readonly label: string;
  /** The column of the readings that names recordings; null where their files do. */
  readonly by: string | null;
  readonly choices: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** @returns null where no table lists the recordings of the others with their class. */
export function listedRecordings(tables: readonly Table[], options: ImportOptions): Listed | null {
  for (const list of mayBeLists(tables)) {
    const others = tables.filter((table) => table !== list);
    for (const id of list.columns.filter((column) => namesEach(column))) {
      const found = recordingsNamed(others, id);
      const keys = found && keysIn(list, id, options);
      if (keys) return withKeys(found, list, id, keys);
    }
  }
  return null;
}

/** All tables, or of many those whose columns are called as in no other: readings are alike, and their list is not. */
function mayBeLists(tables: readonly Table[]): readonly Table[] {
  if (tables.length <= MOST_LISTS) return tables;
  const alike = groupBy(tables, ({ columns }) => JSON.stringify(columns.map(({ name }) => name)));
  const single = [...alike.values()].flatMap((some) => (some.length === 1 ? some : []));
  return single.length <= MOST_LISTS ? single : [];
}

/** Whether a column has another value in every row. */
const namesEach = (column: Column): boolean =>
  column.rows > 1 && column.missing === 0 && column.distinct(column.rows) === column.rows;

/** How the tables of readings name their recordings. */
interface Named {
  readonly tables: readonly Table[];
  /** Name of each row's recording. */
  readonly nameOf: (table: Table, row: number) => string;
  readonly by: string | null;
}

const keyOf = (text: string): string => looseKey(stemOf(text.trim()));

function recordingsNamed(tables: readonly Table[], id: Column): Named | null {
  const known = new Set(Array.from({ length: id.rows }, (_, row) => keyOf(id.text(row) ?? '')));
  const [only] = tables;
  if (only && tables.length === 1) {
    const by = only.columns.find((column) => isKeyOfRuns(column, known));
    return by ? { tables, by: by.name, nameOf: (_, row) => keyOf(by.text(row) ?? '') } : null;
  }
  const files = tables.map(({ file }) => file);
  for (const way of waysOf(files)) {
    const named = files.filter((file) => known.has(way(file)));
    if (named.length < FEWEST_FILES || named.length < files.length * MOST) continue;
    return { tables, by: null, nameOf: ({ file }) => way(file) };
  }
  return null;
}

/** Whether a column of readings names recordings of the list, each for a while. */
function isKeyOfRuns(column: Column, known: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  let runs = 0;
  for (let row = 0; row < column.rows; row++) {
    if (row > 0 && column.repeats(row)) continue;
    runs++;
    if (runs > column.rows / LEAST_RUN) return false;
    seen.add(keyOf(column.text(row) ?? ''));
  }
  const listed = [...seen].filter((name) => known.has(name)).length;
  return seen.size > 1 && listed >= seen.size * MOST;
}

/** Names of a file by which a list may know it: its own, its folder's, what is left without a sensor or a common start. */
function waysOf(files: readonly string[]): ((file: string) => string)[] {
  const stems = files.map(stemOf);
  const common = commonStart(stems);
  return [
    keyOf,
    (file) => looseKey(baseName(folderOf(file))),
    (file) => looseKey(stemOf(file).slice(common.length)),
    (file) => looseKey(stemOf(file).replace(/[-_. ][^-_. ]+$/, '')),
  ];
}

function commonStart(words: readonly string[]): string {
  const [first = ''] = words;
  let length = first.length;
  for (const word of words) {
    while (!word.startsWith(first.slice(0, length))) length--;
  }
  // a number is not cut in two
  return first.slice(0, length).replace(/\d+$/, '');
}

/** The columns of a list that say something of whole recordings. */
interface ListKeys {
  readonly label: Column;
  readonly others: readonly Column[];
}

function keysIn(list: Table, id: Column, options: ImportOptions): ListKeys | null {
  const free = list.columns.filter((column) => column !== id);
  const split = options.split === NONE ? undefined : guessSplit(free)?.column;
  const asked = free.find(({ name }) => name === options.label);
  if (!asked && options.label !== undefined) return null;
  const label = asked ?? classIn(list, new Set([id, ...(split ? [split] : [])]));
  if (!label) return null;
  const groups = free.filter(
    (column) =>
      column !== label &&
      column !== split &&
      (options.group === undefined ? groupRank(column.name) >= 0 : column.name === options.group),
  );
  // what else it says can be the class instead
  const rest = free.filter(
    (column) =>
      column !== label &&
      column !== split &&
      !groups.includes(column) &&
      column.distinct(column.rows) <= column.rows / 2,
  );
  return { label, others: [...(split ? [split] : []), ...groups, ...rest] };
}

function classIn(list: Table, skipped: ReadonlySet<Column>): Column | null {
  try {
    return guessClass(list, skipped).column;
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

function withKeys(
  { tables, nameOf, by }: Named,
  list: Table,
  id: Column,
  { label, others }: ListKeys,
): Listed {
  const rowOf = new Map(
    Array.from({ length: id.rows }, (_, row) => [keyOf(id.text(row) ?? ''), row]),
  );
  const keys = [label, ...others];
  const used = new Set<string>();
  const unlisted = new Set<string>();
  const joined = tables.map((table): Table => {
    const own = table.columns.map(({ name }) => name);
    const added = keys
      .filter(({ name }) => !own.includes(name))
      .map(({ name }) => new Column(name, list.file, 'key'));
    for (let row = 0; row < table.rows; row++) {
      const name = nameOf(table, row);
      const at = rowOf.get(name) ?? null;
      (at === null ? unlisted : used).add(name);
      for (const column of added) {
        const from = keys.find((key) => key.name === column.name);
        if (from) column.take(from, at);
      }
    }
    return { ...table, columns: [...table.columns, ...added] };
  });
  const spare = [...rowOf.keys()].filter((name) => !used.has(name));
  return {
    tables: joined,
    label: label.name,
    by,
    choices: [
      `${plainName(baseName(list.file))} says the ${listNames(keys.map(({ name }) => name))} of each recording by ${by === null ? `the name of its file` : `column "${plainName(by)}"`}.`,
    ],
    leftOut: [
      ...line(
        list.file,
        unlisted,
        'are not in the list',
        'Add them to the list, or leave it at that.',
      ),
      ...line(
        list.file,
        new Set(spare),
        'of the list have no readings',
        'Add their readings, or leave it at that.',
      ),
    ],
  };
}

function line(file: string, names: ReadonlySet<string>, what: string, fix: string): LeftOut[] {
  if (names.size === 0) return [];
  const said = listNames([...names], MOST_NAMED);
  const reason = `${names.size === 1 ? '1 recording' : `${names.size} recordings`} ${names.size === 1 ? what.replace('are ', 'is ').replace('have ', 'has ') : what} (${said}).`;
  return [{ file, reason, fix, count: names.size, unit: 'sample' }];
}
