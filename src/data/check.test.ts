import { describe, expect, it } from 'vitest';
import type { DataSet, Modality } from '../protocol/data-set';
import { checkDataSet } from './check';
import { DataError } from './data-error';

const modality = (id: string, values: number[], shape = [2]): Modality => ({
  id,
  name: id.toUpperCase(),
  kind: 'vector',
  shape,
  data: Float32Array.from(values),
  normalisation: { shift: [0], scale: [1] },
});
const good: DataSet = {
  id: 'tiny',
  name: 'Tiny',
  classNames: ['owl', 'crow'],
  provenance: { origin: 'a test', licence: 'none' },
  modalities: [modality('a', [1, 2, 3, 4, 5, 6, 7, 8]), modality('b', [8, 7, 6, 5, 4, 3, 2, 1])],
  labels: Int32Array.from([0, 1, 0, 1]),
  split: {
    train: Int32Array.from([0, 1]),
    validation: Int32Array.from([]),
    test: Int32Array.from([2, 3]),
  },
  notes: [],
};
const [a, b] = good.modalities as [Modality, Modality];

function failure(change: Partial<DataSet>): { code: string; message: string; hint: string } {
  try {
    checkDataSet({ ...good, ...change });
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    const { code, message, hint } = error as DataError;
    return { code, message, hint };
  }
  throw new Error('the data set passed');
}

describe('checking a data set', () => {
  it('lets a good one pass', () => {
    expect(() => checkDataSet(good)).not.toThrow();
  });

  it('needs something of every sample, and of every modality something to learn and to test', () => {
    const lacking = (...present: number[]) => ({ ...b, present: Uint8Array.from(present) });
    expect(() => checkDataSet({ ...good, modalities: [a, lacking(1, 1, 0, 1)] })).not.toThrow();
    const codeOf = (one: Modality, other: Modality) => failure({ modalities: [one, other] }).code;
    expect(codeOf(a, lacking(0, 0, 1, 1))).toBe('modality-absent');
    expect(codeOf(a, lacking(1, 1, 0, 0))).toBe('modality-absent');
    expect(codeOf({ ...a, present: Uint8Array.from([1, 1, 0, 1]) }, lacking(1, 1, 0, 1))).toBe(
      'modality-absent',
    );
    expect(codeOf(a, lacking(1, 1, 1))).toBe('length-mismatch');
  });

  it('names the modality, row and value of a number that is none', () => {
    const withBad = (bad: number) =>
      failure({ modalities: [a, modality('b', [8, 7, 6, bad, 4, 3, 2, 1])] });
    expect(withBad(Number.NaN)).toEqual({
      code: 'not-a-number',
      message: 'In the modality "B", value 2 of row 2 is not a number (NaN).',
      hint: 'Correct that value or leave that row out, then open the data again.',
    });
    expect(withBad(-Infinity).message).toBe('In the modality "B", value 2 of row 2 is infinite.');
  });

  it('refuses training samples of one class only', () => {
    expect(failure({ labels: Int32Array.from([1, 1, 0, 1]) })).toEqual({
      code: 'too-few-classes',
      message: 'All training samples are of one class; there is nothing to tell apart.',
      hint: 'Add samples of at least one other class, then open the data again.',
    });
  });

  it('names a class that has no training sample', () => {
    expect(failure({ classNames: ['owl', 'crow', 'wren'] })).toEqual({
      code: 'class-without-training',
      message: 'The class "wren" has no training sample, so it cannot be learned.',
      hint: 'Use more training samples, or leave this class out.',
    });
  });

  it('names a modality whose training values are all the same, even if its test values are not', () => {
    expect(failure({ modalities: [modality('a', [3, 3, 3, 3, 5, 6, 7, 8]), b] })).toEqual({
      code: 'constant-modality',
      message:
        'In the modality "A" all training values are the same, so there is nothing to learn from it.',
      hint: 'Give it data that differ from sample to sample, or leave this modality out.',
    });
  });

  it('names the row of a label that is no class', () => {
    const message = 'The label in row 3 is 2, but there are 2 classes, numbered from 0 to 1.';
    expect(failure({ labels: Int32Array.from([0, 1, 2, 1]) })).toMatchObject({
      code: 'label-out-of-range',
      message,
    });
    expect(failure({ labels: Int32Array.from([0, -1, 0, 1]) }).message).toContain('row 2 is -1');
  });

  it('refuses modalities and labels of different lengths', () => {
    expect(failure({ modalities: [a, modality('b', [1, 2, 3, 4, 5, 6])] })).toEqual({
      code: 'length-mismatch',
      message: 'The modality "B" has 6 numbers, but 4 labelled samples of 2 numbers each make 8.',
      hint: 'Make sure that every sample has one label and one complete entry in every modality.',
    });
  });

  it('wants two to six modalities, each with a name of its own', () => {
    expect(failure({ modalities: [a] }).message).toBe(
      'These data have only 1 modality; the lab compares at least 2.',
    );
    expect(failure({ modalities: [] }).message).toBe(
      'These data have no modality; the lab compares at least 2.',
    );
    const seven = Array.from({ length: 7 }, (_, i) => ({ ...a, id: `m${i}` }));
    expect(failure({ modalities: seven }).message).toBe(
      'These data have 7 modalities; the lab can show at most 6.',
    );
    expect(failure({ modalities: [a, a] }).message).toBe('Two modalities are both called "a".');
  });

  it('refuses a split that is empty, points nowhere, or uses a sample twice', () => {
    const split = (train: number[], test: number[]) =>
      failure({
        split: {
          train: Int32Array.from(train),
          validation: Int32Array.from([]),
          test: Int32Array.from(test),
        },
      });
    expect(split([0, 1], [])).toEqual({
      code: 'split-invalid',
      message: 'There is no test sample.',
      hint: 'Give the test split a larger share, or add samples.',
    });
    expect(split([], [2]).message).toBe('There is no training sample.');
    expect(split([0, 1], [4]).message).toBe(
      'The test split names row 5, but there are only 4 rows.',
    );
    expect(split([0, 1], [1, 2]).message).toBe(
      'Row 2 is in the test split and once more elsewhere; a sample may be used only once.',
    );
  });
});
