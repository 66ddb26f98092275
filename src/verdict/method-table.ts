/** Cells of methods and data as the file of a table with verdicts (protocol/method-table.ts). Pure. */
import { type MethodTable, TABLE_FORMAT } from '../protocol/method-table';
import { compareTable, type TableCell } from './compare-table';

/** What a table says beside what is worked out of its cells. */
export type AboutTable = Pick<MethodTable, 'origin' | 'baseline' | 'columns' | 'rows' | 'refused'>;

/**
 * @param cells those without a seed are left out, and so are rows without a cell.
 * @param seeds all that were trained, ascending.
 */
export function methodTableOf(
  cells: readonly TableCell[],
  seeds: readonly number[],
  { rows, ...about }: AboutTable,
): MethodTable {
  const compared = compareTable(cells, about.baseline);
  return {
    ...{ kind: 'modality-lab-table', format: TABLE_FORMAT, measure: 'fusion' },
    ...about,
    ...{ seeds: [...seeds], family: compared.family, least: compared.least },
    rows: rows.filter(({ id }) => compared.cells.some((cell) => cell.row === id)),
    cells: compared.cells.map(({ row, column, bySeed, mean, sd, lead, runs }) => ({
      ...{ row, column, values: seeds.map((seed) => bySeed.get(seed) ?? null), mean, sd },
      lead: lead && { ...lead, interval: lead.interval && [lead.interval[0], lead.interval[1]] },
      ...(runs && { runs: [...runs] }),
    })),
  };
}

/** A run that has no number, and why. */
interface Refusal {
  readonly method: string;
  readonly column: string;
  readonly seed: number;
  readonly message: string;
}

/**
 * Each once: what a method refuses it refuses on every seed, and what diverges may do so on some.
 * @param seeds how many were trained.
 */
export function refusalsOf(all: readonly Refusal[], seeds: number): MethodTable['refused'] {
  const counts = new Map<string, { readonly first: Refusal; count: number }>();
  for (const each of all) {
    const key = JSON.stringify([each.method, each.column, each.message]);
    const found = counts.get(key) ?? { first: each, count: 0 };
    found.count += 1;
    counts.set(key, found);
  }
  return [...counts.values()].map(({ first: { method, column, message }, count }) => ({
    ...{ method, column },
    message: count === seeds ? message : `${message} (${count} of ${seeds} seeds)`,
  }));
}
