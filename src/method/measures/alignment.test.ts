import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { alignment, alignmentLines } from './alignment';

const random = randomStream(5, 'alignment');
const rows = 9;
const dims = 5;
const table = () =>
  matrix(
    Float32Array.from({ length: rows * dims }, () => random.normal()),
    dims,
  );
const labels = Int32Array.from([0, 1, 2, 0, 1, 2, 0, 1, 0]);

/** The measure by brute force over all pairs. */
function bruteForce(a: ReturnType<typeof table>, b: ReturnType<typeof table>, on: number[]) {
  const row = (m: typeof a, i: number) => on.map((d) => m.values[i * dims + d] as number);
  const cosine = (i: number, j: number) => {
    const [u, v] = [row(a, i), row(b, j)];
    return (
      u.reduce((s, x, k) => s + x * (v[k] as number), 0) / (Math.hypot(...u) * Math.hypot(...v))
    );
  };
  const mean = (wanted: (i: number, j: number) => boolean) => {
    const values: number[] = [];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) if (wanted(i, j)) values.push(cosine(i, j));
    }
    return values.reduce((s, x) => s + x, 0) / values.length;
  };
  return {
    paired: mean((i, j) => i === j),
    shuffled: mean((i, j) => i !== j),
    shuffledWithinClass: mean((i, j) => i !== j && labels[i] === labels[j]),
  };
}

describe('DUC alignment', () => {
  it('equals the mean over all pairs, computed one by one', () => {
    const [a, b] = [table(), table()];
    const got = alignment(a, b, [0, 2, 3], labels, 3);
    const want = bruteForce(a, b, [0, 2, 3]);
    expect(got?.paired).toBeCloseTo(want.paired, 10);
    expect(got?.shuffled).toBeCloseTo(want.shuffled, 10);
    expect(got?.shuffledWithinClass).toBeCloseTo(want.shuffledWithinClass, 10);
  });

  it('is 1 minus the shuffled cosine for identical features', () => {
    const a = table();
    const pairs = [{ teacher: 0, student: 1, dimensions: [1, 2] }];
    const { shuffled, shuffledWithinClass } = bruteForce(a, a, [1, 2]);
    const lines = alignmentLines([a, a], pairs, labels, 3);
    expect(lines?.paired).toBeCloseTo(1 - shuffled, 10);
    expect(lines?.withinClass).toBeCloseTo(shuffledWithinClass - shuffled, 10);
  });

  it('lies on its control where features know nothing but the class, and above it where they know the sample', () => {
    const ofClass = [random.normal(), random.normal(), random.normal()].map((x) => [x, 1, -x]);
    const classOnly = matrix(
      Float32Array.from([...labels].flatMap((label) => ofClass[label] as number[])),
      3,
    );
    const pairs = [{ teacher: 0, student: 1, dimensions: [0, 1, 2] }];
    const same = alignmentLines([classOnly, classOnly], pairs, labels, 3);
    expect(same?.paired).toBeGreaterThan(0.01);
    expect(same?.withinClass).toBeCloseTo(same?.paired as number, 6);
    const [own] = [table()];
    const single = alignmentLines([own, own], pairs, labels, 3);
    expect(single?.paired).toBeGreaterThan((single?.withinClass as number) + 0.3);
  });

  it('has no control where no class has two samples', () => {
    const [a, b] = [table(), table()];
    const lines = alignmentLines(
      [a, b],
      [{ teacher: 0, student: 1, dimensions: [0, 1] }],
      Int32Array.from({ length: rows }, (_, i) => i),
      rows,
    );
    expect(lines?.paired).toBeTypeOf('number');
    expect(lines?.withinClass).toBeNull();
  });

  it('is not defined on fewer than two dimensions', () => {
    const a = table();
    expect(alignment(a, a, [1], labels, 3)).toBeNull();
    expect(alignmentLines([a, a], [], labels, 3)).toBeNull();
    expect(alignmentLines([a], [], labels, 3)).toBeNull();
  });
});
