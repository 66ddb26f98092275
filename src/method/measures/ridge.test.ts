import { expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import type { SplitData } from '../run/race-data';
import { ridgeAccuracy } from './ridge';

/** Two classes told apart by every dimension. */
const features = (dims: number) =>
  matrix(
    Float64Array.from({ length: 8 * dims }, (_, at) => Math.floor(at / dims) % 2),
    dims,
  );
const labels = Int32Array.from({ length: 8 }, (_, row) => row % 2);

const sharesOf = (dims: readonly number[]) => {
  const ids = dims.map((_, m) => `m${m}`);
  const seen = dims.map((each) => ({ features: features(each), labels }));
  const split: Pick<SplitData, 'labels' | 'has'> = { labels, has: dims.map(() => null) };
  return ridgeAccuracy(ids, seen, { features: seen.map((each) => each.features) }, split, 2);
};

it('is taken of features of up to 512 dimensions, and of none where one is longer', () => {
  expect(sharesOf([512, 2])).toEqual({ m0: 1, m1: 1 });
  expect(sharesOf([513, 2])).toEqual({});
});
