import { describe, expect, it } from 'vitest';
import { argmaxRows, type Matrix, matrix } from '../../math/matrix';
import { certaintyByFailure } from './certainty-by-failure';

const labels = Int32Array.from([0, 0, 0, 0, 0]);
/** Scores that answer 0 where right, else 1. */
const head = (right: readonly boolean[]): Matrix =>
  matrix(Float64Array.from(right.flatMap((r) => (r ? [1, 0] : [0, 1]))), 2);
const [yes, no] = [true, false];
const probed = (answers: Record<string, Matrix>) => ({
  ids: Object.keys(answers),
  probed: Object.fromEntries(Object.entries(answers).map(([id, z]) => [id, argmaxRows(z)])),
});

describe('certainty by failure', () => {
  // Samples: both right, picture only, picture only, sound only, neither. Weights of the picture head in order
  // .5, .8, .6, .3, .4: mean .7 where only the picture is right. The fusion head is right on samples 1, 2, 4.
  const picture = head([yes, yes, yes, no, no]);
  const sound = head([yes, no, no, yes, no]);
  const fusionHead = head([yes, yes, no, yes, no]);
  const weights = matrix(Float64Array.from([0.5, 0.5, 0.8, 0.2, 0.6, 0.4, 0.3, 0.7, 0.4, 0.6]), 2);
  const source = {
    ...probed({ picture, sound }),
    heads: { picture, sound, fusionHead },
    certainty: { heads: ['picture', 'sound'], weights },
    labels,
  };

  it('gives the hand case’s table, all right first and all wrong last', () => {
    const rows = certaintyByFailure(source);
    expect(rows.map(({ right, count }) => [right, count])).toEqual([
      [['picture', 'sound'], 1],
      [['picture'], 2],
      [['sound'], 1],
      [[], 1],
    ]);
    expect(rows[1]?.weights?.picture).toBeCloseTo(0.7, 12);
    expect(rows[1]?.weights?.sound).toBeCloseTo(0.3, 12);
    expect(rows[1]?.accuracy).toEqual({ picture: 1, sound: 0, fusionHead: 0.5 });
    expect(rows[3]?.accuracy).toEqual({ picture: 0, sound: 0, fusionHead: 0 });
  });

  it('says nothing of empty groups and of weights that are not there', () => {
    const rows = certaintyByFailure({
      ...source,
      ...probed({ picture, sound: picture }),
      certainty: null,
    });
    expect(rows.map(({ count }) => count)).toEqual([3, 0, 0, 2]);
    expect(rows[1]).toEqual({ right: ['picture'], count: 0, weights: null, accuracy: null });
    expect(rows[0]?.weights).toBeNull();
  });

  it('has a row for every pattern of three modalities', () => {
    const rows = certaintyByFailure({
      ...source,
      ...probed({ picture, sound, text: fusionHead }),
    });
    expect(rows).toHaveLength(8);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(rows[3]).toMatchObject({ right: ['picture'], count: 1 });
  });
});
