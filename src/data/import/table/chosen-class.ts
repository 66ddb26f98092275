/**
 * The class of one table or of several of the same samples: as the options name it, by files, by a column that is the
 * same in all tables, else by the evidence; and the columns that say it again. Imports this room only.
 */
import { ImportError, listNames, plainName } from '../import-error';
import { groupRank, isLabelName, isNeitherName, splitInName } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import { baseName, stemOf } from '../source-file';
import {
  askPlaceOrColumn,
  type ClassColumn,
  classOf,
  guessClass,
  guessedLine,
  isClassLike,
} from './class-column';
import type { Column } from './column';
import { findColumn, namedColumn } from './column-choice';
import { disagreesAt } from './copies';
import { oneHotColumns } from './one-hot';
import { guessSplit } from './split-column';
import type { Table } from './table';
import type { TablesTogether } from './together';
/** Whether a column has a file to itself. */
export const isAlone = (tables: readonly Table[], column: Column): boolean =>
  tables.some(({ file, columns }) => file === column.file && columns.length === 1);

/** What a file is called beside the split in its name. */
export const baseOf = (file: string): string => splitInName(stemOf(file))?.base || stemOf(file);

/** Columns that are in every one of several tables with the same cells: the class, or at least nothing of one table. */
export function sharedColumns(tables: readonly Table[]): Column[] {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return [];
  return first.columns.flatMap((column) => {
    const twins = others.map(({ columns }) => columns.find((other) => areEqual(column, other)));
    return twins.every((twin) => twin !== undefined) ? [column, ...twins] : [];
  });
}

const areEqual = (a: Column, b: Column): boolean => disagreesAt(a, b) < 0;

/** The class that the names of files or folders say, where nothing else is asked for; a column of words is a doubt. */
export function classByFile(
  { tables, fileClass }: TablesTogether,
  { label, split, group }: ImportOptions,
): ClassColumn | null {
  if (!fileClass || (label !== undefined && label !== fileClass.name)) return null;
  const [table] = tables;
  const asked = [split, group].flatMap((name) => (name ? (findColumn(tables, name) ?? []) : []));
  const worded = table && label === undefined ? wordedClass(table, new Set(asked)) : null;
  return classOf(
    fileClass,
    [],
    worded && askPlaceOrColumn(fileClass, worded.column, table?.rowNumbers ?? []),
  );
}

export function chooseClass(
  { tables, ids }: TablesTogether,
  shared: readonly Column[],
  { label, split, group }: ImportOptions,
  choices: string[],
): ClassColumn {
  if (label !== undefined) {
    const columns = tables.flatMap((table) => table.columns);
    const written = oneHotColumns(columns).find(({ whole }) => whole.name === label);
    if (written) return classOf(written.whole, written.columns);
    return classOf(namedColumn(tables, label, 'data.label'));
  }
  const [only] = tables;
  if (tables.length === 1 && only) {
    const asked = [split, group].flatMap((name) =>
      name === undefined || name === NONE ? [] : (findColumn(tables, name) ?? []),
    );
    const splits = split === NONE ? [] : (guessSplit(only.columns)?.column ?? []);
    const guess = guessClass(only, new Set([...asked, ...ids, ...[splits].flat()]));
    choices.push(guessedLine(guess));
    return guess;
  }
  const single = tables.filter(({ columns }) => columns.length === 1);
  const free = single.filter(
    ({ file }) => !isNeitherName(baseOf(file)) && groupRank(baseOf(file)) < 0,
  );
  const labelFile = single.find(({ file }) => isLabelName(baseOf(file))) ?? free[0];
  if (labelFile) return classOf(labelFile.columns[0] as Column);
  const named = tables
    .flatMap(({ columns }) => columns)
    .filter((column) => isLabelName(column.name) && isClassLike(column, column.there));
  const [first] = named;
  if (!first) {
    const inAll = shared.filter((column) => isClassLike(column, column.there)).at(-1);
    if (inAll) {
      choices.push(
        `The column "${plainName(inAll.name)}" is the same in all tables, so it is the class and leaves all of them.`,
      );
      return classOf(inAll);
    }
    const worded = tables.flatMap((table) => wordedClass(table, new Set(ids)) ?? [])[0];
    if (worded) {
      choices.push('The class column was guessed.');
      return worded;
    }
    throw new ImportError(
      'layout-unclear',
      `None of ${listNames(tables.map(({ file }) => baseName(file)))} says which class a row is of.`,
      'Add a file with one class per line (labels.txt), or a column called "label".',
    );
  }
  const other = named.find(
    (column) => column.name === first.name && disagreesAt(first, column) >= 0,
  );
  if (other) {
    const row = disagreesAt(first, other);
    throw new ImportError(
      'layout-unclear',
      `${baseName(first.file)} and ${baseName(other.file)} do not agree about the class in row ${row + 1}: "${plainName(first.text(row) ?? '')}" and "${plainName(other.text(row) ?? '')}".`,
      'Sort the tables alike, so that each row is the same sample in every file.',
    );
  }
  return classOf(first);
}

/** The likely class of one of several tables, where it is one of words; null where that table has none. */
function wordedClass(table: Table, skipped: ReadonlySet<Column>): ClassColumn | null {
  const words = table.columns.filter(
    (column) => column.textCount > 0 && !skipped.has(column) && isClassLike(column, table.rows),
  );
  return words.length > 0 ? guessClass({ ...table, columns: words }) : null;
}

/** Columns, or columns of 0 and 1, that say the class again under other names. */
export function columnsOfClass(
  tables: readonly Table[],
  { column, texts, oneHot }: ClassColumn,
): Column[] {
  const columns = tables
    .flatMap((table) => table.columns)
    .filter((each) => each !== column && !oneHot.includes(each));
  const again = columns.filter((each) => saysAgain(texts, each, isLabelName(each.name)));
  const written = oneHotColumns(columns).filter(({ whole }) => saysAgain(texts, whole, true));
  return [...again, ...written.flatMap(({ columns: parts }) => parts)];
}

/** Below that many classes a column may go with the class by chance. */
const FEWEST_TO_TELL = 3;

/**
 * Whether each class goes with one value and each value with one class.
 * @param isClass whether the name says that it is a class; else only equal words, or numbers of three classes, count.
 */
function saysAgain(texts: readonly (string | null)[], column: Column, isClass: boolean): boolean {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  let areSame = true;
  for (let row = 0; row < column.rows; row++) {
    const [text, value] = [texts[row], column.word(row)];
    if (text == null || value === null) continue;
    if ((there.get(text) ?? value) !== value || (back.get(value) ?? text) !== text) return false;
    there.set(text, value);
    back.set(value, text);
    areSame &&= text === value;
  }
  if (there.size < 2) return false;
  return areSame || isClass || (there.size >= FEWEST_TO_TELL && column.textCount === 0);
}
