/** Arrays as people save them: which one is the class. */
import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import { checkRoom } from '../raw-samples';
import type { LeftOut } from '../source-file';
import { numbersOfSample } from './array-modalities';
import { arraysLayout } from './arrays-layout';
import type { AnyArray } from './number-array';

const numbers = (name: string, shape: readonly number[], of: (i: number) => number): AnyArray => ({
  kind: 'numbers',
  name,
  file: `mine.npz/${name}.npy`,
  shape,
  data: Float32Array.from({ length: shape.reduce((p, s) => p * s, 1) }, (_, i) => of(i)),
});
const read = (arrays: readonly AnyArray[], leftOut: readonly LeftOut[] = []) =>
  arraysLayout(arrays, 'mine.npz', 'NPZ arrays', importOptionsFor(), leftOut);
const wave = (i: number) => ((i * 37) % 11) / 3;
const one = numbers('one', [24, 3], wave);
const other = numbers('other', [24, 5], (i) => wave(i + 4));

describe('arrays that fit one by one and not together', () => {
  it('are counted together before any is taken over', () => {
    const looked = (array: AnyArray) =>
      array.kind === 'numbers' ? [{ kind: 'vector', array, isDoubt: false } as const] : [];
    const each = [one, other].map((array) => numbersOfSample(looked(array)));
    expect(each).toEqual([3, 5]);
    const rows = 2 ** 26;
    expect(() => checkRoom('Mine', rows, each[0] ?? 0)).not.toThrow();
    expect(() => checkRoom('What was opened', rows, 3 + 5)).toThrow(
      'What was opened would need 2.0 GB: 67108864 samples of 8 numbers each; the lab takes at most 1 GB.',
    );
  });
});

describe('the class among arrays', () => {
  it('is the one whose name says so, and ids and subjects are no modality', () => {
    const raw = read([
      one,
      other,
      numbers('ground_truth', [24], (i) => i % 3),
      numbers('subject', [24], (i) => i % 6),
      numbers('sample_id', [24], (i) => i),
    ]);
    expect(raw.meaning).toMatchObject({ classFrom: 'array ground_truth', group: 'subject' });
    expect(raw.modalities.map(({ id }) => id)).toEqual(['one', 'other']);
  });

  it('may have a column per class', () => {
    const raw = read([
      one,
      other,
      numbers('y', [24, 3], (i) => Number(i % 3 === Math.floor(i / 3) % 3)),
    ]);
    expect(raw.labels.slice(0, 4)).toEqual(['0', '1', '2', '0']);
    expect(raw.choices.join()).toContain('has a column per class');
  });

  it('is told by its form where no name tells, and asked where two could be it', () => {
    const alone = read([numbers('arr_0', [24, 3], wave), numbers('arr_1', [24], (i) => i % 2)]);
    expect(alone.meaning).toMatchObject({ classFrom: 'array arr_1', questions: [] });
    const two = read([
      numbers('arr_0', [24, 3], wave),
      numbers('arr_1', [24], (i) => i % 2),
      numbers('arr_2', [24], (i) => i % 4),
    ]);
    expect(two.meaning.questions[0]?.options.map(({ text }) => text)).toEqual([
      'Array "arr_1": 2 classes (0, 1)',
      'Array "arr_2": 4 classes (0, 1, 2, 3)',
    ]);
  });

  it('is named where it could not be read, rather than another one taken', () => {
    const pickled = {
      file: 'label.npy',
      reason: 'label.npy holds Python objects.',
      fix: 'Save it.',
    };
    expect(() => read([one, numbers('arr_1', [24], (i) => i % 2)], [pickled])).toThrow(
      'mine.npz has no array of labels; its arrays are one, arr_1. label.npy holds Python objects.',
    );
  });
});
