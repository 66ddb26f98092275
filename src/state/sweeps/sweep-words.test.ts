/** What is said of a sweep is true while it trains too. */
import { expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { Knob } from '../../protocol/knobs';
import { type SweepPlan, sweepTasks } from './sweep-plan';
import type { SweepLine } from './sweep-points';
import { meanText, sweepProgress, sweptWords } from './sweep-words';
import type { SweepsState } from './sweeps';

/** A run with so many trained seeds at each value. */
const line = (...counts: readonly number[]): SweepLine => ({
  run: 'di-mml',
  label: 'DI-MML',
  isSwept: true,
  points: counts.map((count, place) => ({
    place,
    value: place,
    singles: Array.from({ length: count }, (_, k) => ({ id: `${k}`, seed: k + 1, value: 0.5 })),
    failed: [],
    spread: null,
  })),
});

test('a mean is said to be over the seeds that have trained, not over those that are planned', () => {
  const said = (...lines: readonly SweepLine[]) => meanText(lines, 3, 'seed');
  expect(said(line(0, 0))).toBe('mean over 3 seeds');
  expect(said(line(2, 1, 0))).toBe('mean over 1 to 2 of 3 seeds');
  expect(said(line(2, 2), line(2))).toBe('mean over 2 of 3 seeds');
  expect(said(line(3, 3), line(3))).toBe('mean over 3 seeds');
  expect(meanText([line(1)], 1, 'fold')).toBe('mean over 1 fold');
});

const PLAN: SweepPlan = {
  settings: settingsFrom({ epochs: 5, methods: { joint: {}, 'di-mml': {} } }),
  path: 'methods.di-mml.duc.temperature',
  run: 'di-mml',
  values: [0.5, 2],
  numbers: [3, 4, 5],
};
const STILL: SweepsState = {
  ...{ plan: PLAN, status: 'off', tasks: [], over: [], training: [], lost: [] },
  pace: { sinceMs: 0, share: 0 },
};

test('a sweep that stands still says how many of its races are on the shelf, also to a page that trained none of them', () => {
  const all = sweepTasks(PLAN, []);
  expect(sweepProgress(STILL, all.slice(4), null)).toBe(
    'Stopped, 4 of 6 races done. What is done is kept; going on trains the rest.',
  );
  expect(sweepProgress(STILL, [], null)).toBeNull();
  expect(sweepProgress({ ...STILL, plan: null }, [], null)).toBeNull();
  const lost = ['The device was lost.', 'The device was lost.'];
  expect(sweepProgress({ ...STILL, status: 'stopped', lost }, all.slice(1), null)).toBe(
    'Stopped, 1 of 6 races done. The rest could not be trained: The device was lost.',
  );
});

test('a figure of a sweep says what it was drawn from', () => {
  const knob: Knob = {
    ...{ path: PLAN.path, label: 'DUC temperature', explanation: '', kind: 'number' },
    ...{ default: 0.5, min: 0.01, max: 100 },
  };
  expect(sweptWords(PLAN, knob, [], 'seed')).toBe(
    'DUC temperature at 0.5 and 2. Seeds 3 to 5, 5 epochs.',
  );
});
