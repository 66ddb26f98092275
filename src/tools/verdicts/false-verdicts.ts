/**
 * How often the page's verdicts speak where nothing differs: groups of runs of one method against itself, that differ
 * in their weights and batch order alone, put through the very functions that the page asks. Pure; main.ts trains.
 */
import { shareInterval } from '../../math/binomial';
import type { Random } from '../../math/rng';
import type { RightAnswers } from '../../protocol/right-answers';
import { compareSeeds } from '../../verdict/compare-seeds';
import { fusedVerdicts } from '../../verdict/race-verdicts';

/** The end of one run. */
export interface SelfRun {
  /** Of the data. */
  readonly seed: number;
  /** Of first weights and batch order. */
  readonly weightSeed: number;
  /** Accuracies by measure: `fusion`, `unimodal.sound`. */
  readonly values: Readonly<Record<string, number>>;
  readonly right: RightAnswers;
}

/** Two runs on the same data, the one taken for the method and the other for the baseline. */
export type SelfPair = readonly [SelfRun, SelfRun];

/** Runs that share their data, by the data's seed, those with a partner. */
function bySeed(runs: readonly SelfRun[]): ReadonlyMap<number, readonly SelfRun[]> {
  const groups = new Map<number, SelfRun[]>();
  for (const run of runs) groups.set(run.seed, [...(groups.get(run.seed) ?? []), run]);
  return new Map([...groups].filter(([, members]) => members.length > 1));
}

/** Two different ones of a list, in an order that is drawn too. */
function drawPair(members: readonly SelfRun[], random: Random): SelfPair {
  const [first, second] = random.permutation(members.length);
  const pair = [members[first ?? 0], members[second ?? 0]];
  if (!pair[0] || !pair[1]) throw new RangeError('A pair needs two runs on the same data.');
  return [pair[0], pair[1]];
}

/**
 * Groups as several seeds of a race give them: each of `seeds` different data, and of each data one pair.
 * @throws RangeError where there are not so many data with two runs.
 */
export function drawGroups(
  runs: readonly SelfRun[],
  count: number,
  seeds: number,
  random: Random,
): readonly (readonly SelfPair[])[] {
  const data = [...bySeed(runs).values()];
  if (data.length < seeds) {
    throw new RangeError(`${seeds} data with two runs each are needed; there are ${data.length}.`);
  }
  return Array.from({ length: count }, () =>
    [...random.permutation(data.length).subarray(0, seeds)].map((at) =>
      drawPair(data[at] ?? [], random),
    ),
  );
}

/** Single races: pairs on the same data, none twice. @throws RangeError where there are fewer. */
export function drawRaces(
  runs: readonly SelfRun[],
  count: number,
  random: Random,
): readonly SelfPair[] {
  const all = [...bySeed(runs).values()].flatMap((members) =>
    members.flatMap((first, i) => members.slice(i + 1).map((second): SelfPair => [first, second])),
  );
  if (all.length < count) {
    throw new RangeError(`${count} pairs of runs are needed; there are ${all.length}.`);
  }
  return [...random.permutation(all.length).subarray(0, count)].flatMap((at) => {
    const pair = all[at];
    return pair ? [pair] : [];
  });
}

/** How often something was said, of how many times it could have been, and the exact 95 % interval of the rate. */
export interface Rate {
  readonly said: number;
  readonly of: number;
  readonly interval: readonly [number, number];
}

const rateOf = (spoke: readonly boolean[]): Rate => {
  const said = spoke.filter(Boolean).length;
  return { said, of: spoke.length, interval: shareInterval(said, spoke.length) };
};

/** How often several seeds call a method better or worse than itself. */
export function falseVerdicts(groups: readonly (readonly SelfPair[])[], measure: string): Rate {
  const valuesOf = (group: readonly SelfPair[], side: 0 | 1) =>
    new Map(group.map((pair) => [pair[side].seed, pair[side].values[measure] ?? Number.NaN]));
  return rateOf(
    groups.map((group) => {
      const values = [
        { method: 'itself', bySeed: valuesOf(group, 0) },
        { method: 'again', bySeed: valuesOf(group, 1) },
      ];
      const [again] = compareSeeds({ values, baseline: 'itself', measure });
      if (again?.verdict === 'too-few') {
        throw new RangeError(`${group.length} seeds are too few; ${again.least} are the least.`);
      }
      return again?.verdict !== 'cannot-tell';
    }),
  );
}

/** How often a single race tells the nets of two runs of one method apart, by their fused answers. */
export function netsToldApart(races: readonly SelfPair[]): Rate {
  return rateOf(
    races.map((pair) => {
      const runs = pair.map(({ right }, i) => ({ run: String(i), right, alone: null }));
      return fusedVerdicts(runs).some(({ verdict }) => verdict !== 'cannot-tell');
    }),
  );
}
