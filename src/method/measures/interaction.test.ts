import { describe, expect, it } from 'vitest';
import { accuracy, type Matrix, matrix, valueAt } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { additivePart } from './additive-part';

/** Scores for every row, `[rows, columns]`. */
const scores = (rows: number, columns: number, of: (i: number, c: number) => number): Matrix =>
  matrix(
    Float64Array.from({ length: rows * columns }, (_, k) =>
      of(Math.floor(k / columns), k % columns),
    ),
    columns,
  );

describe('the additive part of a prediction', () => {
  // Features a, v of -1 and 1 in all four pairings; class 1 where they agree: f = (0, a v).
  // For every a the mean over v of a v is 0, likewise for every v, and so is the mean of all: nothing is left.
  it('keeps nothing of an answer that only the pairing holds', async () => {
    const a = matrix(Float64Array.of(-1, -1, 1, 1), 1);
    const v = matrix(Float64Array.of(-1, 1, -1, 1), 1);
    const predict = async ([x, y]: readonly Matrix[]) =>
      scores(
        x?.rows ?? 0,
        2,
        (i, c) => c * valueAt(x as Matrix, i, 0) * valueAt(y as Matrix, i, 0),
      );
    const labels = Int32Array.of(1, 0, 0, 1);
    expect(accuracy(await predict([a, v]), labels)).toBe(1);
    const part = await additivePart(predict, [a, v]);
    expect([...part.values]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  // Two samples, a = (1, 3), v = (2, 5), one class, f = a v: f(i,j) = [[2, 5], [6, 15]], mean 7.
  // Sample 1: row mean 3.5, column mean 4: 3.5 + 4 - 7 = .5. Sample 2: 10.5 + 10 - 7 = 13.5.
  it('gives the hand case’s numbers', async () => {
    const predict = async ([x, y]: readonly Matrix[]) =>
      scores(x?.rows ?? 0, 1, (i) => valueAt(x as Matrix, i, 0) * valueAt(y as Matrix, i, 0));
    const part = await additivePart(predict, [
      matrix(Float64Array.of(1, 3), 1),
      matrix(Float64Array.of(2, 5), 1),
    ]);
    expect(part.values[0]).toBeCloseTo(0.5, 12);
    expect(part.values[1]).toBeCloseTo(13.5, 12);
  });

  for (const modalities of [2, 3]) {
    it(`is the whole of a sum of ${modalities} modalities, over many blocks of pairs`, async () => {
      const random = randomStream(modalities, 'additive');
      const rows = 50;
      const features = Array.from({ length: modalities }, () =>
        scores(rows, 3, () => random.normal()),
      );
      const predict = async (given: readonly Matrix[]) =>
        scores(given[0]?.rows ?? 0, 3, (i, c) =>
          given.reduce((sum, each, m) => sum + (m + 1) * valueAt(each, i, c), 0.25 * c),
        );
      const whole = await predict(features);
      const part = await additivePart(predict, features);
      whole.values.forEach((value, k) => {
        expect(part.values[k]).toBeCloseTo(value, 10);
      });
    });
  }
});
