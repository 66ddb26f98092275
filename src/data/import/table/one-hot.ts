/**
 * Columns of 0 and 1 of which exactly one is 1 in every row: one column of words, written out. Imports this room only.
 */
import { labelStrength, tokensOf } from '../meaning/words';
import { Column } from './column';

/** Columns that are one column written out. */
export interface OneHot {
  readonly columns: readonly Column[];
  /** What they say, as one column of words. */
  readonly whole: Column;
  /** The beginning that all their names share, e.g. `sex` of `sex_male`; empty where they share none. */
  readonly shared: string;
}

/** Two complementary columns are as often two features of a yes and a no. */
const FEWEST = 3;

/** Every run of neighbouring columns that is one column written out, the longest first. */
export function oneHotColumns(columns: readonly Column[]): OneHot[] {
  const binary = columns.map(isBinary);
  const found: OneHot[] = [];
  let from = 0;
  while (from < columns.length) {
    if (!binary[from]) {
      from++;
      continue;
    }
    const to = endOfRun(columns, binary, from);
    if (to === null) from++;
    else {
      const run = columns.slice(from, to);
      const shared = sharedStart(run.map(({ name }) => name));
      if (run.length >= FEWEST || labelStrength(shared) > 0) found.push(written(run, shared));
      from = to;
    }
  }
  return found.sort((a, b) => b.columns.length - a.columns.length);
}

/** Where a run that begins here is complete; null where it never is. */
function endOfRun(
  columns: readonly Column[],
  binary: readonly boolean[],
  from: number,
): number | null {
  const rows = columns[from]?.rows ?? 0;
  const sums = new Uint8Array(rows);
  let full = 0;
  for (let at = from; at < columns.length && binary[at]; at++) {
    const column = columns[at] as Column;
    let ones = 0;
    for (let row = 0; row < rows; row++) {
      if (column.number(row) !== 1) continue;
      if (sums[row] === 1) return null;
      sums[row] = 1;
      ones++;
    }
    if (ones === 0) return null;
    full += ones;
    if (full === column.there) return at - from >= 1 ? at + 1 : null;
  }
  return null;
}

function isBinary(column: Column): boolean {
  if (column.missing > 0 || column.textCount > 0) return false;
  for (let row = 0; row < column.rows; row++) {
    const value = column.number(row);
    // where no cell is empty, only a row that the table does not have is no number
    if (value !== 0 && value !== 1 && !Number.isNaN(value)) return false;
  }
  return true;
}

function written(columns: readonly Column[], shared: string): OneHot {
  const [first] = columns as readonly [Column];
  const start = shared === '' ? 0 : shared.length + 1;
  const whole = new Column(columns.map(({ name }) => name).join(', '), first.file);
  for (let row = 0; row < first.rows; row++) {
    const said = columns.find((column) => column.number(row) === 1);
    whole.push(said?.name.slice(start) ?? null);
  }
  return { columns, whole, shared };
}

/** `class` of `class_a`, `class_b`: up to a sign that parts words. */
function sharedStart(names: readonly string[]): string {
  const starts = names.map((name) => /^(.+?)[_\-. =:]/.exec(name)?.[1] ?? '');
  const [first = ''] = starts;
  const isShared = tokensOf(first).length > 0 && starts.every((start) => start === first);
  return isShared && names.every((name) => name.length > first.length + 1) ? first : '';
}
