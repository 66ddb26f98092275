/**
 * What several seeds of a race come to: every number of every run by seed, with mean and spread, and what a test makes
 * of the differences from a baseline. Serves `seeds-ended` and the tables of a sweep. Pure.
 */
import type { Accuracies } from '../../protocol/events';
import type { Failure } from '../../protocol/failure';
import type { ByModality } from '../../protocol/measures';
import { compareSeeds, type SeedComparison } from '../../verdict/compare-seeds';
import { spreadOf } from '../../verdict/spread';

/** A run of one seed, as far as its numbers go; a run that failed has none, and says why. */
export interface SeedNumbers {
  readonly method: string;
  readonly failed?: Pick<Failure, 'code'>;
  readonly accuracy?: Accuracies;
  readonly ridge?: ByModality<number>;
}

/** One seed of the race: every run that it had. */
export interface SeedEnded {
  readonly seed: number;
  readonly runs: readonly SeedNumbers[];
}

export interface RunOverSeeds {
  readonly method: string;
  /** By measure (`fusion`, `unimodal.sound`), in the order of the seeds; null where a run failed. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  readonly mean: Readonly<Record<string, number>>;
  /** Of the sample (n - 1); null for fewer than two numbers. */
  readonly sd: Readonly<Record<string, number | null>>;
  /** The seeds on which it failed, and of what; absent where it never did. */
  readonly failed?: readonly { readonly seed: number; readonly code: string }[];
}

/** A comparison as it is printed: `seeds` only where some of them lack a number, `least` only where they are too few. */
export type Comparison = Omit<SeedComparison, 'seeds' | 'least'> &
  Partial<Pick<SeedComparison, 'seeds' | 'least'>>;

export interface SeedsTable {
  readonly baseline: string;
  readonly seeds: readonly number[];
  readonly runs: readonly RunOverSeeds[];
  readonly comparisons: readonly Comparison[];
}

/** Every end number of a run by its measure's key. */
function numbersOf({ accuracy, ridge }: SeedNumbers): Map<string, number> {
  const numbers = new Map<string, number>();
  if (!accuracy) return numbers;
  if (accuracy.fusion !== null) numbers.set('fusion', accuracy.fusion);
  const groups = { unimodal: accuracy.unimodal, ridge: ridge ?? {}, readouts: accuracy.readouts };
  for (const [group, values] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(values)) numbers.set(`${group}.${name}`, value);
  }
  return numbers;
}

const present = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

/**
 * @param methods the runs of the race, in order.
 * @param baseline one of them.
 * @param ended the seeds in the order they were asked for.
 */
export function seedsTable(
  methods: readonly string[],
  baseline: string,
  ended: readonly SeedEnded[],
): SeedsTable {
  const seeds = ended.map(({ seed }) => seed);
  const runs = methods.map((method) => runOverSeeds(method, ended));
  const measures = comparedIn(runs, baseline);
  const comparisons = measures.flatMap((measure) => {
    // a method that never has this number (a fused answer of encoders alone) is no part of the family
    const values = runs
      .filter((run) => measure in run.values || run.method === baseline)
      .map(({ method, values }) => ({ method, bySeed: bySeed(seeds, values[measure] ?? []) }));
    return compareSeeds({ values, baseline, measure }).map((each) => printed(each, seeds.length));
  });
  return { baseline, seeds, runs, comparisons };
}

/**
 * What the methods are compared in: everything that the baseline has numbers of. One that came to no end on any seed is
 * compared in everything that the others have, without pairs, so that it is seen to be missing.
 */
function comparedIn(runs: readonly RunOverSeeds[], baseline: string): readonly string[] {
  const theirs = Object.keys(runs.find(({ method }) => method === baseline)?.values ?? {});
  if (theirs.length > 0) return theirs;
  return [...new Set(runs.flatMap(({ values }) => Object.keys(values)))];
}

function runOverSeeds(method: string, ended: readonly SeedEnded[]): RunOverSeeds {
  const ofSeeds = ended.map(({ seed, runs }) => ({
    seed,
    run: runs.find((each) => each.method === method),
  }));
  const bySeeds = ofSeeds.map(({ run }) => (run ? numbersOf(run) : new Map<string, number>()));
  const failed = ofSeeds.flatMap(({ seed, run }) =>
    run?.failed ? [{ seed, code: run.failed.code }] : [],
  );
  const measures = [...new Set(bySeeds.flatMap((numbers) => [...numbers.keys()]))];
  const values = measures.map(
    (measure) => [measure, bySeeds.map((numbers) => numbers.get(measure) ?? null)] as const,
  );
  const spreads = values.flatMap(([measure, all]) => {
    const spread = spreadOf(present(all));
    return spread ? [[measure, spread] as const] : [];
  });
  return {
    method,
    values: Object.fromEntries(values),
    mean: Object.fromEntries(spreads.map(([measure, { mean }]) => [measure, mean])),
    sd: Object.fromEntries(spreads.map(([measure, { sd }]) => [measure, sd])),
    ...(failed.length > 0 && { failed }),
  };
}

function bySeed(
  seeds: readonly number[],
  values: readonly (number | null)[],
): ReadonlyMap<number, number> {
  return new Map(
    seeds.flatMap((seed, i) => {
      const value = values[i] ?? null;
      return value === null ? [] : [[seed, value] as const];
    }),
  );
}

function printed({ seeds, least, ...comparison }: SeedComparison, asked: number): Comparison {
  return {
    ...comparison,
    ...(seeds.length < asked && { seeds }),
    ...(comparison.verdict === 'too-few' && { least }),
  };
}
