/**
 * Arrays that come cut into splits, by their names (`x_train`, `train_set_y`, `test/X`): the parts are laid end to end,
 * and which part a sample came from is its split. Or one array says it of the samples of another: their numbers
 * (`train_idx`), or a 1 for each of them (`test_mask`). Imports the vocabulary and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { labelStrength, splitInName } from '../meaning/words';
import { samplesFirst, withAxes } from './axes';
import {
  type AnyArray,
  entriesOf,
  isListOf,
  lastPart,
  type NumberArray,
  stacked,
  type WordArray,
  wordsOf,
} from './number-array';

/** Name of the array of splits that is made here. */
const SPLIT = 'split';
const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** Arrays with one of splits among them, and what it was made of. */
export interface SplitArrays {
  readonly arrays: readonly AnyArray[];
  /** Null where nothing was made. */
  readonly made: 'parts' | 'places' | null;
  /** Names of the arrays that said it. */
  readonly from: readonly string[];
}

/** One part of an array, by its name. */
interface Part {
  readonly base: string;
  readonly split: SplitName;
  readonly array: AnyArray;
}

/** @returns the arrays as they are where no name says both of training and of a test. */
export const joinSplits = (arrays: readonly AnyArray[]): SplitArrays =>
  byPlaces(arrays) ?? byParts(arrays) ?? { arrays, made: null, from: [] };

const PLACES = /^(idx|index|indices|indexes|ind|inds|id|ids|i|rows|mask|is|_)*$/;

/** The split as the numbers of its samples, or as a mask. */
function byPlaces(arrays: readonly AnyArray[]): SplitArrays | null {
  const said = arrays.flatMap((array) => {
    const { split, base } = splitInName(lastPart(array.name)) ?? {};
    const isList = array.kind === 'numbers' && isListOf(array, entriesOf(array));
    return split &&
      isList &&
      Math.max(0, ...array.shape) === entriesOf(array) &&
      PLACES.test(base ?? '')
      ? [{ split, array }]
      : [];
  });
  const others = arrays.filter((each) => !said.some(({ array }) => array === each));
  const labels = others.filter(({ name }) => labelStrength(lastPart(name)) > 0);
  const samples = Math.max(0, ...(labels.length > 0 ? labels : others).map(samplesOf));
  const masks = said.filter(({ array }) => entriesOf(array) === samples && isMask(array));
  const places = said.filter(({ array }) => isPlaces(array, samples));
  const used = masks.length > 0 ? masks : places;
  if (samples === 0 || !used.some(({ split }) => split !== 'train')) return null;
  const words: (SplitName | '')[] = Array.from({ length: samples }, () => '');
  const starts = Math.min(...used.flatMap(({ array }) => Array.from(array.data)));
  const ends = Math.max(...used.flatMap(({ array }) => Array.from(array.data)));
  // numbers from 1 up to how many there are, as MATLAB counts
  const first = masks.length === 0 && starts >= 1 && ends === samples ? 1 : 0;
  for (const { split, array } of used) {
    array.data.forEach((value, at) => {
      if (masks.length === 0) words[value - first] = split;
      else if (value === 1) words[at] = split;
    });
  }
  const rest = used.some(({ split }) => split === 'train') ? '' : 'train';
  const [any] = used;
  const split = splitArray(
    any?.array.file ?? '',
    words.map((word) => word || rest),
  );
  const from = used.map(({ array }) => array.name);
  return { arrays: [...others, split], made: 'places', from };
}

/** How many samples an array of labels has, or the longer of first and last axis of another. */
function samplesOf(array: AnyArray): number {
  const { name, shape } = array;
  if (isListOf(array, entriesOf(array)) && entriesOf(array) === Math.max(0, ...shape)) {
    return entriesOf(array);
  }
  return labelStrength(lastPart(name)) > 0 ? Math.max(0, ...shape) : (shape[0] ?? 0);
}

const isMask = ({ data }: NumberArray): boolean =>
  data.every((value) => value === 0 || value === 1) && data.includes(1) && data.includes(0);

const isPlaces = ({ data }: NumberArray, samples: number): boolean =>
  data.length > 0 &&
  data.length < samples &&
  data.every((value) => Number.isInteger(value) && value >= 0 && value <= samples) &&
  new Set(data).size === data.length;

