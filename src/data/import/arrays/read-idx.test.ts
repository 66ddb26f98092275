import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import { arraysLayout } from './arrays-layout';
import { idxArrays } from './idx-layout';
import { readIdx } from './read-idx';

/** An IDX file of bytes. */
function idxFile(shape: readonly number[], data: readonly number[]): Uint8Array {
  const out = new Uint8Array(4 + shape.length * 4 + data.length);
  out.set([0, 0, 8, shape.length]);
  const view = new DataView(out.buffer);
  shape.forEach((side, k) => {
    view.setUint32(4 + k * 4, side);
  });
  out.set(data, 4 + shape.length * 4);
  return out;
}

const file = (name: string, shape: readonly number[], data: readonly number[]) =>
  readIdx(idxFile(shape, data), name, name);
const images = (count: number) => Array.from({ length: count * 6 }, (_, i) => i % 256);
const labels = (count: number) => Array.from({ length: count }, (_, i) => i % 2);

describe('reading IDX', () => {
  it('gives back any array of bytes', () => {
    const cases = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
      .chain((shape) => {
        const count = shape.reduce((product, side) => product * side, 1);
        return fc.tuple(
          fc.constant(shape),
          fc.array(fc.nat(255), { minLength: count, maxLength: count }),
        );
      });
    fc.assert(
      fc.property(cases, ([shape, values]) => {
        const array = file('x', shape, values);
        expect(array.shape).toEqual(shape);
        expect(Array.from(array.data)).toEqual(values);
      }),
    );
  });

  it('refuses a file that is cut off, with both numbers', () => {
    const whole = idxFile([2, 3], [1, 2, 3, 4, 5, 6]);
    expect(() => readIdx(whole.slice(0, -2), 'x', 'x-idx2-ubyte')).toThrow(
      'x-idx2-ubyte is cut off: its header promises 6 numbers, and there are 4.',
    );
  });

  it('joins the training and test files of one set and keeps their split', () => {
    const raw = arraysLayout(
      idxArrays([
        file('t10k-images-idx3-ubyte', [2, 2, 3], images(2)),
        file('t10k-labels-idx1-ubyte', [2], labels(2)),
        file('train-images-idx3-ubyte', [4, 2, 3], images(4)),
        file('train-labels-idx1-ubyte', [4], labels(4)),
      ]),
      'mnist',
      'IDX files',
      importOptionsFor(),
    );
    expect(raw.modalities.map(({ id, shape }) => [id, shape])).toEqual([['images', [2, 3, 1]]]);
    expect(raw.splits).toEqual(['test', 'test', 'train', 'train', 'train', 'train']);
  });

  it('makes every image file with the same labels a modality', () => {
    const arrays = idxArrays([
      file('left-images-idx3-ubyte', [4, 2, 3], images(4)),
      file('right-images-idx3-ubyte', [4, 2, 3], images(4)),
      file('labels-idx1-ubyte', [4], labels(4)),
    ]);
    expect(arrays.map(({ name }) => name)).toEqual(['left-images', 'right-images', 'labels']);
  });

  it('asks for the labels where they are missing', () => {
    expect(() => idxArrays([file('t10k-images-idx3-ubyte', [1, 2, 3], images(1))])).toThrow(
      'there is no file of labels',
    );
  });
});
