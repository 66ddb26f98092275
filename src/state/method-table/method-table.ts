/** The table of all methods on all presets, as the page shows it: where it lies, and what each cell says in words. */
import type { MethodTable, MethodTableCell } from '../../protocol/method-table';
import { countText, percent, percentSpread, signedPoints } from '../format';

/** Relative to the page. */
export const TABLE_ADDRESS = 'data/method-table.json';

/** What a cell shows: its number, its lead over the baseline, or its number as a shade too. */
export const VIEWS = [
  { id: 'accuracy', label: 'Accuracy' },
  { id: 'lead', label: 'Difference' },
  { id: 'heat', label: 'Heat map' },
] as const;
export type TableView = (typeof VIEWS)[number]['id'];

/** Names that people read, for ids of the table. */
export interface TableNames {
  readonly row: (id: string) => string;
  readonly column: (id: string) => string;
}

/** The mark of a verdict; none where the seeds cannot tell, or are too few to. */
export const MARKS: Readonly<Record<NonNullable<MethodTableCell['lead']>['verdict'], string>> = {
  better: '\u25b2',
  worse: '\u25bc',
  'cannot-tell': '',
  'too-few': '',
};

/** What stands in the cell. */
export function cellText({ mean, lead }: MethodTableCell, view: TableView): string {
  if (view === 'lead') return lead ? signedPoints(lead.mean) : '';
  return percent(mean);
}

/** How many seeds a number is the mean of: "20 seeds", or where not all cells have as many "1 to 2 seeds". */
export function seedsText({ cells }: Pick<MethodTable, 'cells'>): string {
  const counts = cells.map(({ values }) => values.filter((value) => value !== null).length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const word = most === 1 ? 'seed' : 'seeds';
  return fewest === most ? `${countText(most)} ${word}` : `${fewest} to ${countText(most)} ${word}`;
}

/** What a row's training takes, "1.8\u00d7" of the baseline's or of joint training's; null where the table does not say it. */
const timeText = ({ time, cpu }: MethodTable['rows'][number]): string | null => {
  const times = time ?? cpu ?? null;
  return times === null ? null : `${times.toFixed(times < 10 ? 1 : 0)}\u00d7`;
};

export interface TableRow {
  readonly id: string;
  /** By column. */
  readonly cells: readonly (MethodTableCell | null)[];
  readonly time: string | null;
}

export function rowsOf(table: MethodTable): readonly TableRow[] {
  return table.rows.map((row) => ({
    id: row.id,
    time: timeText(row),
    cells: table.columns.map(
      (column) => table.cells.find((cell) => cell.row === row.id && cell.column === column) ?? null,
    ),
  }));
}

const VERDICTS: Readonly<Record<NonNullable<MethodTableCell['lead']>['verdict'], string>> = {
  better: 'better than the baseline',
  worse: 'worse than the baseline',
  'cannot-tell': 'the seeds cannot tell it from the baseline',
  'too-few': 'too few seeds to say more',
};

/** A cell in a sentence. */
export function tellCell(cell: MethodTableCell, { least }: MethodTable, names: TableNames): string {
  const { row, column, mean, sd, values, lead } = cell;
  const count = values.filter((value) => value !== null).length;
  const number = sd === null ? percent(mean) : percentSpread(mean, sd);
  const told = `${names.row(row)} on \u201c${names.column(column)}\u201d: ${number}, ${count} ${count === 1 ? 'seed' : 'seeds'}.`;
  if (!lead) return told;
  const interval = lead.interval
    ? ` (${signedPoints(lead.interval[0])} to ${signedPoints(lead.interval[1])})`
    : '';
  const why =
    lead.verdict === 'too-few'
      ? `${VERDICTS[lead.verdict]}: ${least} are the least`
      : VERDICTS[lead.verdict];
  return `${told} ${signedPoints(lead.mean)} points${interval} against the baseline: ${why}.`;
}
