/** What one cell of a table says: a number, a text, or nothing. Imports nothing. */

/** Words that stand for a missing value, in small letters. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '?', '-', '.', 'missing']);

const INFINITE = /^[+-]?(inf|infinity)$/i;
const OTHER_BASE = /^[+-]?0[xob]/i;
/** 12,5 where semicolons or tabs separate the columns. */
const DECIMAL_COMMA = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i;
/** 22,927 or 1,234,567.8 where the cell is quoted. */
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Whether a cell, trimmed, holds nothing. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.toLowerCase());

/**
 * The number in a cell; NaN where it is missing or a text.
 * @param cell trimmed.
 * @param decimalComma whether `1,5` is one and a half.
 */
export function numberIn(cell: string, decimalComma: boolean): number {
  if (cell === '') return Number.NaN;
  const plain = Number(cell);
  if (!Number.isNaN(plain)) return OTHER_BASE.test(cell) ? Number.NaN : plain;
  if (INFINITE.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  if (decimalComma && DECIMAL_COMMA.test(cell)) return Number(cell.replace(',', '.'));
  if (!decimalComma && THOUSANDS.test(cell)) return Number(cell.replaceAll(',', ''));
  return Number.NaN;
}
