/**
 * Where a table's data begin and what its columns are called: a line of names, scikit-learn's line of
 * counts, titles above the table, or nothing at all. Imports this folder only.
 */
import { isMissing, plainNumber } from './cell';
import { canBeNumber } from './number-writing';
import { commonest } from './separated-rows';

/** A row as read, with its number in the file. */
export interface NumberedRow {
  readonly cells: readonly string[];
  readonly rowNumber: number;
}

/** How a table starts. */
export interface Header {
  /** Null where the columns have no names. */
  readonly names: readonly string[] | null;
  readonly width: number;
  /** Rows up to this number are not data. */
  readonly lastHeaderRow: number;
  /** Class names from a line of counts. */
  readonly classNames: readonly string[];
  readonly choices: readonly string[];
}

/** @param head the first rows that are not empty, at least one. */
export function findHeader(head: readonly NumberedRow[]): Header {
  const counts = countsLine(head);
  if (counts) return counts;
  // an export with an empty column at its right end has it in every row
  const width = commonest(head.map(({ cells }) => cells.length));
  const start = firstTableRow(head, width);
  const first = head[start];
  const choices =
    start > 0
      ? [
          `${start === 1 ? 'The first row is a title' : `The first ${start} rows are titles`}, not data.`,
        ]
      : [];
  if (!first) return { names: null, width, lastHeaderRow: 0, classNames: [], choices };
  const body = head.slice(start + 1).filter(({ cells }) => cells.length === width);
  return isHeader(first.cells, body)
    ? { names: first.cells, width, lastHeaderRow: first.rowNumber, classNames: [], choices }
    : { names: null, width, lastHeaderRow: first.rowNumber - 1, classNames: [], choices };
}

/** `150,4,setosa,versicolor,virginica`: rows, features, class names (scikit-learn). */
function countsLine(head: readonly NumberedRow[]): Header | null {
  const [first, ...rest] = head;
  if (!first || rest.length === 0) return null;
  const [rows, features, ...classNames] = first.cells;
  const width = commonest(rest.map(({ cells }) => cells.length));
  const isCounts =
    /^\d+$/.test(rows ?? '') &&
    Number(features) === width - 1 &&
    width > 2 &&
    Number(rows) >= rest.length &&
    classNames.every((name) => Number.isNaN(Number(name)));
  if (!isCounts) return null;
  return {
    names: null,
    width,
    lastHeaderRow: first.rowNumber,
    classNames,
    choices: [
      `The first row gives the counts (${rows} rows, ${features} features), as scikit-learn writes them; the last column is the class.`,
    ],
  };
}

/** Titles have one filled cell where the table has many. */
function firstTableRow(head: readonly NumberedRow[], width: number): number {
  if (width < 3) return 0;
  const at = head.findIndex(
    ({ cells }) => cells.length === width && cells.filter((cell) => cell !== '').length > 1,
  );
  return Math.max(0, at);
}

const isNumber = (cell: string): boolean => !Number.isNaN(plainNumber(cell)) || canBeNumber(cell);

function isHeader(first: readonly string[], body: readonly NumberedRow[]): boolean {
  // a lone row of words is the names of a table without rows
  if (body.length === 0) return first.every((cell) => !isNumber(cell));
  if (isNumbering(first) || isNumbering(first.slice(1), Number(first[1]))) return true;
  let named = 0;
  let numeric = 0;
  first.forEach((cell, k) => {
    const below = body.map(({ cells }) => cells[k] as string).filter((each) => !isMissing(each));
    const numbers = below.filter((each) => isNumber(each));
    if (below.length === 0 || numbers.length < below.length * 0.8) return;
    numeric++;
    if (!isNumber(cell) && !isMissing(cell)) named++;
  });
  if (numeric > 0) return named > numeric / 2;
  // texts only: names do not repeat, and do not occur among the data
  const isEmpty = (k: number) => body.every(({ cells }) => cells[k] === '');
  const names = first.filter((cell, k) => cell !== '' || !isEmpty(k));
  const distinct = new Set(names).size === names.length && names.every((cell) => cell !== '');
  return (
    distinct &&
    first.every((cell, k) => cell === '' || body.every(({ cells }) => cells[k] !== cell))
  );
}

/**
 * `0,1,2,3,...`: column numbers as pandas writes them; the last may differ (a label added by hand).
 * With a start of their own: years, after the name of the first column.
 */
function isNumbering(cells: readonly string[], start?: number): boolean {
  if (cells.length < 5) return false;
  const numbers = cells.slice(0, -1).map(Number);
  const starts = start === undefined ? [0, 1] : [start];
  return starts.some((from) => numbers.every((value, k) => value === from + k));
}
