/** The results of a sweep as the table that the page shows: runs by conditions, with verdicts and the ids of its runs. Pure. */
import type { MethodTable } from '../../protocol/method-table';
import { methodIdOf } from '../../protocol/settings';
import type { TableCell } from '../../verdict/compare-table';
import { methodTableOf, refusalsOf } from '../../verdict/method-table';
import { baselineRow, type Condition, conditionsOf, type SweptRun } from './groups';
import { titleOf } from './table';

/** Columns by their titles; data that are read in two ways have the same, and then a number. */
function columnsOf(conditions: readonly Condition[]): ReadonlyMap<string, Condition> {
  const columns = new Map<string, Condition>();
  for (const condition of conditions) {
    const title = titleOf(condition);
    let name = title;
    for (let number = 2; columns.has(name); number += 1) name = `${title} (${number})`;
    columns.set(name, condition);
  }
  return columns;
}

/** The runs of a condition, by row, in the order in which the rows came first. */
function byRow({ runs, rows }: Condition): ReadonlyMap<string, readonly SweptRun[]> {
  const found = new Map<string, SweptRun[]>();
  for (const run of runs) {
    const row = rows.get(run) ?? run.numbers.method;
    found.set(row, [...(found.get(row) ?? []), run]);
  }
  return found;
}

/** Fused accuracies by seed; a run that failed, or fuses nothing, has none. */
const fusedOf = (runs: readonly SweptRun[]): Map<number, number> =>
  new Map(
    runs.flatMap(({ settings, numbers }) => {
      const fusion = numbers.accuracy?.fusion ?? null;
      return fusion === null ? [] : [[settings.seed, fusion] as const];
    }),
  );

/**
 * @param runs in the order of their tasks, at least one.
 * @param baseline name of the run that the others are held against; the first where null.
 */
export function sweptTable(runs: readonly SweptRun[], baseline: string | null): MethodTable {
  const columns = columnsOf(conditionsOf(runs));
  const seeds = [...new Set(runs.map(({ settings }) => settings.seed))].sort((a, b) => a - b);
  const methods = new Map<string, string>();
  const cells: TableCell[] = [];
  for (const [column, condition] of columns) {
    for (const [row, own] of byRow(condition)) {
      methods.set(row, methodIdOf(own[0]?.numbers.method ?? row));
      cells.push({ row, column, bySeed: fusedOf(own), runs: own.map(({ id }) => id) });
    }
  }
  const refused = [...columns].flatMap(([column, { runs: all, rows }]) =>
    all.flatMap((run) => {
      const { failed } = run.numbers;
      const method = rows.get(run) ?? run.numbers.method;
      return failed ? [{ method, column, seed: run.settings.seed, message: failed.message }] : [];
    }),
  );
  const [first] = columns.values();
  return methodTableOf(cells, seeds, {
    origin: 'sweep',
    baseline: first ? baselineRow(first, baseline) : '',
    columns: [...columns.keys()],
    rows: [...methods].map(([id, method]) => ({ id, method })),
    refused: refusalsOf(refused, seeds.length),
  });
}
