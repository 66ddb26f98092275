import { describe, expect, it } from 'vitest';
import { matrix } from './matrix';
import { laidOn, principalPlane } from './principal-plane';
import { randomStream } from './rng';

/** Points spread 5, 2 and 0.1 along three orthogonal directions of `columns` dimensions. */
function spread(rows: number, columns: number) {
  const random = randomStream(1, 'test');
  const sizes = [5, 2, 0.1];
  const known = new Float64Array(rows * 2);
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const parts = sizes.map((size) => size * random.normal());
    known.set(parts.slice(0, 2), i * 2);
    // directions: (1, 1, 0 ...) / sqrt 2, (1, -1, 0 ...) / sqrt 2, (0, 0, 1, 0 ...)
    const [a = 0, b = 0, c = 0] = parts;
    values[i * columns] = 3 + (a + b) / Math.SQRT2;
    values[i * columns + 1] = (a - b) / Math.SQRT2 - 7;
    values[i * columns + 2] = c;
  }
  return { known, source: matrix(values, columns) };
}

/** Every distance between two points. */
function distances(points: Float64Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    for (let j = 0; j < i; j += 2) {
      out.push(
        Math.hypot(
          (points[i] as number) - (points[j] as number),
          (points[i + 1] as number) - (points[j + 1] as number),
        ),
      );
    }
  }
  return out;
}

const furthest = (a: readonly number[] | Float64Array, b: readonly number[] | Float64Array) =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] as number))), 0);

describe('principalPlane', () => {
  for (const [rows, columns] of [
    [200, 6],
    [30, 80],
  ] as const) {
    it(`finds the plane of ${rows} points in ${columns} dimensions`, () => {
      const { known, source } = spread(rows, columns);
      const { points, share } = principalPlane(source);
      // what the plane leaves out is as small as the third direction
      expect(furthest(distances(points), distances(known))).toBeLessThan(0.3);
      expect(share).toBeGreaterThan(0.99);
      expect(share).toBeLessThan(1);
    });
  }

  it('has its widest axis first, and both without correlation', () => {
    const { points } = principalPlane(spread(300, 5).source);
    let [first, second, both] = [0, 0, 0];
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i] as number, points[i + 1] as number];
      first += x * x;
      second += y * y;
      both += x * y;
    }
    expect(Math.sqrt(first / 300)).toBeCloseTo(5, 0);
    expect(Math.sqrt(second / 300)).toBeCloseTo(2, 0);
    expect(Math.abs(both) / Math.sqrt(first * second)).toBeLessThan(1e-4);
  });

  it('puts everything on one spot where there is no spread, and on a line where there is one axis', () => {
    expect(principalPlane(matrix(new Float32Array(12).fill(3), 4))).toEqual({
      points: new Float64Array(6),
      share: 0,
    });
    const line = principalPlane(matrix(Float32Array.from([0, 0, 1, 1, 2, 2]), 2));
    expect(line.share).toBeCloseTo(1, 12);
    const [x0, y0, x1, y1, x2, y2] = line.points;
    expect([y0, x1, y1, y2].map((value) => Math.abs(value ?? 1))).toEqual([
      0,
      expect.closeTo(0, 6),
      0,
      0,
    ]);
    expect(Math.abs(x0 ?? 0)).toBeCloseTo(Math.SQRT2, 6);
    expect(x2).toBeCloseTo(-(x0 ?? 0), 6);
  });
});

describe('laidOn', () => {
  const { known } = spread(40, 3);
  const turned = (angle: number, side: number) => {
    const out = new Float64Array(known.length);
    for (let i = 0; i < known.length; i += 2) {
      const [x, y] = [known[i] as number, (known[i + 1] as number) * side];
      out[i] = Math.cos(angle) * x - Math.sin(angle) * y;
      out[i + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
    }
    return out;
  };

  for (const angle of [0, 0.4, 2, -3]) {
    for (const side of [1, -1]) {
      it(`undoes a turn by ${angle}${side < 0 ? ' and a mirror' : ''}`, () => {
        expect(furthest(laidOn(turned(angle, side), known), known)).toBeLessThan(1e-9);
      });
    }
  }

  it('keeps distances where the points differ', () => {
    const other = spread(40, 3).known.map((value, k) => value + (k % 5));
    expect(furthest(distances(laidOn(other, known)), distances(other))).toBeLessThan(1e-9);
  });
});
