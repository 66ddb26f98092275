import { describe, expect, it } from 'vitest';
import { type Matrix, matrix } from '../matrix';
import { randomStream } from '../rng';
import { LogisticProbe } from './logistic';
import { SoftmaxRegression } from './softmax-regression';
import { columnMoments, design } from './standardise';

/** 40 samples of 3 dimensions in 4 classes, by a formula that other programs can follow. */
const HAND = {
  features: matrix(
    Float32Array.from({ length: 120 }, (_, k) => {
      const [i, d] = [Math.floor(k / 3), k % 3];
      const wave = Math.sin(1.3 * i + 2.1 * d) * (1 + d) + 0.5 * Math.cos(0.7 * i * i);
      return wave + (i % 4 === d ? 1.5 : 0);
    }),
    3,
  ),
  labels: Int32Array.from({ length: 40 }, (_, i) => (i === 0 ? 3 : i === 7 ? 1 : i % 4)),
};

/** Class means that move a little each epoch, with correlated noise, as an encoder's features do. */
function epochs(rows: number, dims: number, classes: number, count: number): readonly Matrix[] {
  const random = randomStream(1, 'drift');
  const noise = Float64Array.from({ length: rows * dims }, () => random.normal());
  const means = Float64Array.from({ length: classes * dims }, () => random.normal());
  return Array.from({ length: count }, (_, epoch) =>
    matrix(
      Float32Array.from({ length: rows * dims }, (_, k) => {
        const [i, d] = [Math.floor(k / dims), k % dims];
        const own = (means[(i % classes) * dims + d] as number) * (0.4 + 0.2 * epoch);
        const shared = (noise[i * dims] as number) * 0.8;
        return (1 + epoch) * (own + shared + (noise[k] as number)) + epoch * d;
      }),
      dims,
    ),
  );
}

const inTurn = (rows: number, classes: number) =>
  Int32Array.from({ length: rows }, (_, i) => i % classes);

/** Loss and largest entry of the gradient where a fit ended. */
function standing(probe: LogisticProbe, features: Matrix, labels: Int32Array, classes: number) {
  const regression = new SoftmaxRegression(
    design(features, columnMoments(features)),
    labels,
    classes,
  );
  const weights = probe.save()?.weights as Float64Array;
  const gradient = new Float64Array(weights.length);
  const loss = regression.objective(weights, gradient);
  return { loss, steepest: gradient.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) };
}

function fitted(features: Matrix, labels: Int32Array, classes: number): LogisticProbe {
  const probe = new LogisticProbe(labels, classes);
  probe.fit(features);
  return probe;
}

