import { describe, expect, it } from 'vitest';
import { constantText, dataLimits } from './number-limits';

const classNames = ['disc', 'ring', 'square'];
const counted = (train: readonly number[], test: readonly number[]) => {
  const total = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  return {
    classNames,
    counts: { train: total(train), validation: 0, test: total(test) },
    classCountsOf: { train, validation: [0, 0, 0], test },
  };
};

describe('what limits the numbers of a race', () => {
  it('is nothing where every class is trained and tested', () => {
    expect(dataLimits(counted([4, 4, 4], [10, 10, 10]))).toEqual([]);
    expect(constantText('Joint', [])).toBeNull();
  });

  it('is a test split of one sample, and the classes that it cannot hold', () => {
    expect(dataLimits(counted([4, 4, 4], [0, 1, 0]))).toEqual([
      'There is one test sample: every accuracy on it is 0 or 100 %, and tells no two nets apart.',
      'No test sample is of class disc and square: the accuracies say nothing of such samples.',
    ]);
  });

  it('is a test of fewer than 30 samples, with what one of them is worth', () => {
    expect(dataLimits(counted([4, 4, 4], [5, 4, 3]))).toEqual([
      'There are 12 test samples: one of them is worth 8.3 points of every accuracy.',
    ]);
    expect(dataLimits(counted([4, 4, 4], [1, 1, 2]))).toEqual([
      'There are 4 test samples: one of them is worth 25 points of every accuracy.',
    ]);
    expect(dataLimits(counted([4, 4, 4], [10, 10, 9]))).toHaveLength(1);
  });

  it('is a class of which nothing is trained', () => {
    expect(dataLimits(counted([4, 4, 0], [10, 10, 10]))).toEqual([
      'No training sample is of class square: no probe ever gives such a class, so its samples count as wrong.',
    ]);
  });

  it('is not known of an old file, which did not count classes by split', () => {
    const { classCountsOf: _none, ...old } = counted([4, 4, 0], [20, 20, 0]);
    expect(dataLimits(old)).toEqual([]);
  });

  it('is a modality whose features never change', () => {
    expect(constantText('Joint', ['sound'])).toBe(
      'Joint: the features of sound are the same for every training sample, so its probe can only give the most frequent class and no prediction can use them.',
    );
    expect(constantText('Joint', ['picture', 'sound'])).toBe(
      'Joint: the features of picture and sound are the same for every training sample, so their probes can only give the most frequent class and no prediction can use them.',
    );
  });
});
