import { describe, expect, it } from 'vitest';
import { accuracy, argmaxRows, matrix, softmaxRows } from './matrix';
import { minimise } from './minimise';
import { numberAt } from './numbers';
import { randomStream } from './rng';
import { solveSpd } from './solve';

describe('minimise', () => {
  it('finds the bottom of a stretched bowl', () => {
    const bottom = minimise(Float64Array.from([5, -3, 2]), (x, gradient) => {
      let value = 0;
      for (let k = 0; k < 3; k++) {
        const off = (x[k] as number) - k;
        const stretch = 10 ** k;
        value += stretch * off * off;
        gradient[k] = 2 * stretch * off;
      }
      return value;
    });
    for (let k = 0; k < 3; k++) expect(bottom[k]).toBeCloseTo(k, 5);
  });
});

describe('solveSpd', () => {
  it('solves a hand case', () => {
    // [4 2; 2 3] x = [2; 1] has x = [1/2; 0]
    const b = Float64Array.from([2, 1]);
    solveSpd(Float64Array.from([4, 2, 2, 3]), b, 2, 1);
    expect(b[0]).toBeCloseTo(0.5, 12);
    expect(b[1]).toBeCloseTo(0, 12);
  });

  it('solves many columns with the very numbers of each alone', () => {
    const [n, columns] = [5, 3];
    const random = randomStream(2, 'solve');
    const root = Float64Array.from({ length: n * n }, () => random.normal());
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < n; k++) sum += numberAt(root, i * n + k) * numberAt(root, j * n + k);
        a[i * n + j] = sum;
      }
    }
    const b = Float64Array.from({ length: n * columns }, () => random.normal());
    const together = b.slice();
    solveSpd(a.slice(), together, n, columns);
    for (let c = 0; c < columns; c++) {
      const alone = Float64Array.from({ length: n }, (_, i) => numberAt(b, i * columns + c));
      solveSpd(a.slice(), alone, n, 1);
      expect([...alone]).toEqual(Array.from(alone, (_, i) => together[i * columns + c]));
    }
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() =>
      solveSpd(Float64Array.from([1, 2, 2, 1]), Float64Array.from([1, 1]), 2, 1),
    ).toThrow('The matrix is not positive definite.');
  });
});

describe('matrices', () => {
  it('argmax takes the lowest column of a tie', () => {
    expect([...argmaxRows(matrix(Float32Array.from([1, 1, 0, 0, 2, 2]), 3))]).toEqual([0, 1]);
  });

  it('softmax does not overflow', () => {
    const { values } = softmaxRows(matrix(Float32Array.from([1000, 0, -1000]), 3));
    expect([...values]).toEqual([1, 0, 0]);
  });

  it('accuracy counts right rows', () => {
    expect(accuracy(matrix(Float32Array.from([0, 1, 1, 0]), 2), Int32Array.from([1, 1]))).toBe(0.5);
  });
});
