/** Which samples come again, on cases worked out by hand. */
import { describe, expect, it } from 'vitest';
import { type Random, randomStream } from '../../math/rng';
import { copiesByModality, copiesBySample, MOST_COPIES, mostByModality, valuesOf } from './copies';

/** Whether a sample is answered right from the first feature alone, from the second, and from both. */
const CASES = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [bits & 1, (bits >> 1) & 1, bits >> 2]);

const of = (...samples: readonly (readonly number[])[]) =>
  valuesOf([
    Float32Array.from(samples, ([first = 0]) => first),
    Float32Array.from(samples, ([, second = 0]) => second),
    Float32Array.from(samples, ([, , both = 0]) => both),
  ]);

describe('samples that are valued', () => {
  it('come again once through the second where only the first is right alone, and both are', () => {
    // v = (1, 0, 2): phi = (1 + 2 - 0)/2 = 1.5 and (0 + 2 - 1)/2 = 0.5
    const values = of([1, 0, 1]);
    expect(values.map((own) => [...own])).toEqual([[1.5], [0.5]]);
    expect(copiesBySample(values)).toEqual([{ row: 0, through: 1 }]);
  });

  it('have values that sum to what both are worth, and at most four copies', () => {
    for (const [row, right] of CASES.entries()) {
      const values = of(...CASES.slice(0, row + 1));
      const [first = 0, second = 0] = values.map((own) => own[row] ?? Number.NaN);
      expect(first + second, `${right}`).toBe(2 * (right[2] ?? 0));
      const own = copiesBySample(values).filter((copy) => copy.row === row);
      const through = (m: number) => own.filter((copy) => copy.through === m).length;
      // 0.5: one, 0: two, -0.5: three, 1 and more: none
      const wanted = (value: number) => [3, 2, 1, 0, 0][2 * value + 1];
      expect([through(0), through(1)]).toEqual([wanted(first), wanted(second)]);
      expect(own.length).toBeLessThanOrEqual(MOST_COPIES);
    }
  });

  it('come sample after sample, the first modality before the second', () => {
    // right from neither: phi = 0 and 0; from the second alone: (0 + 0 - 1)/2 and (1 + 0 - 0)/2
    expect(copiesBySample(of([0, 0, 0], [0, 1, 0]))).toEqual([
      { row: 0, through: 0 },
      { row: 0, through: 0 },
      { row: 0, through: 1 },
      { row: 0, through: 1 },
      { row: 1, through: 0 },
      { row: 1, through: 0 },
      { row: 1, through: 0 },
      { row: 1, through: 1 },
    ]);
  });
});

describe('modalities that are valued', () => {
  /** The rows that are drawn, in turn. */
  const drawing = (...rows: number[]): Random => ({
    ...randomStream(1, 'unused'),
    below: () => rows.shift() ?? Number.NaN,
  });

  it('let random samples come again through the one that gives less', () => {
    // rows 0 to 2 are right from the first alone and from both (1.5 and 0.5), rows 3 to 5 from all (1 and 1)
    const values = of([1, 0, 1], [1, 0, 1], [1, 0, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]);
    // half of 6 are looked at: rows 0, 4 and 0 again. Means (1.5 + 1 + 1.5)/3 = 4/3 and (0.5 + 1 + 0.5)/3 = 2/3,
    // 2/3 apart; 2/3 x 2/3 x 1.2 x 6 = 3.2, so three samples come again, through the second
    const copies = copiesByModality(values, { alpha: 1.2, valued: 0.5 }, drawing(0, 4, 0, 5, 2, 5));
    expect(copies).toEqual([
      { row: 5, through: 1 },
      { row: 2, through: 1 },
      { row: 5, through: 1 },
    ]);
  });

  it('have no copies where they give alike, and never more than there is room for', () => {
    const alike = of([1, 1, 1], [1, 1, 1]);
    expect(copiesByModality(alike, { alpha: 1, valued: 1 }, randomStream(1, 'a'))).toEqual([]);
    const rows = Array.from({ length: 31 }, () => [0, 1, 1]);
    for (const alpha of [0.3, 1, 10]) {
      const copies = copiesByModality(of(...rows), { alpha, valued: 1 }, randomStream(1, 'b'));
      expect(copies.length).toBe(mostByModality(31, alpha));
      expect(new Set(copies.map(({ through }) => through))).toEqual(new Set([0]));
    }
  });
});
