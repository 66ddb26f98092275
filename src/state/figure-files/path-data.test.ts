/** Paths of SVG as moves, lines and curves: whatever is written, it is drawn where it was. */
import { expect, test } from 'vitest';
import { movedSegments, segmentsOf } from './path-data';

/** Letters and numbers to a hundredth. */
const text = (d: string): string =>
  segmentsOf(d)
    .map(([letter, ...numbers]) =>
      [letter, ...numbers.map((n) => Math.round(n * 100) / 100)].join(' '),
    )
    .join(' ');

test.each([
  ['M1 2h3v4H0V0z', 'M 1 2 L 4 2 L 4 6 L 0 6 L 0 0 Z'],
  ['m1,2 3,4 5,6', 'M 1 2 L 4 6 L 9 12'],
  ['M0 0l1e1-.5.5.5', 'M 0 0 L 10 -0.5 L 10.5 0'],
  ['M1 1l1 0zl0 2', 'M 1 1 L 2 1 Z L 1 3'],
  ['M0 0C1 2 3 4 5 6S9 8 10 10', 'M 0 0 C 1 2 3 4 5 6 C 7 8 9 8 10 10'],
  ['M0 0Q3 3 6 0T12 0', 'M 0 0 C 2 2 4 2 6 0 C 8 -2 10 -2 12 0'],
])('%s', (d, expected) => {
  expect(text(d)).toBe(expected);
});

test('arcs are curves that stay on their circle and end where they should, flags grown together or not', () => {
  for (const d of ['M-1 0A1 1 0 0 1 1 0', 'M-1 0a1 1 0 112 0', 'M-1 0A1,1,0,0,1,1,0']) {
    const segments = segmentsOf(d);
    expect(segments).toHaveLength(3);
    expect(segments.at(-1)?.slice(-2)).toEqual([1, 0]);
    // at the middle of each quarter, by de Casteljau
    let [x, y] = [-1, 0];
    for (const segment of segments.slice(1)) {
      const [, x1, y1, x2, y2, x3, y3] = segment as [
        'C',
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const middle = Math.hypot((x + 3 * x1 + 3 * x2 + x3) / 8, (y + 3 * y1 + 3 * y2 + y3) / 8);
      expect(middle).toBeCloseTo(1, 3);
      expect(y1).toBeLessThanOrEqual(0);
      [x, y] = [x3, y3];
    }
  }
});

test('a matrix moves every point of a curve', () => {
  const matrix = { a: 2, b: 0, c: 0, d: -1, e: 5, f: 1 };
  expect(movedSegments(matrix, segmentsOf('M1 1C0 0 1 0 2 3Z'))).toEqual([
    ['M', 7, 0],
    ['C', 5, 1, 7, 1, 9, -2],
    ['Z'],
  ]);
});
