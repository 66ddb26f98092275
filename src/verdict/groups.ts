/**
 * Groups of runs against a baseline group, as far as they share seeds: by the seeds they both have, or, where they share
 * one, by the answers of the two nets to its samples. Never a mean against one seed. Pure.
 */
import { unpackRight } from '../protocol/right-answers';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { compareNets } from './compare-nets';
import { compareSeeds } from './compare-seeds';
import type { Verdict } from './words';

/** One run of a group. */
export interface GroupRun {
  readonly accuracy: Accuracy;
  /** Its fused answers to the test samples, as events write them; null where nobody wrote them down. */
  readonly right: { readonly samples: number; readonly fusion: string } | null;
}

export interface SeedGroup {
  readonly key: string;
  readonly bySeed: ReadonlyMap<number, GroupRun>;
}

/** What may be said of a group beside the baseline's. */
export type GroupComparison =
  /** They share no seed: other samples, other weights. */
  | { readonly of: 'nothing' }
  /** They share one: two trained nets on the same samples. `untested`: which they had right is not known. */
  | {
      readonly of: 'nets';
      readonly seed: number;
      readonly samples: number;
      readonly lead: AccuracyGap;
      readonly verdict: Exclude<Verdict, 'too-few'> | 'untested';
    }
  /** They share several: two methods. */
  | {
      readonly of: 'methods';
      readonly seeds: number;
      /** Mean of the differences, this group minus the baseline, unrounded. */
      readonly mean: AccuracyGap;
      readonly verdict: Verdict;
      readonly least: number;
    };

const answersOf = (who: string, run: GroupRun | undefined) =>
  run?.right ? { who, right: unpackRight(run.right.fusion, run.right.samples) } : null;

/** One shared seed each: a family of its own, of all such groups. */
function byNets(groups: readonly SeedGroup[], baseline: SeedGroup) {
  const shared = groups.flatMap((group) => {
    const seeds = [...group.bySeed.keys()].filter((seed) => baseline.bySeed.has(seed));
    const [seed] = seeds;
    return seed !== undefined && seeds.length === 1 ? [{ group, seed }] : [];
  });
  const pairs = shared.map(({ group, seed }) => {
    const [ours, theirs] = [group.bySeed.get(seed), baseline.bySeed.get(seed)];
    const answers = [answersOf(group.key, ours), answersOf(baseline.key, theirs)] as const;
    const [first, second] = answers;
    const isPair = first && second && first.right.length === second.right.length;
    const lead = (ours?.accuracy ?? 0) - (theirs?.accuracy ?? 0);
    return { key: group.key, seed, lead, pair: isPair ? ([first, second] as const) : null };
  });
  const tested = compareNets(pairs.flatMap(({ pair }) => (pair ? [pair] : [])));
  return new Map(
    pairs.map(({ key, seed, lead, pair }): [string, GroupComparison] => {
      const test = pair && tested.find(({ first }) => first === key);
      return [
        key,
        test
          ? { of: 'nets', seed, samples: test.samples, lead: test.lead, verdict: test.verdict }
          : { of: 'nets', seed, samples: 0, lead, verdict: 'untested' },
      ];
    }),
  );
}

/**
 * Every group against the baseline's, by key; the baseline itself is left out.
 * @param groups all that could be compared with it, the baseline's among them: they are the family.
 */
export function compareGroups(
  groups: readonly SeedGroup[],
  baseline: string,
): ReadonlyMap<string, GroupComparison> {
  const theirs = groups.find(({ key }) => key === baseline);
  if (!theirs) return new Map();
  const others = groups.filter((group) => group !== theirs);
  const values = groups.map(({ key, bySeed }) => ({
    method: key,
    bySeed: new Map([...bySeed].map(([seed, { accuracy }]) => [seed, accuracy])),
  }));
  const nets = byNets(others, theirs);
  return new Map(
    compareSeeds({ values, baseline, measure: 'fusion' }).map((one): [string, GroupComparison] => {
      const { method: key, seeds, mean, verdict, least } = one;
      if (seeds.length === 0 || mean === null) return [key, { of: 'nothing' }];
      const net = nets.get(key);
      return [key, net ?? { of: 'methods', seeds: seeds.length, mean, verdict, least }];
    }),
  );
}
