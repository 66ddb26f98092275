/** How far the seeds have come, in numbers and words. */
import { expect, test } from 'vitest';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import type { RaceRecord } from '../race-record';
import { shareOfPlan, timeLeft } from './seed-progress';
import { beginsText, isAllTrained, progressText, sideBySideText } from './seed-words';
import { createSeedsStore, type SeedsState } from './seeds-store';

/** Two runs of 40 epochs, ten of which are done in the first. */
const { record } = sourceOf(
  ['joint', 'di-mml'],
  Array.from({ length: 10 }, (_, i) => epochOf('joint', i + 1)),
);
const state = (part: Partial<SeedsState>): SeedsState => ({
  ...createSeedsStore().getState(),
  status: 'running',
  plan: [
    { seed: 7, missing: ['joint', 'di-mml'] },
    { seed: 8, missing: ['di-mml'] },
    { seed: 9, missing: ['joint'] },
  ],
  ...part,
});

test('a seed counts as much as the runs it lacks, and by the epochs that are done', () => {
  expect(shareOfPlan(state({}), [])).toBe(0);
  expect(shareOfPlan(state({}), record)).toBeCloseTo((2 * 10) / 80 / 4, 12);
  expect(shareOfPlan(state({ at: 2, over: [7, 8] }), [])).toBe(3 / 4);
  const beside = [{ seed: 8, share: 0.5 }];
  expect(shareOfPlan(state({ at: 0, beside, over: [9] }), [])).toBe((0.5 + 1) / 4);
});

test('runs from the shelf are no work, and a run that is over is done', () => {
  const [joint, diMml] = record;
  if (!joint || !diMml) throw new Error('The race has two runs.');
  const half: RaceRecord = [{ ...joint, status: 'ended', onShelf: true }, diMml];
  expect(shareOfPlan(state({ at: 1, over: [7] }), half)).toBe(2 / 4);
  const over: RaceRecord = [joint, { ...diMml, status: 'failed' }].map((run) => ({
    ...run,
    status: 'failed',
  }));
  expect(shareOfPlan(state({ at: 1, over: [7] }), over)).toBe(3 / 4);
});

test('time is told by the pace since it was last taken, once there is one', () => {
  const left = (ms: number, part: Partial<SeedsState> = {}) =>
    timeLeft(state({ at: 1, over: [7], ...part }), [], ms);
  // half of the work in five minutes
  expect(left(300_000)).toBe('about 5 minutes left');
  expect(left(20_000)).toBe('less than a minute left');
  expect(left(2 * 3_600_000)).toBe('about 2 hours left');
  expect(left(1000)).toBeNull();
  expect(left(300_000, { status: 'stopped' })).toBeNull();
  // what was done before the press was not trained in this time
  expect(left(300_000, { pace: { sinceMs: 0, share: 0.5 } })).toBeNull();
  expect(left(300_000, { pace: { sinceMs: 0, share: 0.25 } })).toBe('about 10 minutes left');
});

test('before they begin it is said how many train at a time, and what each takes', () => {
  const need = { runs: [], ms: 1, bytes: 30e6, sampleBytes: 5e6, threads: 3, isCounted: false };
  expect(sideBySideText(2, need, 'seed')).toBe(
    '3 seeds train at a time, each in a thread of its own that takes 20\u00A0MB.',
  );
  expect(sideBySideText(1, null, 'fold')).toBe(
    '2 folds train at a time, each in a thread of its own.',
  );
  expect(sideBySideText(0, need, 'seed')).toBeNull();
});

test('that is over once all are trained, of folds whatever number of seeds is wanted', () => {
  const found = [1, 2, 3, 3].map((seed) => ({ seed }));
  expect(isAllTrained({ status: 'off', count: 10 }, found, { folds: 3 })).toBe(true);
  expect(isAllTrained({ status: 'off', count: 3 }, found, {})).toBe(true);
  expect(isAllTrained({ status: 'off', count: 10 }, found, {})).toBe(false);
  expect(isAllTrained({ status: 'running', count: 3 }, found, {})).toBe(false);
});

test('the words name the seed, its place among all that are wanted, and the epoch', () => {
  const race = { epoch: 12, of: 55 };
  const seeds = state({ count: 10, at: 1 });
  expect(progressText(seeds, race, 'about 2 minutes left', {})).toBe(
    'Seed 8 (9 of 10): epoch 12 of 55, about 2 minutes left.',
  );
  expect(progressText(seeds, { epoch: 0, of: 55 }, null, {})).toBe(
    'Seed 8 (9 of 10): getting its data ready.',
  );
  expect(progressText({ ...seeds, status: 'stopped' }, race, null, {})).toBe(
    'Stopped at seed 9 of 10. What is done is kept; going on trains the rest.',
  );
  expect(progressText({ ...seeds, status: 'off' }, race, null, {})).toBeNull();
  expect(beginsText(seeds, {})).toBe('Seed 8 (9 of 10) is about to train.');
  expect(beginsText({ ...seeds, status: 'stopped' }, {})).toBeNull();
  expect(
    progressText(
      state({
        count: 10,
        beside: [
          { seed: 8, share: 0 },
          { seed: 9, share: 0.5 },
        ],
      }),
      race,
      null,
      {},
    ),
  ).toBe('Seed 7 (8 of 10): epoch 12 of 55; beside it 8 and 9.');
  const folds = state({ plan: [2, 3, 4, 5].map((seed) => ({ seed, missing: ['joint'] })), at: 1 });
  expect(progressText(folds, race, null, { folds: 5 })).toBe('Fold 3 (3 of 5): epoch 12 of 55.');
  expect(beginsText(folds, { folds: 5 })).toBe('Fold 3 (3 of 5) is about to train.');
});
