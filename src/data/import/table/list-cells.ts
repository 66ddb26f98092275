/**
 * Cells that hold a list of numbers each, `[0.1, 0.2, 0.3]` or `70 80 82`, as a column for every place of the list:
 * embeddings and pixels come so. Imports this folder only.
 */
import { Column } from './column';
import { MOST_COLUMNS, type Table } from './table';

/** Without brackets, two numbers are as often a range or a code. */
const FEWEST_BARE = 3;
const FEWEST = 2;
/** More numbers than a tab can hold as columns. */
const MOST_NUMBERS = 2 ** 26;
/** A number that begins with zeros is a code: a phone's, a postal one. */
const CODE = /^[+-]?0\d/;

/** @returns the table itself where no column holds such lists. */
export function withLists(table: Table): Table {
  const choices: string[] = [];
  const columns = table.columns.flatMap((column) => {
    const length = lengthOf(column);
    if (length === null) return [column];
    if (length === 'uneven') {
      choices.push(
        `The lists of numbers in "${column.name}" are of different lengths, so they are no columns.`,
      );
      return [column];
    }
    choices.push(`Each cell of "${column.name}" holds ${length} numbers, a column for each.`);
    return spread(column, length);
  });
  return choices.length === 0
    ? table
    : { ...table, columns, choices: [...table.choices, ...choices] };
}

/** How many numbers every filled cell holds; null where one holds something else. */
function lengthOf(column: Column): number | 'uneven' | null {
  if (column.textCount === 0 || column.textCount < column.rows - column.missing) return null;
  let length: number | 'uneven' | null = null;
  for (let row = 0; row < column.rows; row++) {
    const text = column.text(row);
    if (text === null) continue;
    const list = numbersIn(text);
    if (!list) return null;
    length = length === null || length === list.length ? list.length : 'uneven';
  }
  const isTooMuch =
    typeof length === 'number' && (length > MOST_COLUMNS || length * column.rows > MOST_NUMBERS);
  return isTooMuch ? null : length;
}

function spread(column: Column, length: number): Column[] {
  const columns = Array.from(
    { length },
    (_, place) => new Column(`${column.name}_${place}`, column.file),
  );
  for (let row = 0; row < column.rows; row++) {
    const text = column.text(row);
    const list = text === null ? null : numbersIn(text);
    columns.forEach((each, place) => {
      each.push(list?.[place] ?? null);
    });
  }
  return columns;
}

/** The numbers of a list as Python, NumPy, JSON and R write it; null for anything else. */
function numbersIn(text: string): number[] | null {
  const isBracketed = /^(array\()?\s*[[({]/.test(text);
  const bare = text
    .replace(/^array\(/, '')
    .replace(/,\s*dtype=[\w.]+\)$/, '')
    .replace(/[[\](){}]/g, ' ');
  const parts = bare.split(/[\s,;|]+/).filter((part) => part !== '');
  if (parts.length < (isBracketed ? FEWEST : FEWEST_BARE)) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    const value = Number(part);
    if (!Number.isFinite(value) || CODE.test(part)) return null;
    numbers.push(value);
  }
  return numbers;
}
