/**
 * A table that lies on its side: its columns are the samples, and its first column names what was measured. Genes and
 * other things of which there are more than samples come so. Imports this folder only.
 */

import { Column } from './column';
import { isCategory, isNumeric } from './features';
import type { Table } from './table';

/** Below that, columns of words beside columns of numbers are an ordinary table. */
const FEWEST_COLUMNS = 8;

/**
 * The table with rows and columns exchanged where its own form says so: the first column names the rows, the others
 * are numbers but for the same few rows, which hold words that repeat from column to column.
 * @returns the table itself where it stands as it should.
 */
export function uprightTable(table: Table): Table {
  const [names, ...samples] = table.columns;
  if (!names || samples.length < FEWEST_COLUMNS || table.rows < 3 || table.numbered) return table;
  if (names.textCount < table.rows || names.distinct(table.rows) < table.rows) return table;
  if (!samples.every((column) => isNumeric(column) && column.textCount > 0)) return table;
  const wordRows = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    samples.every((column) => Number.isNaN(column.number(row)) && column.text(row) !== null),
  );
  const words = samples.reduce((sum, column) => sum + column.textCount, 0);
  if (wordRows.length === 0 || words !== wordRows.length * samples.length) return table;
  const columns = Array.from({ length: table.rows }, (_, row) => {
    const column = new Column(names.text(row) ?? '', table.file);
    for (const sample of samples) column.take(sample, row);
    return column;
  });
  const saysClasses = columns.some((column) => isCategory(column));
  if (!saysClasses) return table;
  return {
    ...table,
    columns,
    rows: samples.length,
    rowNumbers: samples.map((_, at) => at + 2),
    choices: [
      ...table.choices,
      `In ${table.file} each column is a sample and each row what was measured, so rows and columns were swapped.`,
    ],
  };
}
