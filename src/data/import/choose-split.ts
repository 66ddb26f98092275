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
import {
  improve,
  inOrder,
  type Part,
  rowsOf,
  type Shareable,
  shareOut,
  unitsOf,
} from '../whole-groups';
import { listNames } from './import-error';
import type { ImportOptions } from './options';

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** Samples as the split sees them. */
export interface Splittable extends Shareable {
  readonly splits: readonly SplitName[] | null;
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
    const split = groupSplit(samples, allRows(groups.length), options.shares, options.seed);
    const how = [
      'The split keeps groups apart: no group is in two splits.',
      ...ofOneGroup(samples, groups),
    ].join(' ');
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
  samples: Splittable,
  held: readonly string[],
  { shares, seed }: ImportOptions,
): ChosenSplit {
  const { groups } = samples;
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
  const { train, validation } = groupSplit(samples, rest, { ...shares, test: 0 }, seed);
  const test = Int32Array.from(allRows(groups.length).filter(isHeld));
  return {
    split: { train, validation, test },
    how: `The test split is ${listNames(held)}; no group is in two splits.`,
    isOwn: false,
  };
}

/** Which classes only one group has, so that nothing can both train and test them. */
function ofOneGroup(
  { labels, classNames }: Shareable,
  groups: readonly string[],
): readonly string[] {
  const byClass = classNames.map(() => new Set<string>());
  for (const [row, group] of groups.entries()) byClass[labels[row] as number]?.add(group);
  const lone = classNames.filter((_, label) => byClass[label]?.size === 1);
  if (lone.length === 0) return [];
  const are = lone.length === 1 ? 'The class' : 'The classes';
  const have = lone.length === 1 ? 'is of one group only' : 'are of one group each';
  return [
    `${are} ${listNames(lone.map((name) => `"${name}"`))} ${have}, so ${lone.length === 1 ? 'it trains and is' : 'they train and are'} not tested.`,
  ];
}

/** What it costs that a split has none of a class: nothing trains on it, which loses the class; nothing tests it. */
const UNTRAINED = 10_000;
const UNTESTED = 10;

/**
 * Whole groups, so that every class trains and tests where it is of several groups, and every split has its share of
 * each class as nearly as whole groups allow; the seed decides between equals.
 */
function groupSplit(
  samples: Shareable,
  rows: readonly number[],
  shares: ImportOptions['shares'],
  seed: number,
): SplitIndices {
  const wanted = SPLITS.filter((split) => shares[split] > 0);
  // a test split comes before a validation split when there are few groups
  const isNeeded = (split: SplitName) => split !== 'validation';
  const units = unitsOf(samples, rows);
  if (units.length < wanted.filter(isNeeded).length) {
    throw new SettingsError(
      'data.group',
      `The group column has only ${units.length === 1 ? '1 group' : `${units.length} groups`}; training and test need one each.`,
      'Name another column, or set data.group=none.',
    );
  }
  const parts = wanted.map(
    (split): Part => ({ weight: shares[split], isNeeded: isNeeded(split), units: [] }),
  );
  shareOut(inOrder(units, randomStream(seed, 'group-split')), parts);
  const classes = samples.classNames.length;
  const groupsOf = samples.classNames.map(
    (_, label) => units.filter(({ counts }) => (counts[label] ?? 0) > 0).length,
  );
  improve(parts, (part, label) => {
    const split = wanted[part];
    if (label >= classes || groupsOf[label] === 0) return 0;
    if (split === 'train') return UNTRAINED;
    return split === 'test' && (groupsOf[label] ?? 0) > 1 ? UNTESTED : 0;
  });
  const sorted = (split: SplitName) => {
    const part = parts[wanted.indexOf(split)];
    return Int32Array.from(part ? rowsOf(part) : []).sort();
  };
  return { train: sorted('train'), validation: sorted('validation'), test: sorted('test') };
}

const allRows = (count: number): number[] => Array.from({ length: count }, (_, row) => row);
