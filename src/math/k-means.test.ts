/** K-means and purity on points few enough for paper. */
import { describe, expect, it } from 'vitest';
import { kMeans, purity, scaledColumns } from './k-means';
import { matrix } from './matrix';

/** Points on a line. */
const line = (...at: number[]) => ({ values: Float64Array.from(at), rows: at.length, columns: 1 });

describe('columns scaled to -1..1', () => {
  it('go by their own smallest and largest number, and a constant one is -1', () => {
    const scaled = scaledColumns(matrix(Float32Array.of(0, 7, 1, 7, 4, 7), 2));
    expect([...scaled.values]).toEqual([-1, -1, -0.5, -1, 1, -1]);
  });
});

describe('k-means', () => {
  it('moves centres to the means of their rows until no row changes', () => {
    // from 0 and 1: {0} {1 5 6} with means 0 and 4, then 1 goes over: {0 1} {5 6}
    expect([...kMeans(line(0, 1, 5, 6), Int32Array.of(0, 1))]).toEqual([0, 0, 1, 1]);
  });

  it('gives a row between two centres to the first', () => {
    expect([...kMeans(line(0, 1, 2), Int32Array.of(2, 0))]).toEqual([1, 0, 0]);
  });

  it('leaves a centre without rows where it is', () => {
    // two centres on one point: all rows near it go to the first of them
    expect([...kMeans(line(3, 3, 9), Int32Array.of(0, 1, 2))]).toEqual([0, 0, 2]);
  });
});

it('purity counts the most frequent class of every cluster', () => {
  const clusters = Int32Array.of(0, 0, 0, 1, 1, 2);
  expect(purity(clusters, Int32Array.of(1, 1, 0, 2, 0, 0))).toBeCloseTo(4 / 6, 12);
  expect(purity(clusters, new Int32Array(6))).toBe(1);
});
