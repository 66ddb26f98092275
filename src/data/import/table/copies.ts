/** Tables that are there twice, in another format or another folder: the first is used. Imports this folder only. */
import { plainName } from '../import-error';
import type { LeftOut } from '../source-file';
import type { Column } from './column';
import type { Table } from './table';

/** The first row in which two columns differ; -1 where they are equal. */
export function disagreesAt(a: Column, b: Column): number {
  for (let row = 0; row < a.rows; row++) {
    if (a.text(row) !== b.text(row)) return row;
  }
  return -1;
}

/** Fewer rows, and columns without names, can be equal without being copies. */
const LEAST_ROWS = 10;

const isCopyOf = (a: Table, b: Table): boolean =>
  !a.numbered &&
  !b.numbered &&
  a.rows >= LEAST_ROWS &&
  a.rows === b.rows &&
  a.columns.length > 1 &&
  a.columns.length === b.columns.length &&
  a.columns.every((column, k) => {
    const other = b.columns[k];
    return other?.name === column.name && disagreesAt(column, other) < 0;
  });

/** @returns the tables without those whose names and cells are another one's, which are left out with a line each. */
export function withoutCopies(read: readonly Table[]): {
  readonly tables: readonly Table[];
  readonly leftOut: readonly LeftOut[];
} {
  const tables: Table[] = [];
  const leftOut: LeftOut[] = [];
  for (const table of read) {
    const same = tables.find((each) => isCopyOf(each, table));
    if (!same) tables.push(table);
    else {
      leftOut.push({
        file: table.file,
        reason: `${plainName(table.file)} holds the same as ${plainName(same.file)}.`,
        fix: 'Leave it at that.',
      });
    }
  }
  return { tables, leftOut };
}
