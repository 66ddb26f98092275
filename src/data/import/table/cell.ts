/** What one cell of a table says by itself: a plain number, or nothing. Imports nothing. */

/** Words that stand for a missing value, in small letters. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '?', '-', '.', 'missing']);

const INFINITE = /^[+-]?(inf|infinity)$/i;
const OTHER_BASE = /^[+-]?0[xob]/i;

/** Whether a cell, trimmed, holds nothing. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.toLowerCase());

/** The number that a cell, trimmed, writes with a point at most; NaN for every other writing. */
export function plainNumber(cell: string): number {
  if (cell === '') return Number.NaN;
  const plain = Number(cell);
  if (!Number.isNaN(plain)) return OTHER_BASE.test(cell) ? Number.NaN : plain;
  if (INFINITE.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  return Number.NaN;
}
