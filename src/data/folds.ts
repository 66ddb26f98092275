/**
 * k-fold cross-validation: which samples test in which fold. Every sample tests in exactly one fold; classes are spread
 * evenly over the folds, and groups stay whole. All folds of a seed are parts of one partition, so that their numbers
 * belong together. Depends on the seed, the labels, the groups and the shares alone. Imports math and the protocol.
 */
import { randomStream } from '../math/rng';
import type { SplitIndices } from '../protocol/data-set';
import { type Settings, SettingsError } from '../protocol/settings';
import { type SplitShares, stratifiedSplit } from './split';

/** One fold of several. */
export interface Fold {
  readonly of: number;
  /** From 1. */
  readonly at: number;
}

/** The fold that settings ask for; undefined where they ask for one split. */
export const foldIn = ({ folds, fold = 1 }: Settings): Fold | undefined =>
  folds === undefined ? undefined : { of: folds, at: fold };

/** What is split. */
export interface Foldable {
  /** Class of each sample, `[samples]`. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  /** Group of each sample; null where there are none. */
  readonly groups: readonly string[] | null;
}

export interface FoldSplit {
  readonly split: SplitIndices;
  /** How it came about, and what is worth knowing of it. */
  readonly how: string;
}

/** Samples that stay together, and how many of each class they are. */
interface Unit {
  readonly rows: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The split of one fold: it tests, the others train and, for their part of the shares, validate.
 * @throws SettingsError `folds` where there are fewer groups, or fewer samples of every class, than folds.
 */
export function foldSplit(
  data: Foldable,
  { of, at }: Fold,
  shares: SplitShares,
  seed: number,
): FoldSplit {
  const { labels, classNames, groups } = data;
  const sizes = classNames.map((_, label) => labels.filter((each) => each === label).length);
  const largest = Math.max(0, ...sizes);
  if (largest < of) {
    throw new SettingsError(
      'folds',
      `folds is ${of}, and the largest class has ${largest} samples; every fold needs one of its own.`,
      `Ask for at most ${Math.max(2, largest)} folds.`,
    );
  }
  const folds = partition(unitsOf(data), of, classNames.length, seed);
  const test = folds[at - 1] as readonly number[];
  const rest = folds.filter((_, i) => i !== at - 1).flat();
  const validated = shares.validation / (shares.train + shares.validation);
  const parts = Math.round(1 / validated);
  // as many whole parts of the rest as the share asks for, the first of them validates
  const isWanted = validated > 0 && rest.length >= parts;
  const validation = isWanted ? part(data, rest, parts, seed) : [];
  const held = new Set(validation);
  const sorted = (rows: readonly number[]) => Int32Array.from(rows).sort();
  return {
    split: {
      train: sorted(rest.filter((row) => !held.has(row))),
      validation: sorted(validation),
      test: sorted(test),
    },
    how: [
      `This is fold ${at} of ${of}: every sample tests in exactly one of them${groups ? ', and no group is in two splits' : ''}.`,
      ...smallClasses(classNames, sizes, of),
    ].join(' '),
  };
}

/** The split that settings ask for of samples without groups: one fold, or a part of every class by the shares. */
export function settingsSplit(
  labels: Int32Array,
  classNames: readonly string[],
  settings: Settings,
): SplitIndices {
  const { split, seed } = settings;
  const fold = foldIn(settings);
  if (!fold) return stratifiedSplit(labels, classNames, split, seed);
  return foldSplit({ labels, classNames, groups: null }, fold, split, seed).split;
}

/** Classes that some fold cannot test. */
function smallClasses(
  classNames: readonly string[],
  sizes: readonly number[],
  folds: number,
): readonly string[] {
  return classNames.flatMap((name, label) => {
    const size = sizes[label] as number;
    return size < folds
      ? [
          `The class "${name}" has ${size} samples, fewer than the ${folds} folds, so some of them do not test it.`,
        ]
      : [];
  });
}

/** A part of these samples, spread like the folds; whole groups, and never the only one of a class. */
function part(data: Foldable, rows: readonly number[], parts: number, seed: number): number[] {
  const units = unitsOf(data, rows);
  if (units.length < parts) return [];
  const [first = []] = partition(units, parts, data.classNames.length, seed);
  const held = new Set(first);
  const trained = new Set(rows.filter((row) => !held.has(row)).map((row) => data.labels[row]));
  return data.groups
    ? first.some((row) => !trained.has(data.labels[row]))
      ? []
      : [...first]
    : first.filter((row) => trained.has(data.labels[row]));
}

/** Groups, or single samples where there are none, in the order of their names or numbers. */
function unitsOf({ labels, classNames, groups }: Foldable, among?: readonly number[]): Unit[] {
  const rows = among ?? Array.from(labels, (_, row) => row);
  const members = new Map<string | number, number[]>();
  for (const row of rows) {
    const key = groups?.[row] ?? row;
    const list = members.get(key);
    if (list) list.push(row);
    else members.set(key, [row]);
  }
  const keys = [...members.keys()].sort((a, b) => (a < b ? -1 : 1));
  return keys.map((key) => {
    const own = members.get(key) as number[];
    return {
      rows: own,
      counts: classNames.map((_, label) => own.filter((row) => labels[row] === label).length),
    };
  });
}

/**
 * Largest units first, the seed deciding between equals, each to the fold whose classes it leaves most even; of folds
 * as good the one with fewer samples, then the first.
 * @returns the samples of every fold; none is empty.
 * @throws SettingsError where there are fewer units than folds.
 */
function partition(
  units: readonly Unit[],
  folds: number,
  classes: number,
  seed: number,
): readonly (readonly number[])[] {
  if (units.length < folds) {
    const has = units.length === 1 ? '1 group' : `${units.length} groups`;
    throw new SettingsError(
      'folds',
      `folds is ${folds}, and the group column has only ${has}; groups stay whole, so every fold needs one of its own.`,
      units.length < 2
        ? 'Name another column, or set data.group=none.'
        : `Ask for at most ${units.length} folds, name another column, or set data.group=none.`,
    );
  }
  const order = Array.from(
    randomStream(seed, 'folds', folds).permutation(units.length),
    (i) => units[i] as Unit,
  ).sort((a, b) => b.rows.length - a.rows.length);
  const totals = Array.from({ length: classes }, (_, label) =>
    Math.max(
      1,
      units.reduce((sum, { counts }) => sum + (counts[label] as number), 0),
    ),
  );
  const chosen = Array.from({ length: folds }, () => ({
    rows: [] as number[],
    counts: new Array<number>(classes).fill(0),
  }));
  for (const [i, unit] of order.entries()) {
    const empty = chosen.filter(({ rows }) => rows.length === 0);
    const open = order.length - i <= empty.length ? empty : chosen;
    // how much the squares of the classes' shares grow: least where the fold has fewest of these classes
    const growth = ({ counts }: (typeof chosen)[number]) =>
      unit.counts.reduce((sum, count, label) => {
        const total = totals[label] as number;
        return sum + (count * (2 * (counts[label] as number) + count)) / total ** 2;
      }, 0);
    const into = open.reduce((best, fold) => {
      const more = growth(fold) - growth(best);
      if (Math.abs(more) > 1e-12) return more < 0 ? fold : best;
      return fold.rows.length < best.rows.length ? fold : best;
    });
    into.rows.push(...unit.rows);
    for (const [label, count] of unit.counts.entries()) {
      into.counts[label] = (into.counts[label] as number) + count;
    }
  }
  return chosen.map(({ rows }) => rows);
}
