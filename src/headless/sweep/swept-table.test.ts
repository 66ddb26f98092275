import { expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { parseMethodTable } from '../../protocol/method-table';
import type { SettingsInput } from '../../protocol/settings';
import type { SweptRun } from './groups';
import { sweptTable } from './swept-table';

const SEEDS = [1, 2, 3, 4, 5, 6, 7];

/** Seven seeds of one run; where `fusion` is null it failed. */
const runs = (method: string, fusion: number | null, more: SettingsInput = {}, knobs = {}) =>
  SEEDS.map((seed): SweptRun => {
    const settings = settingsFrom({ ...more, seed, methods: { [method]: knobs } });
    const id = `${settings.data.id} ${method} ${JSON.stringify(knobs)} ${seed}`;
    const failed = { code: 'diverged', message: 'It diverged.', hint: '' };
    const accuracy = { fusion: (fusion ?? 0) + seed / 1000, unimodal: {}, readouts: {} };
    return { id, settings, numbers: fusion === null ? { method, failed } : { method, accuracy } };
  });

const synergy: SettingsInput = { data: { id: 'synergy' } };
const RUNS = [
  ...runs('joint', 0.5),
  ...runs('di-mml', 0.6),
  ...runs('joint', 0.7, synergy),
  ...runs('di-mml', null, synergy),
];

it('the results of a sweep are a table of runs and conditions, each cell with its runs', () => {
  const table = parseMethodTable(JSON.parse(JSON.stringify(sweptTable(RUNS, null))));
  expect(table).toMatchObject({
    ...{ origin: 'sweep', baseline: 'joint', seeds: SEEDS, family: 1, least: 6 },
    columns: ['sound-starves', 'synergy'],
    rows: [
      { id: 'joint', method: 'joint' },
      { id: 'di-mml', method: 'di-mml' },
    ],
    refused: [{ method: 'di-mml', column: 'synergy', message: 'It diverged.' }],
  });
  const [, lead] = table.cells;
  expect(lead).toMatchObject({ row: 'di-mml', column: 'sound-starves' });
  expect(lead?.lead).toMatchObject({ verdict: 'better', seeds: 7 });
  expect(lead?.runs).toEqual(SEEDS.map((seed) => `sound-starves di-mml {} ${seed}`));
  // where all seeds failed there is no cell
  expect(table.cells).toHaveLength(3);
});

it('a row says what its training takes beside the baseline, over the pairs that both have', () => {
  const timed = RUNS.map((run): SweptRun => {
    const { method } = run.numbers;
    if (method === 'joint') return { ...run, durationMs: 100 * run.settings.seed };
    return run.settings.seed < 3 ? { ...run, durationMs: 150 * run.settings.seed } : run;
  });
  const times = (baseline: string | null) =>
    sweptTable(timed, baseline).rows.map(({ id, time }) => [id, time]);
  expect(times(null)).toEqual([
    ['joint', 1],
    ['di-mml', 1.5],
  ]);
  expect(times('di-mml').map(([, time]) => Number(time).toFixed(2))).toEqual(['0.67', '1.00']);
  expect(sweptTable(RUNS, null).rows[0]).not.toHaveProperty('time');
});

it('with too few seeds it has intervals and no words', () => {
  const few = RUNS.filter(({ settings }) => settings.seed <= 3);
  const leads = sweptTable(few, null).cells.flatMap(({ lead }) => lead ?? []);
  expect(leads).toMatchObject([
    { verdict: 'too-few', interval: [expect.any(Number), expect.any(Number)] },
  ]);
});

it('whatever else the sweep varied is told apart: conditions by column, knobs by row', () => {
  const table = sweptTable(
    [
      ...runs('joint', 0.5, { batchSize: 16 }),
      ...runs('joint', 0.5, { batchSize: 32 }),
      ...runs('joint', 0.6, { batchSize: 32 }, { fusion: 'sum' }),
    ],
    null,
  );
  expect(table.columns).toEqual(['sound-starves · batchSize=16', 'sound-starves · batchSize=32']);
  expect(table.rows.map(({ id }) => id)).toEqual([
    'joint',
    'joint (as it is)',
    'joint (fusion=sum)',
  ]);
  expect(new Set(table.rows.map(({ method }) => method))).toEqual(new Set(['joint']));
});
