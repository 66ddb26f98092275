/** The results of a sweep as the table that the page shows: runs by conditions, with verdicts and the ids of its runs. Pure. */
import type { MethodTable } from '../../protocol/method-table';
import { methodIdOf } from '../../protocol/settings';
import type { TableCell } from '../../verdict/compare-table';
import { methodTableOf, refusalsOf } from '../../verdict/method-table';
import { meanOf } from '../../verdict/spread';
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
 * Training times as multiples of the baseline's on the same data and seed, by row: their mean over all pairs. Tasks that were
 * trained on unlike machines make it a rough one.
 */
function timesOf(
  conditions: Iterable<Condition>,
  baseline: string | null,
): ReadonlyMap<string, number> {
  const ratios = new Map<string, number[]>();
  for (const condition of conditions) {
    const rows = byRow(condition);
    const base = new Map(
      (rows.get(baselineRow(condition, baseline)) ?? []).map((run) => [run.settings.seed, run]),
    );
    for (const [row, own] of rows) {
      const found = own.flatMap(({ settings, durationMs }) => {
        const theirs = base.get(settings.seed)?.durationMs;
        return durationMs && theirs ? [durationMs / theirs] : [];
      });
      ratios.set(row, [...(ratios.get(row) ?? []), ...found]);
    }
  }
  return new Map(
    [...ratios].flatMap(([row, all]) => {
      const mean = meanOf(all);
      return mean === null ? [] : [[row, mean] as const];
    }),
  );
}

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
  const times = timesOf(columns.values(), baseline);
  return methodTableOf(cells, seeds, {
    origin: 'sweep',
    baseline: first ? baselineRow(first, baseline) : '',
    columns: [...columns.keys()],
    rows: [...methods].map(([id, method]) => {
      const time = times.get(id);
      return { id, method, ...(time !== undefined && { time }) };
    }),
    refused: refusalsOf(refused, seeds.length),
  });
}
