/**
 * Which column is the class, where nobody has said: one that is called so, else the last one with few
 * different values. Imports this folder only.
 */
import { ImportError, listNames, plainName } from '../import-error';
import type { Column, Table } from './table';

/** Usual names, most telling first. */
const NAMES = [
  'label',
  'labels',
  'class',
  'classes',
  'target',
  'targets',
  'species',
  'y',
  'category',
  'digit',
  'diagnosis',
  'variety',
  'genus',
  'outcome',
  'emotion',
];
/** More classes than that are names or measurements, not classes. */
const MOST_CLASSES = 500;

/** Whether a column is called like a label. */
export const isLabelName = (name: string): boolean => NAMES.includes(name.trim().toLowerCase());

/**
 * The likely label of one table.
 * @throws ImportError `layout-unclear` when no column can be it.
 */
export function guessLabel(table: Table): Column {
  const { columns, rows, classNames } = table;
  const last = columns.at(-1) as Column;
  if (classNames) return last;
  for (const name of NAMES) {
    const column = columns.find((each) => each.name.trim().toLowerCase() === name);
    if (column && isClassLike(column, rows)) return column;
  }
  for (const column of [...columns].reverse()) {
    if (isClassLike(column, rows) && !isMeasured(column, rows)) return column;
  }
  const names = columns.map((column) => column.name);
  throw new ImportError(
    'layout-unclear',
    `${plainName(table.file)} has no column that looks like a class: in ${rows} ${rows === 1 ? 'row' : 'rows'}, none has at least two values that repeat. Its columns are ${listNames(names, 20)}.`,
    'Name the column that holds the class, or add one; a file of class names with one line per row will do too.',
  );
}

/**
 * @throws ImportError for a chosen label column that cannot be one.
 */
export function checkLabel(column: Column): void {
  const different = column.distinct(column.rows);
  if (different >= column.rows * 0.9 && column.rows > 4) {
    throw new ImportError(
      'layout-unclear',
      `The column "${plainName(column.name)}" of ${plainName(column.file)} cannot be the class: it has ${different} different values in ${column.rows} rows.`,
      'Name a column whose values repeat.',
    );
  }
  if (different < 2) {
    throw new ImportError(
      'too-few-samples',
      `The column "${plainName(column.name)}" of ${plainName(column.file)} has ${different === 0 ? 'no value' : 'only one value'}; classes need at least two.`,
      'Name another column as the class, or add samples of another class.',
    );
  }
}

function isClassLike(column: Column, rows: number): boolean {
  const most = Math.min(MOST_CLASSES, Math.max(2, Math.floor(rows / 3)));
  const different = column.distinct(most);
  return different >= 2 && different <= most;
}

/** Numbers with decimals are measurements even where they repeat. */
function isMeasured(column: Column, rows: number): boolean {
  for (let row = 0; row < rows; row++) {
    const value = column.number(row);
    if (!Number.isNaN(value) && !Number.isInteger(value)) return true;
  }
  return false;
}
