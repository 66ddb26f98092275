/** Runs as a table, one row per epoch and one column per number, for spreadsheets and scripts. Pure. */
import { leavesOf } from '../../protocol/settings-paths';
import type { WholeRun } from './stored-run';

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What an epoch says about itself rather than about training. */
const LEFT_OUT: ReadonlySet<string> = new Set(['kind', 'run', 'seq', 'right']);

/** Numbers, words and switches of a value by dotted path; lists have no place in a cell and are left out. */
function cellsOf(value: object): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [path, leaf] of leavesOf(value)) {
    if (leaf === null || leaf === undefined || typeof leaf === 'object') continue;
    if (!LEFT_OUT.has(path.split('.', 1)[0] ?? path))
      cells[path] = typeof leaf === 'number' ? leaf : String(leaf);
  }
  return cells;
}

function rowsOf({ stored }: WholeRun): readonly Row[] {
  const { run, settings, summary } = stored;
  const about = {
    run: run.name,
    method: run.label,
    seed: settings.seed,
    data: summary.name,
    backend: run.backend,
    adapter: run.adapter,
    status: run.status,
    savedAt: stored.savedAt,
  };
  const epochs = run.epochs.map((epoch) => ({ ...about, at: 'epoch', ...cellsOf(epoch) }));
  if (!run.end) return epochs;
  const end = cellsOf({
    accuracy: run.end.accuracy,
    ridge: run.end.ridge,
    spent: run.epochs.at(-1)?.spent,
  });
  const last = {
    ...about,
    at: 'end',
    epoch: run.epochs.at(-1)?.epoch ?? 0,
    heldOut: 'test',
    ...end,
  };
  return [...epochs, last];
}

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

export function runsAsCsv(runs: readonly WholeRun[]): string {
  return asCsv(runs.flatMap(rowsOf));
}
