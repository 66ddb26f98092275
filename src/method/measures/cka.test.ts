import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { cka } from './cka';

const random = randomStream(6, 'cka');
const table = (rows: number, dims: number) =>
  matrix(
    Float64Array.from({ length: rows * dims }, () => random.normal()),
    dims,
  );

describe('linear CKA', () => {
  // Centred columns x = (1, -1, 0), y = (1, 0, -1): x.y = 1, |x|^2 = |y|^2 = 2: 1 / (2 * 2) = .25. The shift by 7 is centred away.
  it('gives the hand case’s number', () => {
    const x = matrix(Float64Array.from([8, 6, 7]), 1);
    const y = matrix(Float64Array.from([1, 0, -1]), 1);
    expect(cka([x, y])).toBeCloseTo(0.25, 12);
  });

  it('is 1 for identical, rotated, scaled and shifted features', () => {
    const x = table(30, 2);
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    const turned = matrix(
      x.values.map((value, k) =>
        k % 2 === 0
          ? 5 + 3 * (cos * value - sin * (x.values[k + 1] as number))
          : 3 * (sin * (x.values[k - 1] as number) + cos * value),
      ),
      2,
    );
    expect(cka([x, x])).toBeCloseTo(1, 12);
    expect(cka([x, turned])).toBeCloseTo(1, 10);
  });

  it('is small for unrelated features, also of two lengths, and the same in both orders', () => {
    const [x, y] = [table(500, 3), table(500, 5)];
    const got = cka([x, y]) as number;
    expect(got).toBeGreaterThan(0);
    expect(got).toBeLessThan(0.05);
    expect(cka([y, x])).toBeCloseTo(got, 12);
  });

  it('is the same number where samples are compared, of which there are fewer than dimensions', () => {
    const [x, y] = [table(6, 9), table(6, 7)];
    // with forty dimensions more that say nothing
    const widened = ({ values, rows, columns }: typeof x) => {
      const dims = columns + 40;
      return matrix(
        Float64Array.from({ length: rows * dims }, (_, at) => {
          const d = at % dims;
          return d < columns ? (values[Math.floor(at / dims) * columns + d] as number) : 3;
        }),
        dims,
      );
    };
    const [tallX, tallY] = [table(20, 4), table(20, 3)];
    expect(cka([widened(tallX), widened(tallY)])).toBeCloseTo(cka([tallX, tallY]) as number, 12);
    expect(cka([x, x])).toBeCloseTo(1, 12);
    expect(cka([x, y])).toBeCloseTo(cka([y, x]) as number, 12);
  });

  it('is not defined where features are all alike', () => {
    expect(cka([table(4, 2), matrix(new Float64Array(8).fill(3), 2)])).toBeNull();
  });
});
