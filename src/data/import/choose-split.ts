/**
 * Which sample trains and which tests: the files' own split where they have one, else groups kept apart,
 * else class by class. Then at most so many of each. Depends on the seed, the samples and the options alone.
 * Imports math, the protocol and this room only.
 */
import { randomStream } from '../../math/rng';
import type { SplitIndices, SplitName } from '../../protocol/data-set';
import { show } from '../../protocol/failure';
import { SettingsError } from '../../protocol/settings';
import { type Fold, foldSplit } from '../folds';
import { stratifiedSplit } from '../split';
import { listNames } from './import-error';
import type { ImportOptions } from './options';

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];
const TRAIN: readonly SplitName[] = ['train'];

/** Samples as the split sees them. */
export interface Splittable {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  readonly splits: readonly SplitName[] | null;
  readonly groups: readonly string[] | null;
  /** Which modalities each has, as a word; null where all have all. */
  readonly kinds?: readonly string[] | null;
}

/** A split and how it came about, in one sentence. */
export interface ChosenSplit {
  readonly split: SplitIndices;
  readonly how: string;
  /** Whether it is the files' own. */
  readonly isOwn: boolean;
}

/**
 * @throws SettingsError when `data.holdOut` names no group; DataError when a class is too small to be split.
 */
export function chooseSplit(samples: Splittable, options: ImportOptions): ChosenSplit {
  const { groups, splits } = samples;
  if (options.fold) return fold(samples, options.fold, options);
  if (options.holdOut !== undefined) return holdOut(samples, options.holdOut, options);
  const official = splits ? byWord(splits) : null;
  if (official && official.train.length > 0 && official.test.length > 0) {
    return { split: official, how: "The split is the files' own.", isOwn: true };
  }
  if (official && official.train.length > 0 && official.validation.length > 0) {
    return {
      split: { ...official, validation: official.test, test: official.validation },
      how: "The split is the files' own; they have no test part, so the validation part is the test.",
      isOwn: true,
    };
  }
  if (groups) {
    const split = groupSplit(
      groups,
      samples.labels,
      allRows(groups.length),
      options.shares,
      options.seed,
    );
    const how = 'The split keeps groups apart: no group is in two splits.';
    return { split, how, isOwn: false };
  }
  const { labels, classNames, kinds } = samples;
  return {
    split: stratifiedSplit(labels, classNames, options.shares, options.seed, kinds),
    how: 'The split was drawn at random, class by class.',
    isOwn: false,
  };
}

/**
 * One fold of several, of samples without a split of their own.
 * @throws SettingsError `folds` where they have one, where groups are held out, and as `foldSplit` does.
 */
function fold(samples: Splittable, asked: Fold, options: ImportOptions): ChosenSplit {
  const { splits } = samples;
  if (options.holdOut !== undefined) {
    throw new SettingsError(
      'folds',
      `folds is ${asked.of}, and data.holdOut names what tests; only one of them can say it.`,
      'Leave out folds, or data.holdOut.',
    );
  }
  if (splits && ['test', 'validation'].some((word) => splits.includes(word as SplitName))) {
    throw new SettingsError(
      'folds',
      `folds is ${asked.of}, and the files say themselves what trains and what tests; folds would mix the two.`,
      'Leave out folds, or set data.split=none to make folds of all samples.',
    );
  }
  return { ...foldSplit(samples, asked, options.shares, options.seed), isOwn: false };
}

/** At most so many samples of each split, drawn class by class; the rest is not used. */
export function capSplit(
  split: SplitIndices,
  labels: Int32Array,
  { most, seed }: ImportOptions,
): SplitIndices {
  const cap = (which: SplitName) => {
    const rows = split[which];
    if (rows.length <= most[which]) return rows;
    const random = randomStream(seed, 'sample-cap', which);
    // the i-th of every class first, then the next: as even as the classes allow
    const seen = new Map<number, number>();
    const order = Array.from(random.permutation(rows.length), (at, rank) => {
      const row = rows[at] as number;
      const label = labels[row] as number;
      const turn = seen.get(label) ?? 0;
      seen.set(label, turn + 1);
      return { row, rank, turn, label };
    });
    // classes keep their proportions: position within the class relative to its size
    const place = ({ turn, label }: { turn: number; label: number }) =>
      (turn + 0.5) / (seen.get(label) as number);
    order.sort((a, b) => place(a) - place(b) || a.rank - b.rank);
    return Int32Array.from(order.slice(0, most[which]), ({ row }) => row).sort();
  };
  return { train: cap('train'), validation: cap('validation'), test: cap('test') };
}

