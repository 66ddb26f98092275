/**
 * The results of a sweep put together: everything that differs in method and seed only is one group, with its numbers
 * over the seeds and what the tests say. A method with several values of a knob is several rows. Pure.
 */
import type { Failure } from '../../protocol/failure';
import { keyOf } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { leavesOf } from '../../protocol/settings-paths';
import type { SeedNumbers } from '../seeds/seeds-table';
import { type SeedEnded, type SeedsTable, seedsTable } from '../seeds/seeds-table';

/** One run of a sweep that ended or failed. */
export interface SweptRun {
  /** Under which it stands in the files of runs. */
  readonly id: string;
  readonly settings: Settings;
  readonly numbers: SeedNumbers & { readonly failed?: Failure };
  /** Of training and measuring, all attempts together; absent where nothing says, and of a run that failed. */
  readonly durationMs?: number;
}

/** Runs that differ in method and seed only. */
export interface Group extends SeedsTable {
  /** The preset or data set. */
  readonly data: string;
  /** What else sets it apart from the other groups of its data, by path. */
  readonly set: Readonly<Record<string, unknown>>;
}

/** Runs that differ in method and seed only, before anything is worked out of them. */
export interface Condition extends Pick<Group, 'data' | 'set'> {
  readonly runs: readonly SweptRun[];
  /** The row that each of them belongs to. */
  readonly rows: ReadonlyMap<SweptRun, string>;
}

type Leaves = ReadonlyMap<string, unknown>;

/** What is said once a group, and not of the run or the seed. */
function leavesOfCondition({ seed: _seed, methods: _methods, ...rest }: Settings): Leaves {
  return new Map(leavesOf(rest));
}

/** Paths whose values are not everywhere the same. */
function varying(all: readonly Leaves[]): string[] {
  const paths = new Set(all.flatMap((leaves) => [...leaves.keys()]));
  return [...paths].filter((path) => {
    const first = keyOf(all[0]?.get(path));
    return all.some((leaves) => keyOf(leaves.get(path)) !== first);
  });
}

const parts = (leaves: Leaves, paths: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    paths.flatMap((path) => (leaves.has(path) ? [[path, leaves.get(path)] as const] : [])),
  );

/** Runs by a key, in the order in which each key came first. */
function byKey(runs: readonly SweptRun[], keyFor: (run: SweptRun) => string): SweptRun[][] {
  const groups = new Map<string, SweptRun[]>();
  for (const run of runs) {
    const key = keyFor(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

/** "joint", or where a run comes with several values of a knob, "joint (fusion=sum)". */
function rowNames(runs: readonly SweptRun[]): Map<SweptRun, string> {
  const names = new Map<SweptRun, string>();
  for (const same of byKey(runs, ({ numbers }) => numbers.method)) {
    const knobs = same.map(
      (run) => new Map(leavesOf(run.settings.methods[run.numbers.method] ?? {})),
    );
    const paths = varying(knobs);
    same.forEach((run, i) => {
      const { method } = run.numbers;
      const own = Object.entries(parts(knobs[i] ?? new Map(), paths));
      const words = own.map(([path, value]) => `${path}=${String(value)}`);
      names.set(run, paths.length === 0 ? method : `${method} (${words.join(', ') || 'as it is'})`);
    });
  }
  return names;
}

/** @param runs in the order of their tasks. */
export function conditionsOf(runs: readonly SweptRun[]): Condition[] {
  return byKey(runs, ({ settings }) => keyOf(settings.data)).flatMap((ofData) => {
    const conditions = byKey(ofData, ({ settings }) => keyOf([...leavesOfCondition(settings)]));
    const leaves = conditions.map(([first]) => leavesOfCondition((first as SweptRun).settings));
    const paths = varying(leaves);
    return conditions.map((group, i) => ({
      data: (group[0] as SweptRun).settings.data.id,
      set: parts(leaves[i] as Leaves, paths),
      runs: group,
      rows: rowNames(group),
    }));
  });
}

/** The row of the run that the others are compared with; the first where it is null, or not among these. */
export function baselineRow({ runs, rows }: Condition, baseline: string | null): string {
  const wanted = runs.find(({ numbers }) => numbers.method === baseline) ?? runs[0];
  return (wanted && rows.get(wanted)) ?? '';
}

/**
 * @param runs in the order of their tasks.
 * @param baseline name of the run that the others are compared with, in groups that have it; the first where null.
 */
export const groupsOf = (runs: readonly SweptRun[], baseline: string | null): Group[] =>
  conditionsOf(runs).map((condition) => ({
    data: condition.data,
    set: condition.set,
    ...tableOf(condition, baseline),
  }));

function tableOf(condition: Condition, baseline: string | null): SeedsTable {
  const { runs: group, rows: names } = condition;
  const rows = [...new Set(names.values())];
  const seeds = [...new Set(group.map(({ settings }) => settings.seed))].sort((a, b) => a - b);
  const ended: SeedEnded[] = seeds.map((seed) => ({
    seed,
    runs: group
      .filter(({ settings }) => settings.seed === seed)
      .map((run) => ({ ...run.numbers, method: names.get(run) ?? run.numbers.method })),
  }));
  return seedsTable(rows, baselineRow(condition, baseline), ended);
}
