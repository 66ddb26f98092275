/**
 * Several tables as one data set: parts of one table are stacked, tables that share an id are joined by it, and only
 * where nothing better is there do rows belong together by their order. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { PairedBy } from '../meaning/meaning';
import { isSubmissionName, labelStrength, splitInName } from '../meaning/words';
import { baseName, folderOf, type LeftOut, stemOf } from '../source-file';
import { isClassLike } from './class-column';
import { classFiles } from './class-files';
import type { Column } from './column';
import { findColumn } from './column-choice';
import { joinedById } from './join-by-id';
import { commonest } from './separated-rows';
import { stacked as endToEnd, haveEqualColumns } from './stacked';
import type { Table } from './table';

/** Tables whose rows are the same samples. */
export interface TablesTogether {
  readonly tables: readonly Table[];
  /** The split that the names of files or folders give each row; null where they give none. */
  readonly splits: readonly SplitName[] | null;
  readonly pairedBy: PairedBy | null;
  /** The class of each row, where the name of its file or folder says it; no column of a table. */
  readonly fileClass?: Column | null;
  /** What the column by which they were joined calls each sample; absent where none joins them. */
  readonly names?: readonly string[];
  /** The column by which they were joined, of each table; it is no feature. */
  readonly ids: ReadonlySet<Column>;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

/**
 * @param label the column that a person names as the class; of tables that do not belong together its own is used.
 * @throws ImportError `layout-unclear` where rows of several tables cannot be told to belong together.
 */
export function tablesTogether(read: readonly Table[], label?: string): TablesTogether {
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
  const { leftOut: unlike, choices, ...stacked } = stackedBySplit(real);
  leftOut.push(...unlike);
  const [only] = stacked.tables;
  if (only && stacked.tables.length === 1) {
    const splits = stacked.splits?.[0] ?? null;
    return { tables: [only], splits, pairedBy: null, ids: new Set(), leftOut, choices };
  }
  const joined = joinedById(stacked.tables);
  if (joined) {
    const { tables, samples, ids, id } = joined;
    const { splits } = stacked;
    return {
      tables,
      splits: splits && samples.map(({ rows }) => splitOfSample(rows, splits)),
      pairedBy: `id column ${plainName(id)}`,
      names: samples.map(({ name }) => name),
      ids,
      leftOut,
      choices: [...choices, `Rows of the tables belong together by "${plainName(id)}".`],
    };
  }
  const { tables, splits } = inOneSplit(stacked, leftOut);
  const same = sameLength(tables, label);
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

/** Tables whose parts were laid end to end, and the split of each row of each of them; null where nothing was. */
interface Stacked extends Pick<TablesTogether, 'tables' | 'leftOut' | 'choices'> {
  readonly splits: readonly (readonly SplitName[])[] | null;
}

/** The split of a sample that is in these rows of the tables. */
const splitOfSample = (
  rows: readonly (number | null)[],
  splits: readonly (readonly SplitName[])[],
): SplitName =>
  rows.flatMap((row, t) => (row === null ? [] : (splits[t]?.[row] ?? [])))[0] ?? 'train';

/** Where rows belong together by their order, only tables whose parts are as long as those of the first. */
function inOneSplit(
  { tables, splits }: Pick<Stacked, 'tables' | 'splits'>,
  leftOut: LeftOut[],
): Pick<TablesTogether, 'tables' | 'splits'> {
  const [first] = splits ?? [];
  if (!first || !splits) return { tables, splits: null };
  const isLike = (t: number) => splits[t]?.join() === first.join();
  for (const { file, rows } of tables.filter((_, t) => !isLike(t))) {
    leftOut.push({
      file,
      reason: `The parts of ${file} do not have as many rows (${rows}) as those of ${tables[0]?.file} (${first.length}), and no column joins them.`,
      fix: 'Make each row the same sample in every file, or add a column that names the sample to both.',
      count: rows,
      unit: 'row',
    });
  }
  return { tables: tables.filter((_, t) => isLike(t)), splits: first };
}

function stackedBySplit(tables: readonly Table[]): Stacked {
  const alone: Stacked = { tables, splits: null, leftOut: [], choices: [] };
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
        table: endToEnd(fits.map(({ table }) => table)),
        splits: fits.flatMap(({ table, split }) => Array<SplitName>(table.rows).fill(split)),
      });
    }
  }
  const [first] = stacks;
  if (!first) {
    const train = parts.filter((part) => part.split === 'train').map(({ table }) => table);
    return leftOut.length > 0 ? { ...alone, tables: train, leftOut } : alone;
  }
  const used = new Set(parts.map(({ table }) => table));
  for (const table of tables) {
    if (used.has(table)) continue;
    leftOut.push({
      file: table.file,
      reason: `${table.file} belongs to no split, and the other tables come in parts to train and to test.`,
      fix: 'Leave it at that, or give it parts of its own.',
    });
  }
  const files = stacks.length === 1 ? 'One table' : `${stacks.length} tables`;
  return {
    tables: stacks.map(({ table }) => table),
    splits: stacks.map((stack) => stack.splits),
    leftOut,
    choices: [
      `${files} in parts (${listNames(parts.map(({ table }) => baseName(table.file)))}) ${stacks.length === 1 ? 'was' : 'were'} laid end to end; the split is that of the files.`,
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
function sameLength(
  read: readonly Table[],
  label: string | undefined,
): Pick<TablesTogether, 'tables' | 'leftOut'> {
  const rows = commonest(read.map((table) => table.rows));
  const tables = read.filter((table) => table.rows === rows);
  if (read.length > 1 && tables.length === 1) {
    const named = read.filter((table) =>
      label === undefined
        ? saysClass(table, (name) => labelStrength(name) > 0)
        : findColumn([table], label),
    );
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
