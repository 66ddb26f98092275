/** Rows as CSV, for spreadsheets and scripts. Pure. */

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Quoted where needed; a text that a spreadsheet would run as a formula is disarmed. */
function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table with a heading row of all columns that any row has; lines end as RFC 4180 says. */
export function asCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns.map(cellText),
    ...rows.map((row) => columns.map((column) => cellText(row[column]))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}
