/**
 * Splitting a real data set into training, validation and test samples, class by class.
 * Depends on the seed, the labels and the shares alone. Imports math and the protocol only.
 */
import { randomStream } from '../math/rng';
import type { SplitIndices, SplitName } from '../protocol/data-set';
import { DataError } from './data-error';

/** Share of the samples for each split; they add up to 1. */
export type SplitShares = Readonly<Record<SplitName, number>>;

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** A class must have one sample to learn from and one to be tested on. */
const SMALLEST_CLASS = 2;

/**
 * A random split in which every class has its share of every split, as nearly as whole samples allow.
 * Every class keeps at least one training and one test sample.
 * @param labels class of each sample, `[samples]`.
 * @param classNames names of the classes, for the error sentence.
 * @param kinds of each sample, where they should be spread evenly too, e.g. what it lacks.
 * @returns sample numbers of each split, ascending.
 * @throws DataError `class-too-small` naming the first class with fewer than two samples.
 */
export function stratifiedSplit(
  labels: Int32Array,
  classNames: readonly string[],
  shares: SplitShares,
  seed: number,
  kinds: readonly string[] | null = null,
): SplitIndices {
  const random = randomStream(seed, 'split');
  const chosen: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  // what rounding took from or gave to each split so far: many small classes still add up to the shares
  const owed: number[] = SPLITS.map(() => 0);

  classNames.forEach((className, label) => {
    const members = samplesOf(labels, label);
    if (members.length < SMALLEST_CLASS) throw tooSmall(className, members.length);
    const parts: number[][] = SPLITS.map(() => []);
    for (const alike of kinds ? byKind(members, kinds) : [members]) {
      const counts = shareOut(alike.length, shares, owed);
      if (!kinds) giveBoth(counts);
      const order = random.permutation(alike.length);
      let next = 0;
      counts.forEach((count, k) => {
        for (let i = 0; i < count; i++) parts[k]?.push(alike[order[next++] as number] as number);
      });
    }
    if (kinds) moveBoth(parts);
    for (const [k, split] of SPLITS.entries()) chosen[split].push(...(parts[k] ?? []));
  });

  const sorted = (split: SplitName) => Int32Array.from(chosen[split]).sort();
  return { train: sorted('train'), validation: sorted('validation'), test: sorted('test') };
}

/** Samples of one kind together, in the order of the kinds' names. */
function byKind(members: readonly number[], kinds: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const row of members) {
    const kind = kinds[row] as string;
    const group = groups.get(kind);
    if (group) group.push(row);
    else groups.set(kind, [row]);
  }
  return [...groups.keys()].sort().map((kind) => groups.get(kind) as number[]);
}

/** How many samples go to each split; updates `owed`. */
function shareOut(count: number, shares: SplitShares, owed: number[]): number[] {
  const wanted = SPLITS.map((split, k) => shares[split] * count + (owed[k] as number));
  const counts = SPLITS.map(() => 0);
  for (let i = 0; i < count; i++) {
    let neediest = 0;
    SPLITS.forEach((_, k) => {
      const missing = (at: number) => (wanted[at] as number) - (counts[at] as number);
      // a hair's breadth decides nothing: ties go to the earlier split, whatever floating point makes of them
      if (missing(k) > missing(neediest) + 1e-9) neediest = k;
    });
    counts[neediest] = (counts[neediest] as number) + 1;
  }
  SPLITS.forEach((_, k) => {
    owed[k] = (wanted[k] as number) - (counts[k] as number);
  });
  return counts;
}

/** Training and test get one of a class at least, from the split that has most. */
function giveBoth(counts: number[]): void {
  for (const split of ['train', 'test'] as const) {
    const k = SPLITS.indexOf(split);
    if (counts[k] === 0) {
      const richest = counts.indexOf(Math.max(...counts));
      counts[richest] = (counts[richest] as number) - 1;
      counts[k] = 1;
    }
  }
}

/** The same for samples that are shared out already. */
function moveBoth(parts: readonly number[][]): void {
  const counts = parts.map(({ length }) => length);
  giveBoth(counts);
  const spare = parts.flatMap((part, k) => part.splice(counts[k] as number));
  for (const [k, part] of parts.entries()) {
    part.push(...spare.splice(0, (counts[k] as number) - part.length));
  }
}

function samplesOf(labels: Int32Array, label: number): number[] {
  const members: number[] = [];
  labels.forEach((each, i) => {
    if (each === label) members.push(i);
  });
  return members;
}

function tooSmall(className: string, count: number): DataError {
  const has = count === 0 ? 'no samples' : 'only 1 sample';
  return new DataError(
    'class-too-small',
    `The class "${className}" has ${has}; it needs at least ${SMALLEST_CLASS}, one to learn from and one for the test.`,
    `Add samples of "${className}", or leave this class out, then open the data again.`,
  );
}
