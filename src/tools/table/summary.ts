/** The cells that are there as one table with verdicts, as the page and docs/table.md show it. Pure. */
import type { MethodTable } from '../../protocol/method-table';
import { methodTableOf, refusalsOf } from '../../verdict/method-table';
import { meanOf } from '../../verdict/spread';
import { BASELINE, type CellResult } from './cells';

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Fused accuracies of a row on a preset, by seed. */
function fusedOf(results: readonly CellResult[], preset: string, row: string): Map<number, number> {
  return new Map(
    results
      .filter((cell) => cell.preset === preset)
      .flatMap(({ seed, rows }) => {
        const fusion = Object.hasOwn(rows, row) ? (rows[row]?.fusion ?? null) : null;
        return fusion === null ? [] : [[seed, fusion] as const];
      }),
  );
}

const COSTS = ['steps', 'before', 'cpu'] as const;
type Cost = Readonly<Record<(typeof COSTS)[number], number>>;

/** What a method takes as multiples of joint training on the same data, the mean of all cells; 0 where nothing says. */
function costOf(results: readonly CellResult[], method: string): Cost {
  const key = ({ preset, seed }: CellResult) => `${preset} ${seed}`;
  const joint = new Map(
    results.filter((cell) => cell.method === 'joint').map((cell) => [key(cell), cell]),
  );
  const times = results
    .filter((cell) => cell.method === method && cell.steps > 0)
    .flatMap((cell) => {
      const base = joint.get(key(cell));
      return base ? [{ cell, base }] : [];
    });
  const mean = (of: (pair: (typeof times)[number]) => number) => meanOf(times.map(of)) ?? 0;
  return {
    steps: mean(({ cell, base }) => cell.steps / base.steps),
    before: mean(({ cell, base }) => cell.before / base.steps),
    cpu: mean(({ cell, base }) => cell.cpu / base.cpu),
  };
}

/** @param columns presets, in order. */
export function methodTable(
  results: readonly CellResult[],
  columns: readonly string[],
): MethodTable {
  const seeds = unique(results.map(({ seed }) => seed)).sort((a, b) => a - b);
  const rows = unique(results.flatMap((cell) => Object.keys(cell.rows)));
  const methods = new Map(
    results.flatMap(({ method, rows: own }) => Object.keys(own).map((row) => [row, method])),
  );
  return methodTableOf(
    columns.flatMap((column) =>
      rows.map((row) => ({ row, column, bySeed: fusedOf(results, column, row) })),
    ),
    seeds,
    {
      baseline: BASELINE,
      columns: [...columns],
      rows: rows.map((id) => {
        const method = methods.get(id) ?? id;
        return { id, method, ...costOf(results, method) };
      }),
      refused: refusalsOf(
        results.flatMap(({ method, preset, seed, refused }) =>
          refused === undefined ? [] : [{ method, column: preset, seed, message: refused }],
        ),
        seeds.length,
      ),
    },
  );
}
