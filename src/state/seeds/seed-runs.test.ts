/** What counts as a seed of the present settings, and which seeds are still to be trained. */
import { expect, test } from 'vitest';
import { defaultSettings, settingsFrom } from '../../data/starting-settings';
import type { Settings } from '../../protocol/settings';
import { wholeRun } from '../../testing/stored-runs';
import { cardOf } from '../runs/run-card';
import type { WholeRun } from '../runs/stored-run';
import { runsOfSeeds, seedsToTrain } from './seed-runs';

const RACE: Settings = { ...defaultSettings(), methods: { joint: {}, 'di-mml': {} } };

const card = ({ stored }: WholeRun, id = stored.id, savedAt = stored.savedAt) =>
  cardOf({ ...stored, id, savedAt }, false);
const found = (cards: readonly ReturnType<typeof card>[], settings = RACE) =>
  runsOfSeeds(cards, settings).map(({ run, seed, fusion }) => [run, seed, fusion]);
const tasks = (known: readonly string[], settings: Settings, count: number) =>
  seedsToTrain(
    known.map((each) => {
      const [run = '', seed] = each.split(' ');
      return { run, seed: Number(seed) };
    }),
    settings,
    count,
  ).map(({ seed, missing }) => `${seed}: ${missing.join(', ')}`);

test('runs of the race are found by seed, whoever they raced against', () => {
  const cards = [
    card(wholeRun('di-mml', { seed: 2, fusion: 0.9 })),
    card(wholeRun('joint', { seed: 3, fusion: 0.8 })),
    card(wholeRun('joint', { seed: 1, fusion: 0.7 })),
    card(wholeRun('ogm', { seed: 1 })),
  ];
  expect(found(cards)).toEqual([
    ['joint', 1, 0.7],
    ['joint', 3, 0.8],
    ['di-mml', 2, 0.9],
  ]);
});

test.each([
  ['epochs', { epochs: 7 }],
  ['the batch', { batchSize: 16 }],
  ['an encoder', { encoders: { '*': { featureDim: 12 } } }],
  ['the data', { data: { ...RACE.data, id: 'useless-sound' } }],
  ['a knob of every method', { methodDefaults: { '*': { fusionEpochs: 3 } } }],
] as const)('a run with other settings (%s) does not count', (_, settings) => {
  const cards = [card(wholeRun('joint', { settings: settings as Partial<Settings> }))];
  expect(found(cards)).toEqual([]);
});

test('weights set to the first seed are kept on every seed, and the first counts for both', () => {
  const kept = (seed: number) => card(wholeRun('joint', { seed, settings: { weightSeed: 1 } }));
  const follows = (seed: number) => card(wholeRun('joint', { seed }));
  const seeds = (cards: readonly ReturnType<typeof card>[], settings = RACE) =>
    found(cards, settings).map(([, seed]) => seed);
  const fixed = { ...RACE, weightSeed: 1 };
  expect(seeds([kept(1), kept(2), follows(3)], fixed)).toEqual([1, 2]);
  expect(seeds([follows(1), kept(2)], fixed)).toEqual([1, 2]);
  expect(seeds([kept(1), follows(2), kept(3)])).toEqual([1, 2]);
});

test('a seed that was trained twice counts once, with the newest that ended', () => {
  const again = (id: string, fusion: number) => card(wholeRun('joint', { fusion }), id);
  expect(found([again('a', 0.7), again('b', 0.8)])).toEqual([['joint', 1, 0.8]]);
  const failed = { ...again('c', 0.6), status: 'failed', failure: 'diverged' } as const;
  expect(found([again('a', 0.7), failed])).toEqual([['joint', 1, 0.7]]);
});

test('a run that failed by itself was tried; one cut off, or of an older page, was not', () => {
  const one = card(wholeRun('joint'));
  const failed = { ...one, status: 'failed', failure: 'diverged' } as const;
  const [run] = runsOfSeeds([failed], RACE);
  expect(run).toMatchObject({ status: 'failed', fusion: null, unimodal: {}, alone: {} });
  const { failure: _, ...old } = failed;
  expect(runsOfSeeds([{ ...failed, failure: 'device-lost' }], RACE)).toEqual([]);
  expect(runsOfSeeds([old], RACE)).toEqual([]);
  expect(runsOfSeeds([{ ...one, status: 'stopped' }], RACE)).toEqual([]);
});

test('the present seed comes first, then those that lack a run, then the next ones', () => {
  const at7 = { ...RACE, seed: 7 };
  expect(tasks(['joint 3', 'joint 8', 'di-mml 8'], at7, 4)).toEqual([
    '7: joint, di-mml',
    '3: di-mml',
    '9: joint, di-mml',
  ]);
});

test('seeds that are whole count, whichever they are, and nothing is trained beyond what is asked', () => {
  const whole = (seeds: readonly number[]) => seeds.flatMap((s) => [`joint ${s}`, `di-mml ${s}`]);
  expect(tasks(whole([1, 5]), RACE, 3)).toEqual(['2: joint, di-mml']);
  expect(tasks(whole([1, 2, 3]), RACE, 3)).toEqual([]);
  expect(tasks(whole([1, 2, 3, 4]), RACE, 2)).toEqual([]);
});

test('after the largest seed comes 0', () => {
  const last = settingsFrom({ seed: 2_147_483_647, methods: { joint: {} } });
  expect(tasks([], last, 3)).toEqual(['2147483647: joint', '0: joint', '1: joint']);
});
