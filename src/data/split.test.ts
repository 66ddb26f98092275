import { describe, expect, it } from 'vitest';
import { DataError } from './data-error';
import { stratifiedSplit } from './split';

const shares = { train: 0.7, validation: 0.1, test: 0.2 };

/** Labels with the given number of samples per class, interleaved. */
function labelsOf(...counts: number[]): Int32Array {
  const labels: number[] = [];
  for (let i = 0; i < Math.max(...counts); i++) {
    counts.forEach((count, label) => {
      if (i < count) labels.push(label);
    });
  }
  return Int32Array.from(labels);
}

const countOf = (rows: Int32Array, labels: Int32Array, label: number) =>
  rows.filter((row) => labels[row] === label).length;

describe('the stratified split', () => {
  it('gives every class its share of every split, and every sample one place', () => {
    const labels = labelsOf(100, 50, 20);
    const split = stratifiedSplit(labels, ['a', 'b', 'c'], shares, 1);
    for (const [label, n] of [100, 50, 20].entries()) {
      expect(countOf(split.train, labels, label)).toBe(n * 0.7);
      expect(countOf(split.validation, labels, label)).toBe(n * 0.1);
      expect(countOf(split.test, labels, label)).toBe(n * 0.2);
    }
    const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
    expect(all).toEqual(Array.from(labels, (_, i) => i));
  });

  it('is the same for the same seed and another for another seed', () => {
    const labels = labelsOf(30, 30);
    const make = (seed: number) => stratifiedSplit(labels, ['a', 'b'], shares, seed);
    expect(make(4)).toEqual(make(4));
    expect(make(4).train).not.toEqual(make(5).train);
  });

  it('lets small remainders of many classes add up to the shares', () => {
    const counts = Array.from({ length: 10 }, () => 43);
    const labels = labelsOf(...counts);
    const split = stratifiedSplit(
      labels,
      counts.map(String),
      { train: 0.79, validation: 0.01, test: 0.2 },
      2,
    );
    expect(Math.abs(split.train.length - 430 * 0.79)).toBeLessThan(1);
    expect(Math.abs(split.validation.length - 430 * 0.01)).toBeLessThan(1);
    expect(Math.abs(split.test.length - 430 * 0.2)).toBeLessThan(1);
  });

  it('spreads samples that lack something over the splits like all others', () => {
    const labels = labelsOf(60, 40);
    const kinds = Array.from(labels, (_, i) => (i % 5 === 0 ? '10' : '11'));
    const split = stratifiedSplit(labels, ['a', 'b'], shares, 3, kinds);
    const lacking = (rows: Int32Array) => rows.filter((row) => kinds[row] === '10').length;
    [split.train, split.validation, split.test].forEach((rows, k) => {
      expect(Math.abs(lacking(rows) - ([14, 2, 4][k] as number))).toBeLessThanOrEqual(1);
    });
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([70, 10, 20]);
    // a class of two, one of them lacking, still has one to learn from and one for the test
    const two = stratifiedSplit(labelsOf(40, 2), ['a', 'b'], shares, 1, [
      ...Array<string>(41).fill('11'),
      '10',
    ]);
    expect(countOf(two.train, labelsOf(40, 2), 1)).toBe(1);
    expect(countOf(two.test, labelsOf(40, 2), 1)).toBe(1);
  });

  it('keeps even a class of two in training and test', () => {
    const labels = labelsOf(40, 2, 2, 2);
    for (const test of [0.01, 0.2, 0.99]) {
      const split = stratifiedSplit(
        labels,
        ['a', 'b', 'c', 'd'],
        { train: 1 - test, validation: 0, test },
        3,
      );
      for (const label of [1, 2, 3]) {
        expect(countOf(split.train, labels, label)).toBe(1);
        expect(countOf(split.test, labels, label)).toBe(1);
      }
    }
  });

  it('names the class that is too small, its count and what to do', () => {
    const attempt = (...counts: number[]) => {
      try {
        stratifiedSplit(labelsOf(...counts), ['owl', 'crow', 'wren'], shares, 1);
      } catch (error) {
        return error as DataError;
      }
      throw new Error('no error came');
    };
    const one = attempt(5, 1, 5);
    expect(one).toBeInstanceOf(DataError);
    expect(one.code).toBe('class-too-small');
    expect(one.message).toBe(
      'The class "crow" has only 1 sample; it needs at least 2, one to learn from and one for the test.',
    );
    expect(one.hint).toBe(
      'Add samples of "crow", or leave this class out, then open the data again.',
    );
    expect(attempt(5, 5, 0).message).toContain('The class "wren" has no samples;');
  });
});
