/**
 * Several tables as one data set: parts of one table are stacked, tables that share an id are joined by it, and only
 * where nothing better is there do rows belong together by their order. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { PairedBy } from '../meaning/meaning';
import { isNeitherName, isSubmissionName, labelStrength, splitInName } from '../meaning/words';
import { baseName, folderOf, type LeftOut, stemOf } from '../source-file';
import { isClassLike } from './class-column';
import { classFiles } from './class-files';
import { commonest } from './separated-rows';
import { haveEqualColumns, stacked } from './stacked';
import type { Column, Table } from './table';

/** Tables whose rows are the same samples. */
export interface TablesTogether {
  readonly tables: readonly Table[];
  /** The split that the names of files or folders give each row; null where they give none. */
  readonly splits: readonly SplitName[] | null;
  readonly pairedBy: PairedBy | null;
  /** The class of each row, where the name of its file or folder says it; no column of a table. */
  readonly fileClass?: Column | null;
  /** The column by which they were joined, of each table; it is no feature. */
  readonly ids: ReadonlySet<Column>;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

/** @throws ImportError `layout-unclear` where rows of several tables cannot be told to belong together. */
export function tablesTogether(read: readonly Table[]): TablesTogether {
  const forms = read.filter(({ file }) => isSubmissionName(stemOf(file)));
  const maps = read.filter(({ isMap }) => isMap);
  const some = read.filter((table) => !forms.includes(table) && !maps.includes(table));
  const real = some.length > 0 ? some : read;
  const leftOut: LeftOut[] = real === read ? [] : [...forms.map(formLine), ...maps.map(mapLine)];
  const byFile = classFiles(real, () => joinedById(real) !== null);
  if (byFile) {
    const { table, label, ...rest } = byFile;
    return { ...rest, tables: [table], fileClass: label, pairedBy: null, ids: new Set(), leftOut };
  }
  const stacked = stackedBySplit(real);
  leftOut.push(...stacked.leftOut);
  const { tables, splits, choices } = stacked;
  const [only] = tables;
  if (only && tables.length === 1) {
    return { tables, splits, pairedBy: null, ids: new Set(), leftOut, choices };
  }
  const joined = splits === null ? joinedById(tables) : null;
  if (joined) {
    return {
      ...joined,
      splits,
      leftOut: [...leftOut, ...joined.leftOut],
      choices: [...choices, ...joined.choices],
    };
  }
  const same = sameLength(tables);
  return {
    tables: same.tables,
    splits: same.tables.every(({ rows }) => rows === splits?.length) ? splits : null,
    pairedBy: same.tables.length > 1 ? 'row order' : null,
    ids: new Set(),
    leftOut: [...leftOut, ...same.leftOut],
    choices: [
      ...choices,
      ...(same.tables.length > 1
        ? ['Rows of the tables belong together by their order, for no column names the samples.']
        : []),
    ],
  };
}

/** Why a form for answers is not used. */
export const formLine = ({ file, rows }: Table): LeftOut => ({
  file,
  reason: `${file} is a form for answers (submission): the classes in its ${rows === 1 ? 'row are' : `${rows} rows are`} made up.`,
  fix: 'Leave it at that.',
});

const mapLine = ({ file }: Table): LeftOut => ({
  file,
  reason: `${file} is a list of words and what they stand for, not a table of samples.`,
  fix: 'Leave it at that.',
});

/** One table of a split, and what it is a part of. */
interface Part {
  readonly table: Table;
  readonly split: SplitName;
  readonly base: string;
}

/** The split in a file's name, else in the nearest folder that says one. */
function partOf(table: Table): Part | null {
  const own = splitInName(stemOf(table.file));
  if (own) return { table, ...own };
  const folders = folderOf(table.file).split('/').reverse();
  for (const folder of folders) {
    const said = splitInName(folder);
    if (said) return { table, split: said.split, base: stemOf(table.file).toLowerCase() };
  }
  return null;
}

const ORDER: readonly SplitName[] = ['train', 'validation', 'test'];

function stackedBySplit(
  tables: readonly Table[],
): Pick<TablesTogether, 'tables' | 'splits' | 'leftOut' | 'choices'> {
  const alone = { tables, splits: null, leftOut: [], choices: [] };
  const parts = tables.flatMap((table) => partOf(table) ?? []);
  const splits = ORDER.filter((split) => parts.some((part) => part.split === split));
  if (!splits.includes('train') || splits.length < 2) return alone;
  const isOneEach = parts.length === splits.length;
  // one table a split is one set, whatever the files are called beside it: train/mine.csv, test/theirs.csv
  const baseOf = ({ base }: Part) => (isOneEach ? '' : base);
  const leftOut: LeftOut[] = [];
  const stacks: { readonly table: Table; readonly splits: readonly SplitName[] }[] = [];
  for (const base of new Set(parts.map(baseOf))) {
    const pieces = splits.flatMap((split) =>
      parts.filter((part) => baseOf(part) === base && part.split === split),
    );
    const [first] = pieces;
    if (first?.split !== 'train') continue;
    const fits = pieces.filter(({ table }) => haveEqualColumns(first.table, table));
    for (const { table } of pieces.filter((piece) => !fits.includes(piece))) {
      leftOut.push(otherColumns(first.table, table));
    }
    if (fits.length > 1) {
      stacks.push({
        table: stacked(fits.map(({ table }) => table)),
        splits: fits.flatMap(({ table, split }) => Array<SplitName>(table.rows).fill(split)),
      });
    }
  }
  const [first] = stacks;
  if (!first) {
    const train = parts.filter((part) => part.split === 'train').map(({ table }) => table);
    return leftOut.length > 0 ? { ...alone, tables: train, leftOut } : alone;
  }
  const like = stacks.filter((stack) => stack.splits.join() === first.splits.join());
  const used = new Set(parts.map(({ table }) => table));
  for (const table of tables) {
    if (used.has(table)) continue;
    leftOut.push({
      file: table.file,
      reason: `${table.file} belongs to no split, and the other tables come in parts to train and to test.`,
      fix: 'Leave it at that, or give it parts of its own.',
    });
  }
  const files = like.length === 1 ? 'One table' : `${like.length} tables`;
  return {
    tables: like.map(({ table }) => table),
    splits: first.splits,
    leftOut,
    choices: [
      `${files} in parts (${listNames(parts.map(({ table }) => baseName(table.file)))}) ${like.length === 1 ? 'was' : 'were'} laid end to end; the split is that of the files.`,
    ],
  };
}

function otherColumns(train: Table, table: Table): LeftOut {
  const there = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const missing = train.columns.filter(({ name }) => !there.has(name.toLowerCase()));
  const isUnlabelled = missing.some(({ name }) => labelStrength(name) > 0);
  return {
    file: table.file,
    reason: isUnlabelled
      ? `${table.file} has no column "${plainName(missing[0]?.name ?? '')}", so the ${table.rows} rows in it have no class.`
      : `${table.file} does not have the columns of ${train.file}${missing.length > 0 ? ` (${listNames(missing.map(({ name }) => name))} ${missing.length === 1 ? 'is' : 'are'} missing)` : ''}.`,
    fix: 'Leave it at that, or open a table with the same columns.',
  };
}

/** Columns of a table that are looked at as ids. */
const MOST_IDS = 5;
/** Below that share of common ids, two columns do not name the same samples. */
const LEAST_COMMON = 0.5;

/** Columns that name the rows: every value once, and a name that says so, or words. */
function idsOf(table: Table): Column[] {
  const unique = table.columns.filter((column) => {
    const isNamed = isNeitherName(column.name);
    if (column.missing > 0 || (!isNamed && column.textCount < column.rows)) return false;
    return column.distinct(column.rows) === column.rows;
  });
  return unique
    .sort((a, b) => Number(isNeitherName(b.name)) - Number(isNeitherName(a.name)))
    .slice(0, MOST_IDS);
}

/** How ids are compared. */
const idKey = (text: string): string => text.normalize('NFC').trim().toLowerCase();

function rowsById(column: Column): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < column.rows; row++) rows.set(idKey(column.text(row) ?? ''), row);
  return rows;
}

