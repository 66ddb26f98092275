import { describe, expect, it } from 'vitest';
import { matrix, valueAt } from './matrix';
import { addAt, numberAt, wholeAt } from './numbers';
import { randomStream } from './rng';
import { cosine, dot, dotInParts, gramInParts, plusScaled } from './vectors';

describe('reading one number', () => {
  const values = Float64Array.of(1.5, 0, Number.NaN);

  it('gives what is there, zeros and NaN too', () => {
    expect([numberAt(values, 0), numberAt(values, 1), numberAt(values, 2)]).toEqual([
      1.5,
      0,
      Number.NaN,
    ]);
    expect(wholeAt(Uint16Array.of(7, 65_535), 1)).toBe(65_535);
  });

  it.each([-1, 3, 0.5, Number.NaN])('refuses place %d of three', (place) => {
    const sentence = `There is no number at place ${place} of 3.`;
    expect(() => numberAt(values, place)).toThrow(sentence);
    expect(() => wholeAt(Int32Array.of(1, 2, 3), place)).toThrow(sentence);
  });

  it('adds in place, and nowhere else', () => {
    const sums = Float32Array.of(1, 2);
    addAt(sums, 1, 0.5);
    expect([...sums]).toEqual([1, 2.5]);
    expect(() => addAt(sums, 2, 1)).toThrow('There is no number at place 2 of 2.');
  });
});

it('a matrix gives its numbers by row and column', () => {
  const table = matrix(Float32Array.of(1, 2, 3, 4, 5, 6), 3);
  expect(valueAt(table, 1, 0)).toBe(4);
  expect(() => valueAt(table, 2, 0)).toThrow('There is no number at place 6 of 6.');
});

describe('products of vectors', () => {
  const a = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
  const b = Float64Array.of(7, 6, 5, 4, 3, 2, 1);

  it('sum over all places, the last three of seven too', () => {
    expect(dot(a, b)).toBe(84);
    expect(dotInParts(a, b)).toBe(84);
  });

  it.each([1, 2, 5])('are the lower triangle of the mean Gram matrix of %i columns', (columns) => {
    const rows = 7;
    const random = randomStream(1, 'gram');
    const x = Float64Array.from({ length: columns * rows }, () => random.normal());
    const gram = gramInParts(x, columns, rows);
    for (let d = 0; d < columns; d++) {
      for (let k = 0; k < columns; k++) {
        const [one, other] = [d, k].map((at) => x.subarray(at * rows, (at + 1) * rows));
        const product = one && other && k <= d ? dotInParts(one, other) / rows : 0;
        expect(gram[d * columns + k]).toBe(product);
      }
    }
  });

  it('have a cosine, and none where one has no length', () => {
    expect(cosine(Float32Array.of(3, 4), Float32Array.of(4, 3))).toBeCloseTo(24 / 25, 12);
    expect(cosine(a, new Float64Array(7))).toBe(null);
  });

  it('leave what they are given as it was', () => {
    expect([...plusScaled(a, -2, b)]).toEqual([-13, -10, -7, -4, -1, 2, 5]);
    expect([...a]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
