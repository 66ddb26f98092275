/** The table of all seeds: what is paired with what, runs that failed, and modalities that are called alike. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { fakeCatalogue, fakeSummary } from '../../testing/fake-lab-data';
import { baselineIn, measureIn, modalityNames, tellAllSeeds } from './all-seeds';
import type { SeedRun } from './seed-runs';
import { ALONE, comparisonsIn, seedTable, valuesIn } from './seed-table';
import { seedsAsCsv } from './seeds-csv';

const SETTINGS = { ...defaultSettings(), methods: { joint: {}, 'di-mml': {} } };
/** Two with one name: told apart by their ids everywhere. */
const [first, second] = fakeSummary(SETTINGS).modalities;
if (!first || !second) throw new Error('The made-up data have two modalities.');
const MODALITIES = [
  { ...first, id: 'left', name: 'Sound' },
  { ...second, id: 'fusion', name: 'Sound' },
];
const SUMMARY = { ...fakeSummary(SETTINGS), modalities: MODALITIES };

const run = (name: string, seed: number, numbers: Partial<SeedRun> = {}): SeedRun => ({
  id: `${seed}/${name}`,
  run: name,
  methodId: name,
  label: name === 'joint' ? 'Joint' : 'DI-MML',
  seed,
  status: 'ended',
  fusion: name === 'joint' ? 0.8 + seed / 1000 : 0.9 + seed / 500,
  unimodal: { left: 0.7, fusion: name === 'joint' ? 0.4 : 0.6 + seed / 1000 },
  alone: { left: 0.7, fusion: 0.61 },
  ...numbers,
});
const failed = (name: string, seed: number) =>
  run(name, seed, { status: 'failed', fusion: null, unimodal: {}, alone: {} });
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const both = (count: number) =>
  seeds(count).flatMap((seed) => [run('joint', seed), run('di-mml', seed)]);
const tableOf = (runs: readonly SeedRun[]) =>
  seedTable(runs, SETTINGS, MODALITIES, (name) => name.toUpperCase());

test('every run has a row with its numbers by seed, and its gaps to the same seed alone', () => {
  const { rows, seeds: known } = tableOf(both(3));
  expect(known).toEqual([1, 2, 3]);
  expect(rows.map(({ label }) => label)).toEqual(['Joint', 'DI-MML']);
  expect([...(rows[0]?.fusion ?? [])]).toEqual([
    [1, 0.801],
    [2, 0.802],
    [3, 0.803],
  ]);
  expect(rows[0]?.cells[1]?.gap.get(2)).toBeCloseTo(0.21, 12);
  expect(rows[0]?.cells[0]?.gap.get(2)).toBe(0);
});

test('a run without any seed has a row and its name', () => {
  const { rows } = tableOf([run('joint', 1)]);
  expect(rows[1]).toMatchObject({ label: 'DI-MML'.toUpperCase(), failed: [] });
  expect(rows[1]?.fusion.size).toBe(0);
});

test('a seed on which a run failed is named, and pairs with nothing', () => {
  const runs = [...both(8).filter(({ id }) => id !== '4/joint'), failed('joint', 4)];
  const table = tableOf(runs);
  expect(table.rows[0]?.failed).toEqual([4]);
  const [compared] = comparisonsIn(table, { of: 'fusion' }, 'joint');
  expect(compared).toMatchObject({
    method: 'di-mml',
    verdict: 'better',
    seeds: [1, 2, 3, 5, 6, 7, 8],
  });
});

test('a modality is compared by its own probe, though it is called like the prediction', () => {
  const table = tableOf(both(8));
  const [row] = table.rows;
  if (!row) throw new Error('There is a row.');
  expect(valuesIn(row, { of: 'modality', modality: 'fusion' }).get(1)).toBe(0.4);
  expect(valuesIn(row, { of: 'fusion' }).get(1)).toBe(0.801);
  const alone = comparisonsIn(table, { of: 'modality', modality: 'fusion' }, ALONE);
  expect(alone.map(({ method, against, verdict }) => [method, against, verdict])).toEqual([
    ['joint', ALONE, 'worse'],
    ['di-mml', ALONE, expect.stringMatching(/cannot-tell|worse/)],
  ]);
  // of the prediction there is nothing that trained alone
  expect(comparisonsIn(table, { of: 'fusion' }, ALONE)).toEqual([]);
});

test('a baseline or a measure that is gone gives way to the first', () => {
  const table = tableOf(both(2));
  expect(baselineIn(table, { baseline: null })).toBe('joint');
  expect(baselineIn(table, { baseline: 'ogm' })).toBe('joint');
  expect(baselineIn(table, { baseline: 'di-mml' })).toBe('di-mml');
  expect(measureIn(MODALITIES, { modality: 'gone' })).toEqual({ of: 'fusion' });
  expect(measureIn(MODALITIES, { modality: 'left' })).toEqual({ of: 'modality', modality: 'left' });
});

test('two modalities that are called alike are told apart in words', () => {
  expect([...modalityNames(MODALITIES).values()]).toEqual(['Sound (left)', 'Sound (fusion)']);
  const told = tellAllSeeds(tableOf(both(8)), SUMMARY, fakeCatalogue, { baseline: null });
  expect(told).toContain('Over 8 seeds, with all modalities: DI-MML (+');
  expect(told).toContain('Sound (fusion) stays below what it reaches alone under joint training');
  expect(told).not.toContain('Sound (left) stays');
});

test('the single values leave as one row per seed and run, unrounded', () => {
  const runs = [...both(2), failed('joint', 3)];
  const [heading = '', ...rows] = seedsAsCsv(tableOf(runs)).trim().split('\r\n');
  expect(heading.split(',')).toEqual([
    ...['seed', 'run', 'method', 'status', 'accuracy.fusion'],
    ...['accuracy.unimodal.left', 'alone.left', 'gap.left'],
    ...['accuracy.unimodal.fusion', 'alone.fusion', 'gap.fusion'],
  ]);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toBe(`1,joint,Joint,ended,0.801,0.7,0.7,0,0.4,0.61,${0.61 - 0.4}`);
  expect(rows[4]).toBe('3,joint,Joint,failed,,,,,,,');
  expect(rows[5]).toMatch(/^3,di-mml,DI-MML,not trained,/);
});