const splitArray = (file: string, words: readonly string[]): WordArray => ({
  kind: 'words',
  name: SPLIT,
  file,
  shape: [words.length],
  data: words,
});

/** Arrays in parts: those without a split in their names are kept as they are. */
function byParts(arrays: readonly AnyArray[]): SplitArrays | null {
  const parts = arrays.flatMap((array) => partOf(array) ?? []);
  const splits = SPLITS.filter((split) => parts.some((part) => part.split === split));
  if (!splits.includes('train') || !splits.includes('test')) return null;
  const bases = [...new Set(parts.map(({ base }) => base))].flatMap((base) => {
    const pieces = splits.flatMap((split) => {
      const found = parts.find((part) => part.base === base && part.split === split);
      return found ? [found.array] : [];
    });
    return pieces.length === splits.length ? [{ base, pieces }] : [];
  });
  const labels = bases.find(({ base }) => labelStrength(lastPart(base)) > 0);
  const lengths = labels?.pieces.map(samplesOf) ?? null;
  const joined: AnyArray[] = [];
  const used: AnyArray[] = [];
  let counts: readonly number[] | null = null;
  for (const { base, pieces } of bases) {
    const whole = endToEnd(base, pieces, lengths);
    if (!whole) continue;
    joined.push(whole.array);
    used.push(...pieces);
    counts ??= whole.lengths;
  }
  const [first] = joined;
  if (!first || !counts) return null;
  const words = splits.flatMap((split, s) => Array<string>(counts[s] ?? 0).fill(split));
  return {
    arrays: [
      ...joined,
      splitArray(first.file, words),
      ...arrays.filter((array) => !used.includes(array)),
    ],
    made: 'parts',
    from: [],
  };
}

/** `x_train`, `train_x` and `train/x` are parts of `x`; a bare `train` is part of nothing. */
function partOf(array: AnyArray): Part | null {
  const components = array.name.split('/');
  const said = components.map((component) => splitInName(component));
  const at = said.findLastIndex((each) => each !== null);
  const found = said[at];
  if (!found) return null;
  const base = components
    .flatMap((component, i) => (i === at ? (found.base === '' ? [] : [found.base]) : [component]))
    .join('/');
  return base === '' ? null : { base, split: found.split, array };
}

/**
 * Parts of one kind and one shape per sample, one after the other, and how many samples each has; null where they do not
 * fit.
 * @param lengths of the parts of the labels; null where no name says which they are.
 */
function endToEnd(
  name: string,
  pieces: readonly AnyArray[],
  lengths: readonly number[] | null,
): { readonly array: AnyArray; readonly lengths: readonly number[] } | null {
  const [any] = pieces;
  if (!any) return null;
  const counts = pieces.map((piece) => piece.shape[0] ?? 0);
  const { file } = any;
  if (pieces.every((piece) => piece.kind === 'list')) {
    const data = pieces.flatMap((piece) => piece.data);
    return { array: { kind: 'list', name, file, shape: [data.length], data }, lengths: counts };
  }
  if (pieces.some(({ kind }) => kind === 'words')) {
    if (pieces.some(({ kind }) => kind === 'list')) return null;
    const parts = pieces.map(wordsOf);
    const data = parts.flat();
    return {
      array: { kind: 'words', name, file, shape: [data.length], data },
      lengths: parts.map(({ length }) => length),
    };
  }
  const numbers = pieces.filter((piece) => piece.kind === 'numbers');
  if (numbers.length < pieces.length) return null;
  const turned = lengths
    ? numbers.map((part, at) => samplesFirst(part, lengths[at] ?? 0))
    : numbers;
  for (const parts of [turned, numbers, numbers.map(lastFirst)]) {
    const [first] = parts;
    const each = first?.shape.slice(1) ?? [];
    const fits = parts.every(
      ({ shape }, at) =>
        shape.length > 0 &&
        shape.slice(1).join() === each.join() &&
        (lengths === null || shape[0] === lengths[at]),
    );
    if (fits) {
      return {
        array: stacked(name, parts, each),
        lengths: parts.map(({ shape }) => shape[0] ?? 0),
      };
    }
  }
  return null;
}

function lastFirst(array: NumberArray): NumberArray {
  const axes = [...array.shape.keys()];
  return withAxes(array, [axes.length - 1, ...axes.slice(0, -1)]);
}
