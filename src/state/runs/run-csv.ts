/** Runs as a table, one row per epoch and one column per number, for spreadsheets and scripts. Pure. */
import type { WholeRun } from './stored-run';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

/** What an epoch says about itself rather than about training. */
const LEFT_OUT: ReadonlySet<string> = new Set(['kind', 'run', 'seq']);

/** Numbers, words and switches of a value by dotted path; lists have no place in a cell and are left out. */
function flat(value: unknown, path: string, into: Record<string, Cell>): void {
  if (value === null || value === undefined || Array.isArray(value)) return;
  if (typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) {
      if (path === '' && LEFT_OUT.has(key)) continue;
      flat(part, path === '' ? key : `${path}.${key}`, into);
    }
  } else {
    into[path] = typeof value === 'number' ? value : String(value);
  }
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
  const epochs = run.epochs.map((epoch) => {
    const numbers: Record<string, Cell> = {};
    flat(epoch, '', numbers);
    return { ...about, at: 'epoch', ...numbers };
  });
  if (!run.end) return epochs;
  const end: Record<string, Cell> = {};
  flat({ accuracy: run.end.accuracy, ridge: run.end.ridge }, '', end);
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

/** The table with a heading row; lines end as RFC 4180 says. */
export function runsAsCsv(runs: readonly WholeRun[]): string {
  const rows = runs.flatMap(rowsOf);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns.map(cellText),
    ...rows.map((row) => columns.map((column) => cellText(row[column]))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}
