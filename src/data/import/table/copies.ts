/** Tables that are there twice, in another format or another folder: the first is used. Imports this folder only. */
import { groupBy } from '../group-by';
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

const mayBeCopy = ({ numbered, rows, columns }: Table): boolean =>
  !numbered && rows >= LEAST_ROWS && columns.length > 1;

/** What copies have in common and few others do: how large they are, their names, and their first row. */
const likenessOf = ({ rows, columns }: Table): string =>
  JSON.stringify([rows, ...columns.map((column) => [column.name, column.text(0)])]);

/** Whether the cells of two tables of one likeness are equal. */
const areEqual = (a: Table, b: Table): boolean =>
  a.columns.every((column, k) => {
    const other = b.columns[k];
    return other !== undefined && disagreesAt(column, other) < 0;
  });

/** @returns the tables without those whose names and cells are another one's, which are left out with a line each. */
export function withoutCopies(read: readonly Table[]): {
  readonly tables: readonly Table[];
  readonly leftOut: readonly LeftOut[];
} {
  const copyOf = new Map<Table, Table>();
  for (const alike of groupBy(read.filter(mayBeCopy), likenessOf).values()) {
    const kept: Table[] = [];
    for (const table of alike) {
      const same = kept.find((each) => areEqual(each, table));
      if (same) copyOf.set(table, same);
      else kept.push(table);
    }
  }
  return {
    tables: read.filter((table) => !copyOf.has(table)),
    leftOut: [...copyOf].map(([table, same]) => ({
      file: table.file,
      reason: `${plainName(table.file)} holds the same as ${plainName(same.file)}.`,
      fix: 'Leave it at that.',
    })),
  };
}
