/**
 * What columns give as numbers: numbers as they are, words with few values as a column per value, and beside a
 * column with gaps one of 0 and 1 that says where they are. Imports this folder only.
 */
import { Column, LEAST_NUMBERS } from './column';

/** More values than that are names or texts. */
const MOST_VALUES = 30;
/** On the average a value stands in so many rows at least. */
const ROWS_PER_VALUE = 4;
/** Emptier columns say nothing. */
const MOST_MISSING = 0.9;

export const isNumeric = (column: Column): boolean => column.numericShare >= LEAST_NUMBERS;

/** Words, few enough for a column each. */
export function isCategory(column: Column): boolean {
  if (isNumeric(column)) return false;
  const most = Math.min(MOST_VALUES, Math.max(2, Math.floor(column.there / ROWS_PER_VALUE)));
  const different = column.distinct(most);
  return different >= 2 && different <= most;
}

export const isMostlyEmpty = (column: Column): boolean =>
  column.missing > column.there * MOST_MISSING;

/**
 * @param counts whether a row has the modality at all; gaps of rows that lack it are no gaps.
 * @returns columns of numbers only; a cell without one is NaN.
 */
export function featuresOf(
  columns: readonly Column[],
  counts: (row: number) => boolean = () => true,
): Column[] {
  return columns.flatMap((column) =>
    isNumeric(column) ? [column, ...gapsOf(column, counts)] : valuesOf(column, counts),
  );
}

function gapsOf(column: Column, counts: (row: number) => boolean): Column[] {
  const isGap = (row: number) => column.text(row) === null && counts(row);
  if (column.missing === 0) return [];
  const gaps = new Column(`${column.name} missing`, column.file);
  let count = 0;
  for (let row = 0; row < column.rows; row++) {
    gaps.push(isGap(row) ? 1 : 0);
    if (isGap(row)) count++;
  }
  return count > 0 ? [gaps] : [];
}

function valuesOf(column: Column, counts: (row: number) => boolean): Column[] {
  const rowOf = (row: number) => column.text(row) ?? 'missing';
  const values = new Set<string>();
  for (let row = 0; row < column.rows; row++) if (counts(row)) values.add(rowOf(row));
  return [...values].sort().map((value) => {
    const is = new Column(`${column.name}=${value}`, column.file);
    for (let row = 0; row < column.rows; row++) is.push(rowOf(row) === value ? 1 : 0);
    return is;
  });
}
