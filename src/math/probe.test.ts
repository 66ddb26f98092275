import { describe, expect, it } from 'vitest';
import { accuracy, argmaxRows, matrix, shareRight, softmaxRows } from './matrix';
import { minimise } from './minimise';
import { type Labelled, logisticProbe, ridgeProbe } from './probe';
import { randomStream } from './rng';
import { solveSpd } from './solve';

/** Three well separated clusters in `dims` dimensions, labels in turn. */
function clusters(rows: number, dims: number, spread: number, seed: number) {
  const random = randomStream(seed, 'clusters');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const values = new Float32Array(rows * dims);
  labels.forEach((label, i) => {
    for (let d = 0; d < dims; d++) {
      values[i * dims + d] = (d % 3 === label ? 2 : 0) + spread * random.normal();
    }
  });
  return { features: matrix(values, dims), labels };
}

const scored = (probe: typeof ridgeProbe, train: Labelled, heldOut: Labelled, classes: number) =>
  shareRight(probe(train, heldOut.features, classes), heldOut.labels);

describe('linear probes', () => {
  const train = clusters(300, 6, 0.5, 1);
  const heldOut = clusters(300, 6, 0.5, 2);

  it.each([
    ['ridge', ridgeProbe],
    ['logistic', logisticProbe],
  ])('%s reads separable features and guesses on noise', (_, probe) => {
    expect(scored(probe, train, heldOut, 3)).toBeGreaterThan(0.98);
    const noise = clusters(300, 6, 500, 3);
    const noiseTest = clusters(300, 6, 500, 4);
    // three classes in turn: chance is 1/3, five standard errors 0.14
    expect(Math.abs(scored(probe, noise, noiseTest, 3) - 1 / 3)).toBeLessThan(0.14);
  });

  it.each([
    ['ridge', ridgeProbe],
    ['logistic', logisticProbe],
  ])('%s does not care about scale, shift or dead dimensions', (_, probe) => {
    const stretched = ({ features, labels }: typeof train) => ({
      labels,
      features: matrix(
        Float32Array.from(features.values, (v, k) => (k % 6 === 5 ? 0 : v * 1000 + 7)),
        6,
      ),
    });
    const dead = ({ features, labels }: typeof train) => ({
      labels,
      features: matrix(
        Float32Array.from(features.values, (v, k) => (k % 6 === 5 ? 0 : v)),
        6,
      ),
    });
    expect(scored(probe, stretched(train), stretched(heldOut), 3)).toBeCloseTo(
      scored(probe, dead(train), dead(heldOut), 3),
      2,
    );
  });

  it('the ridge probe solves the normal equations: a hand case', () => {
    // one feature -1, 1 for classes 0, 1: standardised to ∓1/sqrt(2)·(1/1)… any sign rule gives 100 %
    const two = {
      features: matrix(Float32Array.from([-1, 1, -1, 1]), 1),
      labels: Int32Array.from([0, 1, 0, 1]),
    };
    expect(scored(ridgeProbe, two, two, 2)).toBe(1);
    const flipped = { ...two, labels: Int32Array.from([1, 0, 1, 0]) };
    expect(scored(ridgeProbe, two, flipped, 2)).toBe(0);
  });
});

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
