import { expect, test } from 'vitest';
import { type WholeRunChange, wholeRun } from '../../testing/stored-runs';
import { cardOf } from './run-card';
import { changedPaths } from './settings-diff';
import { runGroups } from './shelf-groups';

const card = (name: string, change: WholeRunChange = {}) =>
  cardOf(wholeRun(name, change).stored, true);

test('seeds of one setting stand together with mean and sample standard deviation', () => {
  const [group, ...others] = runGroups([
    card('joint', { seed: 1, fusion: 0.8 }),
    card('joint', { seed: 2, fusion: 0.82 }),
    card('joint', { seed: 3, fusion: 0.84 }),
  ]);
  expect(others).toEqual([]);
  expect(group?.seeds).toEqual([1, 2, 3]);
  expect(group?.fusion?.mean).toBeCloseTo(0.82);
  expect(group?.fusion?.sd).toBeCloseTo(0.02);
  expect(group?.band.at(-1)?.low).toBeCloseTo(0.8);
});

test('weights set to the first seed stand with the seeds that keep them, else with those that follow', () => {
  const kept = (seed: number) => card('joint', { seed, settings: { weightSeed: 1 } });
  const seeds = (cards: readonly ReturnType<typeof card>[]) =>
    runGroups(cards).map((group) => group.seeds);
  expect(seeds([kept(1), kept(2)])).toEqual([[1, 2]]);
  expect(seeds([kept(1), card('joint', { seed: 2 })])).toEqual([[1, 2]]);
  expect(seeds([kept(1), card('joint', { seed: 1 }), kept(2)])).toEqual([[1, 2], [1]]);
});

test('a seed trained twice counts once, its newest run', () => {
  const [group] = runGroups([
    card('joint', { seed: 1, fusion: 0.7 }),
    { ...card('joint', { seed: 1, fusion: 0.8 }), id: 'later' },
  ]);
  expect(group?.cards).toHaveLength(2);
  expect(group?.fusion).toEqual({ mean: 0.8, sd: null });
});

test('another method, another setting and a stopped run stand by themselves', () => {
  const stopped = { ...card('joint', { seed: 4 }), status: 'stopped' as const };
  const groups = runGroups([
    card('joint'),
    card('di-mml'),
    card('joint', { settings: { epochs: 50 } }),
    stopped,
  ]);
  expect(groups).toHaveLength(4);
});

test('the difference of two runs is only what differs', () => {
  const longer = card('joint', { seed: 2, settings: { epochs: 50 } });
  expect(changedPaths(card('joint'), longer)).toEqual([
    { path: 'seed', first: '1', second: '2' },
    { path: 'epochs', first: '40', second: '50' },
  ]);
  const paths = changedPaths(card('joint'), card('di-mml')).map(({ path }) => path);
  expect(paths[0]).toBe('method');
  expect(paths.every((path) => path.startsWith('method'))).toBe(true);
});
