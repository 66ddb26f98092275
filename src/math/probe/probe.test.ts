import { describe, expect, it } from 'vitest';
import { matrix, shareRight } from '../matrix';
import { randomStream } from '../rng';
import { LogisticProbe } from './logistic';
import { ridgeProbe } from './ridge';
import type { Labelled } from './standardise';

const logisticProbe: typeof ridgeProbe = (train, heldOut, classes) => {
  const probe = new LogisticProbe(train.labels, classes);
  probe.fit(train.features);
  return probe.answers(heldOut);
};

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