/**
 * Tables that share an id, in the order of the first; null where they share none.
 * @throws ImportError where columns of one name should name the samples, and few of their values are common.
 */
function joinedById(tables: readonly Table[]): Omit<TablesTogether, 'splits'> | null {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return null;
  const strangers: Column[] = [];
  for (const id of idsOf(first)) {
    const rows = rowsById(id);
    const matched = others.map((table) => {
      const candidates = idsOf(table).sort(
        (a, b) => Number(b.name === id.name) - Number(a.name === id.name),
      );
      for (const other of candidates) {
        let common = 0;
        for (let row = 0; row < other.rows; row++) {
          if (rows.has(idKey(other.text(row) ?? ''))) common++;
        }
        if (common >= Math.min(id.rows, other.rows) * LEAST_COMMON) return other;
        // running numbers of the rows are in every export
        if (other.name === id.name && !countsRows(other)) strangers.push(id, other);
      }
      return null;
    });
    if (matched.every((column) => column !== null)) return join(tables, [id, ...matched]);
  }
  const [a, b] = strangers;
  if (a && b) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(baseName(a.file))} and ${plainName(baseName(b.file))} both have a column "${plainName(a.name)}", and fewer than half of its values are in both, so their rows are not the same samples.`,
      'Open tables of the same samples, or take that column away if the rows are in the same order.',
    );
  }
  return null;
}

/** 0, 1, 2 ... or 1, 2, 3 ... or any such count down the rows. */
export function countsRows(column: Column): boolean {
  if (column.rows < 8 || column.textCount > 0) return false;
  const first = column.number(0);
  for (let row = 1; row < column.rows; row++) {
    if (column.number(row) !== first + row) return false;
  }
  return Number.isInteger(first);
}

function join(tables: readonly Table[], ids: readonly Column[]): Omit<TablesTogether, 'splits'> {
  const [first] = ids as readonly [Column];
  const places = ids.map(rowsById);
  const kept: number[] = [];
  for (let row = 0; row < first.rows; row++) {
    const key = idKey(first.text(row) ?? '');
    if (places.every((rows) => rows.has(key))) kept.push(row);
  }
  const leftOut = tables.flatMap(({ file, rows }): LeftOut[] => {
    const count = rows - kept.length;
    if (count === 0) return [];
    return [
      {
        file,
        reason: `${count === 1 ? '1 row of' : `${count} rows of`} ${file} ${count === 1 ? 'has an id' : 'have ids'} in "${plainName(first.name)}" that not all of the other tables have.`,
        fix: 'Add the missing rows, or leave it at that.',
        count,
        unit: 'row',
      },
    ];
  });
  const used = new Set<Column>();
  const joined = tables.map((table, t): Table => {
    const id = ids[t] as Column;
    const rows = kept.map((row) => places[t]?.get(idKey(first.text(row) ?? '')) ?? null);
    const isSame = rows.length === table.rows && rows.every((row, at) => row === at);
    if (isSame) {
      used.add(id);
      return table;
    }
    return {
      ...table,
      rows: rows.length,
      rowNumbers: rows.map((row) => table.rowNumbers[row ?? 0] ?? 0),
      columns: table.columns.map((column) => {
        const moved = column.at(rows);
        if (column === id) used.add(moved);
        return moved;
      }),
    };
  });
  return {
    tables: joined,
    pairedBy: `id column ${plainName(first.name)}`,
    ids: used,
    leftOut,
    choices: [`Rows of the tables belong together by "${plainName(first.name)}".`],
  };
}

/** Whether a table can be a data set by itself: a class of words, or of that name, beside other columns. */
const saysClass = ({ columns, rows }: Table, isNamed: (name: string) => boolean): boolean =>
  columns.length > 2 &&
  columns.some(
    (column) =>
      isNamed(column.name) &&
      (column.textCount > 0 || labelStrength(column.name) > 0) &&
      isClassLike(column, rows),
  );

/** The tables that have as many rows as most; the others are left out by name. */
function sameLength(read: readonly Table[]): Pick<TablesTogether, 'tables' | 'leftOut'> {
  const rows = commonest(read.map((table) => table.rows));
  const tables = read.filter((table) => table.rows === rows);
  if (read.length > 1 && tables.length === 1) {
    const named = read.filter((table) => saysClass(table, (name) => labelStrength(name) > 0));
    const worded = read.filter((table) => saysClass(table, () => true));
    const [only, another] = named.length > 0 ? named : worded;
    if (only && !another) {
      return {
        tables: [only],
        leftOut: read
          .filter((table) => table !== only)
          .map((table) => ({
            file: table.file,
            reason: `${table.file} has ${table.rows} rows where ${only.file}, which says the class, has ${only.rows}, and no column joins them.`,
            fix: 'Add a column that names the sample to both, or leave it at that.',
          })),
      };
    }
    throw new ImportError(
      'layout-unclear',
      `The tables ${listNames(read.map(({ file, rows }) => `${baseName(file)} (${rows} rows)`))} do not have the same number of rows, so they cannot be modalities of the same samples.`,
      'Open one of them alone, or tables in which each row is the same sample.',
    );
  }
  const leftOut = read
    .filter((table) => table.rows !== rows)
    .map((table) => ({
      file: table.file,
      reason: `${table.file} has ${table.rows} rows where the others have ${rows}.`,
      fix: 'Make each row the same sample in every file.',
    }));
  return { tables, leftOut };
}