function byWord(words: readonly SplitName[]): SplitIndices {
  const rows = (which: SplitName) =>
    Int32Array.from(allRows(words.length).filter((row) => words[row] === which));
  return { train: rows('train'), validation: rows('validation'), test: rows('test') };
}

/** The named groups are the test; the others are shared out, groups again kept apart. */
function holdOut(
  { groups, labels }: Splittable,
  held: readonly string[],
  { shares, seed }: ImportOptions,
): ChosenSplit {
  if (!groups) {
    throw new SettingsError(
      'data.holdOut',
      `data.holdOut is ${show(held)}, but no column says which group a sample belongs to.`,
      'Name the column too, such as data.group=speaker.',
    );
  }
  const known = [...new Set(groups)].sort();
  const missing = held.find((value) => !known.includes(value));
  if (missing !== undefined || held.length === 0 || held.length >= known.length) {
    throw new SettingsError(
      'data.holdOut',
      `data.holdOut is ${show(held)}; it must name some, not all, of the groups: ${listNames(known, 20)}.`,
    );
  }
  const isHeld = (row: number) => held.includes(groups[row] as string);
  const rest = allRows(groups.length).filter((row) => !isHeld(row));
  const { train, validation } = groupSplit(groups, labels, rest, { ...shares, test: 0 }, seed);
  const test = Int32Array.from(allRows(groups.length).filter(isHeld));
  return {
    split: { train, validation, test },
    how: `The test split is ${listNames(held)}; no group is in two splits.`,
    isOwn: false,
  };
}

/**
 * Whole groups go, largest first, to the split that still lacks most; the seed decides between equals. The last
 * group of a class that nothing trains on yet is for training.
 */
function groupSplit(
  groups: readonly string[],
  labels: Int32Array,
  rows: readonly number[],
  shares: ImportOptions['shares'],
  seed: number,
): SplitIndices {
  const members = new Map<string, number[]>();
  for (const row of rows) {
    const group = groups[row] as string;
    const list = members.get(group);
    if (list) list.push(row);
    else members.set(group, [row]);
  }
  const wanted = SPLITS.filter((split) => shares[split] > 0);
  if (members.size < wanted.filter((split) => split !== 'validation').length) {
    throw new SettingsError(
      'data.group',
      `The group column has only ${members.size === 1 ? '1 group' : `${members.size} groups`}; training and test need one each.`,
      'Name another column, or set data.group=none.',
    );
  }
  const names = [...members.keys()].sort();
  const order = Array.from(
    randomStream(seed, 'group-split').permutation(names.length),
    (at) => members.get(names[at] as string) as number[],
  ).sort((a, b) => b.length - a.length);

  const chosen: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  const total = wanted.reduce((sum, split) => sum + shares[split], 0);
  const lacks = (split: SplitName) => (shares[split] / total) * rows.length - chosen[split].length;
  // a test split comes before a validation split when there are few groups
  const needed = wanted.filter((split) => split !== 'validation');
  const classesOf = (group: readonly number[]) =>
    new Set(group.map((row) => labels[row] as number));
  const trained = new Set<number>();
  const groupsLeft = new Map<number, number>();
  for (const group of order) {
    for (const label of classesOf(group)) groupsLeft.set(label, (groupsLeft.get(label) ?? 0) + 1);
  }
  for (const [i, group] of order.entries()) {
    const classes = [...classesOf(group)];
    const isLast = classes.some((label) => groupsLeft.get(label) === 1 && !trained.has(label));
    for (const label of classes) groupsLeft.set(label, (groupsLeft.get(label) ?? 0) - 1);
    const empty = needed.filter((split) => chosen[split].length === 0);
    const open = order.length - i <= empty.length ? empty : isLast ? TRAIN : wanted;
    const into = open.reduce((best, split) => (lacks(split) > lacks(best) ? split : best));
    for (const row of group) chosen[into].push(row);
    if (into === 'train') for (const label of classes) trained.add(label);
  }
  const sorted = (split: SplitName) => Int32Array.from(chosen[split]).sort();
  return { train: sorted('train'), validation: sorted('validation'), test: sorted('test') };
}

const allRows = (count: number): number[] => Array.from({ length: count }, (_, row) => row);
