/** The table of who failed: a row for every way in which modalities can be wrong, with the weights of that run. */
import { expect, test } from 'vitest';
import type { FailureRow } from '../../protocol/measures';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { whoFailed } from './who-failed';

const { summary } = sourceOf([], []);

const row = (
  right: readonly string[],
  count: number,
  weights: FailureRow['weights'],
  answer: number | null,
): FailureRow => ({
  right,
  count,
  weights,
  accuracy: answer === null ? null : { fusion: answer, picture: 0.5, sound: 0.5 },
});

const TABLE = [
  row(['picture', 'sound'], 20, { picture: 0.5, sound: 0.5 }, 1),
  row(['picture'], 6, { picture: 0.8, sound: 0.2 }, 0.9),
  row(['sound'], 0, null, null),
  row([], 4, { picture: 0.4, sound: 0.6 }, 0.25),
];

test('every group says who was wrong, how many samples, whom the answer trusted and how often it was right', () => {
  const epoch = epochOf('late-ensemble', 40, { certaintyByFailure: TABLE });
  const table = whoFailed(epoch, summary);
  expect(table?.samples).toBe(30);
  expect(table?.modalities.map(({ word }) => word)).toEqual(['picture', 'sound']);
  expect(table?.groups.map(({ who, count, trust, right }) => [who, count, trust, right])).toEqual([
    ['nobody', 20, [0.5, 0.5], 1],
    ['only the sound', 6, [0.8, 0.2], 0.9],
    ['only the picture', 0, [null, null], null],
    ['both', 4, [0.4, 0.6], 0.25],
  ]);
});

test('there is no table where nobody sorted the samples, and none of a run that weighs no heads', () => {
  const unsorted = epochOf('late-ensemble', 40, { certaintyByFailure: null });
  expect(whoFailed(unsorted, summary)).toBeNull();
  const unweighed = TABLE.map((each) => ({ ...each, weights: null }));
  expect(whoFailed(epochOf('joint', 40, { certaintyByFailure: unweighed }), summary)).toBeNull();
});
