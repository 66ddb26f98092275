import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../math/matrix';
import { LogisticProbe } from '../../math/probe/logistic';
import { plainArithmetic } from '../../math/probe/plain-arithmetic';
import { randomStream } from '../../math/rng';
import { kernelBinary } from '../device/kernel-binary';
import { wasmArithmetic } from './wasm-arithmetic';

const open = async () =>
  wasmArithmetic((await WebAssembly.instantiate(await kernelBinary('probe'), {})).instance);
const wasm = await open();

interface Size {
  readonly rows: number;
  readonly dims: number;
  readonly classes: number;
}

/** Around every size that the kernels take at once: blocks of 64 rows, eight lanes, four features. */
const SIZES: readonly Size[] = [
  { rows: 1, dims: 1, classes: 2 },
  { rows: 7, dims: 3, classes: 3 },
  { rows: 63, dims: 4, classes: 8 },
  { rows: 64, dims: 16, classes: 8 },
  { rows: 65, dims: 7, classes: 9 },
  { rows: 129, dims: 127, classes: 17 },
  { rows: 700, dims: 16, classes: 8 },
  { rows: 650, dims: 33, classes: 3 },
];

/** Features that say something of their class, and weights. */
function problem({ rows, dims, classes }: Size) {
  const random = randomStream(rows, 'wasm-arithmetic.test', dims, classes);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const means = Float64Array.from({ length: classes * dims }, () => random.normal());
  const values = Float32Array.from({ length: rows * dims }, (_, at) => {
    const label = labels[Math.floor(at / dims)] ?? 0;
    return 3 + (means[label * dims + (at % dims)] ?? 0) + 1.5 * random.normal();
  });
  const features: Matrix = { values, rows, columns: dims };
  const weights = Float64Array.from({ length: classes * (dims + 1) }, () => 0.5 * random.normal());
  return { features, labels, classes, weights };
}

/** Takes from the biases what they share, which changes no probability. */
function centreBiases(vector: Float64Array, classes: number) {
  const width = vector.length / classes;
  const places = Array.from({ length: classes }, (_, k) => (k + 1) * width - 1);
  const mean = places.reduce((sum, at) => sum + (vector[at] ?? 0), 0) / classes;
  for (const at of places) vector[at] = (vector[at] ?? 0) - mean;
}

/** The largest difference of two vectors. */
const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

describe.each(SIZES)('a probe of $rows rows, $dims dimensions, $classes classes', (size) => {
  const { features, labels, classes, weights } = problem(size);
  const moments = plainArithmetic.moments(features);

  it('has the moments of plain JavaScript to the bit', () => {
    expect(wasm.moments(features)).toEqual(moments);
  });

  it('has its value and gradient to rounding', () => {
    const [want, got] = [plainArithmetic, wasm].map((arithmetic) => {
      const gradient = new Float64Array(weights.length);
      const { objective } = arithmetic.regression(features, moments, labels, classes);
      return { value: objective(weights, gradient), gradient };
    }) as [Standing, Standing];
    expect(Math.abs(got.value / want.value - 1)).toBeLessThan(1e-6);
    // biases are held by nothing but each other
    expect(apart(got.gradient, want.gradient)).toBeLessThan(1e-6);
  });

  it('turns the gradient as it does', () => {
    const [want, got] = [plainArithmetic, wasm].map((arithmetic) => {
      const vector = new Float64Array(weights.length);
      const { objective, precondition } = arithmetic.regression(features, moments, labels, classes);
      objective(weights, vector);
      const bend = precondition();
      bend?.(vector);
      centreBiases(vector, classes);
      return { isBent: bend !== null, vector };
    }) as [Bent, Bent];
    expect(got.isBent).toBe(want.isBent);
    const largest = want.vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(apart(got.vector, want.vector) / largest).toBeLessThan(1e-3);
  });

  it('gives every row the class it gives it, but where two scores are one to rounding', () => {
    const want = plainArithmetic.highest(features, moments, weights, classes);
    const got = wasm.highest(features, moments, weights, classes);
    expect(got.filter((answer, i) => answer !== want[i]).length).toBe(0);
  });

  it('ends where its gradient, in float64, is below 1e-5, and on the same bits again', () => {
    const ends = [wasm, wasm].map((arithmetic) => {
      const probe = new LogisticProbe(labels, classes, arithmetic);
      probe.fit({ ...features });
      return probe;
    });
    const [first, second] = ends.map((probe) => probe.save());
    expect(second).toEqual(first);
    const present = new Set(labels).size;
    const at = first?.weights ?? new Float64Array();
    const gradient = new Float64Array(at.length);
    plainArithmetic.regression(features, moments, labels, present).objective(at, gradient);
    expect(apart(gradient, new Float64Array(at.length))).toBeLessThan(1e-5);
  });
});

interface Standing {
  readonly value: number;
  readonly gradient: Float64Array;
}
interface Bent {
  readonly isBent: boolean;
  readonly vector: Float64Array;
}

it('of classes that score the same the lower is answered', () => {
  const { features, classes } = problem({ rows: 70, dims: 5, classes: 4 });
  const none = new Float64Array(classes * 6);
  const answers = wasm.highest(features, wasm.moments(features), none, classes);
  expect(new Set(answers)).toEqual(new Set([0]));
});

it('scores far apart are no trouble', () => {
  const { features, labels, classes, weights } = problem({ rows: 70, dims: 5, classes: 4 });
  const far = weights.map((weight) => 1e4 * weight);
  const gradient = new Float64Array(far.length);
  const moments = wasm.moments(features);
  const value = wasm.regression(features, moments, labels, classes).objective(far, gradient);
  const want = plainArithmetic
    .regression(features, moments, labels, classes)
    .objective(far, new Float64Array(far.length));
  expect(Math.abs(value / want - 1)).toBeLessThan(1e-6);
  expect(gradient.every(Number.isFinite)).toBe(true);
});

it('another fit takes the memory of the one before, which says so', () => {
  const { features, labels, classes, weights } = problem({ rows: 9, dims: 2, classes: 3 });
  const moments = wasm.moments(features);
  const first = wasm.regression(features, moments, labels, classes);
  wasm.moments(features);
  expect(() => first.objective(weights, weights.slice())).toThrow('Another fit has begun');
  expect(() => first.precondition()).toThrow('Another fit has begun');
});
