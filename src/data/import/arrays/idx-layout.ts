/**
 * IDX files as arrays: pairs `train-images...` with `train-labels...`, joins the training and test files of
 * one set, and lets every further image file of the same length be a modality. Imports math and this room only.
 */
import { sizeOf } from '../../../math/shape';
import { ImportError, listNames } from '../import-error';
import { baseName } from '../source-file';
import type { AnyArray, NumberArray } from './number-array';

const SPLIT_WORD = /(^|[^a-z])(train|training|t10k|test|valid|validation|val)(?=[^a-z]|$)/i;

/**
 * @param read arrays of numbers, their names from the files.
 * @returns arrays for `arraysLayout`, `labels` and, where files say so, `split` among them.
 * @throws ImportError when there are no labels, or lengths disagree.
 */
export function idxArrays(read: readonly AnyArray[]): AnyArray[] {
  const files = read.filter((array): array is NumberArray => array.kind === 'numbers');
  const parts = new Map<string, NumberArray[]>();
  for (const array of files) {
    const split = splitWordOf(array.name);
    const list = parts.get(split);
    if (list) list.push(array);
    else parts.set(split, [array]);
  }
  const joined = new Map<string, NumberArray[]>();
  const splits: string[] = [];
  for (const [split, arrays] of parts) {
    const labels = arrays.filter(({ shape }) => shape.length === 1);
    const [only] = labels;
    if (labels.length !== 1 || !only) {
      throw new ImportError(
        'layout-unclear',
        `Among ${listNames(arrays.map(({ file }) => baseName(file)))} there ${labels.length === 0 ? 'is no file' : 'are several files'} of labels.`,
        'Open the pictures together with their one file of labels, such as t10k-labels-idx1-ubyte.',
      );
    }
    splits.push(...Array.from({ length: only.shape[0] ?? 0 }, () => split));
    for (const array of arrays) {
      const key = array === only ? 'labels' : modalityName(array.name);
      const list = joined.get(key);
      if (list) list.push(array);
      else joined.set(key, [array]);
    }
  }
  const out: AnyArray[] = [...joined].map(([name, list]) => join(name, list));
  if (parts.size > 1) {
    const [first] = files;
    out.push({
      kind: 'words',
      name: 'split',
      file: first?.file ?? '',
      shape: [splits.length],
      data: splits,
    });
  }
  return out;
}

function splitWordOf(name: string): string {
  const word = SPLIT_WORD.exec(name)?.[2]?.toLowerCase() ?? '';
  if (word === '') return 'train';
  return word === 't10k' ? 'test' : word;
}

/** `t10k-images-idx3-ubyte` gives `images`. */
function modalityName(name: string): string {
  const bare = name
    .replace(/[-_.]?idx\d[-_.]?(ubyte|byte|short|int|float|double)?/i, '')
    .replace(SPLIT_WORD, '$1')
    .replace(/^[-_. ]+|[-_. ]+$/g, '');
  return bare === '' ? 'images' : bare;
}

function join(name: string, list: readonly NumberArray[]): NumberArray {
  const [first, ...others] = list;
  if (!first) throw new RangeError('nothing to join');
  if (others.length === 0) return { ...first, name };
  const each = first.shape.slice(1);
  const odd = others.find(({ shape }) => shape.slice(1).join() !== each.join());
  if (odd) {
    throw new ImportError(
      'layout-unclear',
      `${baseName(first.file)} and ${baseName(odd.file)} have entries of different shapes: ${each.join(' x ')} and ${odd.shape.slice(1).join(' x ')}.`,
      'Open files that belong together.',
    );
  }
  const samples = list.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  const width = sizeOf(each);
  const data = new Float32Array(samples * width);
  let at = 0;
  for (const array of list) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return { ...first, name, shape: [samples, ...each], data };
}
