/** Tables with equal columns laid end to end. Imports this folder only. */
import { Column } from './column';
import type { Table } from './table';

export const haveEqualColumns = (a: Table, b: Table): boolean =>
  a.columns.length === b.columns.length &&
  a.columns.every(({ name }, k) => name.toLowerCase() === b.columns[k]?.name.toLowerCase());

/** Tables with equal columns as one, in their order. */
export function stacked(tables: readonly Table[]): Table {
  const [first] = tables as readonly [Table];
  return {
    ...first,
    columns: first.columns.map((_, k) => {
      const whole = new Column(first.columns[k]?.name ?? '', first.file);
      for (const { columns, rows } of tables) {
        const column = columns[k] as Column;
        whole.unit ||= column.unit;
        for (let row = 0; row < rows; row++) whole.take(column, row);
      }
      return whole;
    }),
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    rowNumbers: tables.flatMap(({ rowNumbers }) => rowNumbers),
    leftOut: tables.flatMap(({ leftOut }) => leftOut),
    choices: [...new Set(tables.flatMap(({ choices }) => choices))],
  };
}