describe('the logistic probe', () => {
  it('finds the minimum that another program finds', () => {
    const probe = fitted(HAND.features, HAND.labels, 4);
    // float64, L-BFGS to a gradient of 2e-9 in PyTorch; the biases less their mean
    const wanted = [
      [1.7646025027511512, 0.2719171927300237, 0.800859016139232, -0.6804443613257517],
      [-0.8987972908216786, 0.29322310276887015, -0.4237395715019267, 0.14440812775648484],
      [-0.19741755850218343, -0.0662272536292949, 0.3235988754233513, 0.30736212328326495],
      [-0.6683876534272869, -0.4989130418695992, -0.7007183200606562, 0.22867411028600193],
    ];
    expect(standing(probe, HAND.features, HAND.labels, 4).loss).toBeCloseTo(1.0819273005953536, 9);
    const weights = probe.save()?.weights as Float64Array;
    const biases = [3, 7, 11, 15].map((at) => weights[at] as number);
    const mean = biases.reduce((a, b) => a + b, 0) / 4;
    wanted.flat().forEach((value, at) => {
      const own = (weights[at] as number) - (at % 4 === 3 ? mean : 0);
      expect(own).toBeCloseTo(value, 4);
    });
    expect([...probe.answers(HAND.features)].join('')).toBe(
      '0022210301130113022100210322113001130113',
    );
  });

  it.each([
    { what: 'few weights', rows: 400, dims: 8, classes: 6 },
    { what: 'many classes', rows: 400, dims: 12, classes: 20 },
    { what: 'wide features', rows: 200, dims: 90, classes: 4 },
  ])('ends at one minimum from any start: $what', ({ rows, dims, classes }) => {
    const labels = inTurn(rows, classes);
    const warm = new LogisticProbe(labels, classes);
    for (const features of epochs(rows, dims, classes, 6)) {
      warm.fit(features);
      const cold = fitted(features, labels, classes);
      const [a, b] = [warm, cold].map((probe) => standing(probe, features, labels, classes));
      expect(a?.steepest).toBeLessThan(1e-5);
      expect(b?.steepest).toBeLessThan(1e-5);
      expect(Math.abs((a?.loss ?? 0) - (b?.loss ?? 1))).toBeLessThan(1e-8);
      expect(warm.answers(features)).toEqual(cold.answers(features));
    }
  });

  it('is left as it is where the encoder is as it was', () => {
    const labels = inTurn(100, 3);
    const [before, after] = epochs(100, 4, 3, 2) as [Matrix, Matrix];
    const probe = fitted(before, labels, 3);
    const state = probe.save();
    probe.fit(matrix(before.values.slice(), 4));
    expect(probe.save()).toEqual(state);
    probe.fit(after);
    expect(probe.save()).not.toEqual(state);
  });

  it('goes on to the same bits where it was written down', () => {
    const labels = inTurn(100, 3);
    const [first, second] = epochs(100, 4, 3, 2) as [Matrix, Matrix];
    const whole = fitted(first, labels, 3);
    const resumed = new LogisticProbe(labels, 3);
    resumed.restore(structuredClone(whole.save()));
    whole.fit(second);
    resumed.fit(second);
    expect(resumed.save()).toEqual(whole.save());
    expect(resumed.answers(second)).toEqual(whole.answers(second));
  });

  it('gives the most frequent class, of two the lower, where no feature ever changes, and says so', () => {
    const constant = matrix(new Float32Array(20).fill(0.1), 2);
    const labels = Int32Array.from([0, 2, 1, 2, 1, 0, 2, 1, 2, 1]);
    const probe = fitted(constant, labels, 3);
    expect(probe.isBlind()).toBe(true);
    expect([...probe.answers(constant)]).toEqual(Array.from({ length: 10 }, () => 1));
    expect(fitted(HAND.features, HAND.labels, 4).isBlind()).toBe(false);
    // and it comes back to life
    const alive = epochs(10, 2, 2, 1)[0] as Matrix;
    probe.fit(alive);
    expect(probe.isBlind()).toBe(false);
  });

  it('never gives a class without training samples, and gives the only class there is', () => {
    const labels = HAND.labels.map((label) => (label === 2 ? 5 : label));
    const answers = fitted(HAND.features, labels, 7).answers(HAND.features);
    expect(new Set(answers)).toEqual(new Set([0, 1, 3, 5]));
    const only = fitted(HAND.features, new Int32Array(40).fill(4), 7);
    expect([...only.answers(HAND.features)]).toEqual(Array.from({ length: 40 }, () => 4));
  });

  it('reads one sample, and features that are dead on training samples alone, as numbers', () => {
    const [alive] = epochs(30, 3, 3, 1) as [Matrix];
    const dead = matrix(
      alive.values.map((value, k) => (k % 3 === 1 ? 0.25 : value)),
      3,
    );
    const probe = fitted(dead, inTurn(30, 3), 3);
    expect(probe.save()?.weights.every(Number.isFinite)).toBe(true);
    const one = matrix(alive.values.slice(0, 3), 3);
    expect([0, 1, 2]).toContain(probe.answers(one)[0]);
  });

  it('cannot answer before it was fitted', () => {
    expect(() => new LogisticProbe(HAND.labels, 4).answers(HAND.features)).toThrow(
      'A probe answers only after it has been fitted.',
    );
  });
});

describe('its objective', () => {
  it('has the gradient that finite differences have', () => {
    const x = design(HAND.features, columnMoments(HAND.features));
    const { objective } = new SoftmaxRegression(x, HAND.labels, 4);
    const at = Float64Array.from({ length: 16 }, (_, k) => Math.sin(k));
    const gradient = new Float64Array(16);
    objective(at, gradient);
    const unused = new Float64Array(16);
    gradient.forEach((entry, k) => {
      const moved = (by: number) =>
        objective(
          at.map((value, j) => value + (j === k ? by : 0)),
          unused,
        );
      expect(entry).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8);
    });
  });
});

describe('two probes on the same features', () => {
  const [features, next] = epochs(60, 4, 3, 2) as [Matrix, Matrix];
  const labels = inTurn(60, 3);

  it('share a fit from the same state, and the next one too', () => {
    const [first, second] = [new LogisticProbe(labels, 3), new LogisticProbe(labels, 3)];
    for (const each of [features, next]) {
      first.fit(each);
      second.fit(each);
      expect(second.save()).toBe(first.save());
    }
  });

  it('do not where they come from another state, or with other labels', () => {
    const [first, second] = [new LogisticProbe(labels, 3), new LogisticProbe(labels, 3)];
    first.fit(features);
    first.fit(next);
    second.fit(next);
    expect(second.save()).not.toBe(first.save());
    const turned = new LogisticProbe(
      labels.map((label) => (label + 1) % 3),
      3,
    );
    turned.fit(next);
    expect(turned.save()?.weights).not.toEqual(second.save()?.weights);
  });
});
