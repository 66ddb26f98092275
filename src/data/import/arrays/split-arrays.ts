/**
 * Arrays that come cut into splits, as Keras' examples name them (`x_train`, `y_train`, `x_test`, `y_test`; also
 * `train_x`, `sound_val` ...): the parts are laid end to end, and which part a sample came from is its split.
 * Imports math, the protocol's types and this folder only.
 */
import { sizeOf } from '../../../math/shape';
import type { SplitName } from '../../../protocol/data-set';
import { splitNamed } from '../raw-samples';
import { type AnyArray, type WordArray, wordsOf } from './number-array';

/** Name of the array of splits that joining makes. */
const SPLIT = 'split';

/** One part of an array, by its name. */
interface Part {
  readonly base: string;
  readonly split: SplitName;
  readonly array: AnyArray;
}

/**
 * Joins the parts of every array that has all of them. Arrays without a split in their names are kept as
 * they are; where no array has one for training and one for the test, nothing changes.
 */
export function joinSplits(arrays: readonly AnyArray[]): readonly AnyArray[] {
  const parts = arrays.flatMap((array) => partOf(array) ?? []);
  const splits = (['train', 'validation', 'test'] as const).filter((split) =>
    parts.some((part) => part.split === split),
  );
  if (!splits.includes('train') || !splits.includes('test')) return arrays;
  const bases = [...new Set(parts.map(({ base }) => base))];
  const joined: AnyArray[] = [];
  const used = new Set<AnyArray>();
  for (const base of bases) {
    const pieces = splits.flatMap((split) => {
      const found = parts.find((part) => part.base === base && part.split === split);
      return found ? [found.array] : [];
    });
    const whole = pieces.length === splits.length ? endToEnd(base, pieces) : null;
    if (!whole) continue;
    joined.push(whole);
    for (const piece of pieces) used.add(piece);
  }
  const [first] = joined;
  if (!first) return arrays;
  const lengths = splits.map((split) => {
    const found = parts.find((part) => part.split === split && used.has(part.array));
    return found?.array.shape[0] ?? 0;
  });
  const words = splits.flatMap((split, s) => Array<string>(lengths[s] as number).fill(split));
  const split: WordArray = {
    kind: 'words',
    name: SPLIT,
    file: first.file,
    shape: [words.length],
    data: words,
  };
  return [...joined, split, ...arrays.filter((array) => !used.has(array))];
}

/** `x_train` and `train_x` are parts of `x`; a bare `train` is part of nothing. */
function partOf(array: AnyArray): Part | null {
  const words = array.name.split(/[_\-. ]+/).filter((word) => word !== '');
  for (const at of [words.length - 1, 0]) {
    const word = words[at] ?? '';
    const split = /^[a-z]+$/i.test(word) ? splitNamed(word) : null;
    const base = words.filter((_, i) => i !== at).join('_');
    if (split && base) return { base, split, array };
  }
  return null;
}

/** Parts of one kind and one shape per sample, one after the other; null where they do not fit. */
function endToEnd(name: string, pieces: readonly AnyArray[]): AnyArray | null {
  const [first] = pieces;
  if (!first || first.shape.length === 0) return null;
  const each = first.shape.slice(1);
  if (pieces.some(({ shape }) => shape.length === 0 || shape.slice(1).join() !== each.join())) {
    return null;
  }
  const samples = pieces.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  const common = { name, file: first.file, shape: [samples, ...each] };
  if (pieces.some(({ kind }) => kind === 'words')) {
    return { ...common, kind: 'words', data: pieces.flatMap(wordsOf) };
  }
  const isDouble = pieces.some(({ data }) => data instanceof Float64Array);
  const numbers = isDouble
    ? new Float64Array(sizeOf(common.shape))
    : new Float32Array(sizeOf(common.shape));
  let at = 0;
  for (const { data } of pieces) {
    numbers.set(data as Float32Array | Float64Array, at);
    at += data.length;
  }
  return { ...common, kind: 'numbers', data: numbers };
}
