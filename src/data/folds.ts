/**
 * k-fold cross-validation: which samples test in which fold. Every sample tests in exactly one fold; classes, and what
 * samples lack, are spread evenly over the folds, and groups stay whole. All folds of a seed are parts of one partition, so that their numbers
 * belong together. Depends on the seed, the labels, the groups and the shares alone. Imports math and the protocol.
 */
import { randomStream } from '../math/rng';
import type { SplitIndices } from '../protocol/data-set';
import { type Settings, SettingsError } from '../protocol/settings';
import { type SplitShares, stratifiedSplit } from './split';
import {
  inOrder,
  type Part,
  rowsOf,
  type Shareable,
  shareOut,
  type Unit,
  unitsOf,
} from './whole-groups';

/** One fold of several. */
export interface Fold {
  readonly of: number;
  /** From 1. */
  readonly at: number;
}

/** The fold that settings ask for; undefined where they ask for one split. */
export const foldIn = ({ folds, fold = 1 }: Settings): Fold | undefined =>
  folds === undefined ? undefined : { of: folds, at: fold };

export interface FoldSplit {
  readonly split: SplitIndices;
  /** How it came about, and what is worth knowing of it. */
  readonly how: string;
}

/**
 * The split of one fold: it tests, the others train and, for their part of the shares, validate.
 * @throws SettingsError `folds` where there are fewer groups, or fewer samples of every class, than folds.
 */
export function foldSplit(
  data: Shareable,
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
  const folds = partition(unitsOf(data), of, seed);
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
function part(data: Shareable, rows: readonly number[], parts: number, seed: number): number[] {
  const units = unitsOf(data, rows);
  if (units.length < parts) return [];
  const [first = []] = partition(units, parts, seed);
  const held = new Set(first);
  const trained = new Set(rows.filter((row) => !held.has(row)).map((row) => data.labels[row]));
  return data.groups
    ? first.some((row) => !trained.has(data.labels[row]))
      ? []
      : [...first]
    : first.filter((row) => trained.has(data.labels[row]));
}

/**
 * @returns the samples of every fold; none is empty.
 * @throws SettingsError where there are fewer units than folds.
 */
function partition(
  units: readonly Unit[],
  folds: number,
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
  const parts = Array.from(
    { length: folds },
    (): Part => ({ weight: 1, isNeeded: true, units: [] }),
  );
  shareOut(inOrder(units, randomStream(seed, 'folds', folds)), parts);
  return parts.map(rowsOf);
}
