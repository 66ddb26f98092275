/** Runs as tables: a column means one thing, every column is explained, and the summary is mean, spread and interval. */
import { expect, test } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { wholeRun } from '../../testing/stored-runs';
import { columnMeaning } from './column-meanings';
import { runTables } from './run-tables';
import type { WholeRun } from './stored-run';

const RUNS = [1, 2, 3].map((seed) => wholeRun('joint', { seed, fusion: 0.7 + seed / 100 }));

/** Rows by the names of their columns. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, c) => [names[c] ?? '', cell])),
  );
}

const WORDS = { catalogue, measures: measureCatalogue };
const tables = runTables(RUNS, WORDS);

test('epochs and ends stand apart, so that held-out and test never share a column', () => {
  const epochs = rowsOf(tables.epochs);
  expect(epochs).toHaveLength(6);
  expect(epochs[1]).toMatchObject({ epoch: '2', 'accuracy.unimodal.sound': '0.44' });
  expect(epochs[1]?.['spent.steps']).toBe('76');
  const ends = rowsOf(tables.ends);
  expect(ends).toHaveLength(3);
  expect(ends[0]).toMatchObject({
    seed: '1',
    status: 'ended',
    build: 'unknown',
    'test.accuracy.fusion': '0.71',
    'test.ridge.sound': '0.44',
    'settings.batchSize': String(RUNS[0]?.stored.settings.batchSize),
  });
  expect(Object.keys(ends[0] ?? {})).not.toContain('accuracy.fusion');
  // which samples are right is no number of a table
  expect(Object.keys(epochs[0] ?? {}).filter((column) => column.startsWith('right'))).toEqual([]);
});

test('the summary has mean, standard deviation and interval over the seeds', () => {
  const fusion = rowsOf(tables.summary).find(({ number }) => number === 'test.accuracy.fusion');
  expect(fusion).toMatchObject({ n: '3', seeds: '1 2 3' });
  expect(Number(fusion?.['mean'])).toBeCloseTo(0.72, 10);
  expect(Number(fusion?.['sd'])).toBeCloseTo(0.01, 10);
  expect(Number(fusion?.['low'])).toBeLessThan(0.72);
  expect(Number(fusion?.['high'])).toBeGreaterThan(0.72);
  expect(fusion?.['interval']).toBe('bootstrap');
  const ofTwo = rowsOf(runTables(RUNS.slice(0, 2), WORDS).summary)[0];
  expect(ofTwo).toMatchObject({ n: '2', low: '0.71', high: '0.72', interval: 'range' });
});

test('what a person wrote about runs stands with them, and in the summary of their seeds', () => {
  const about = { name: 'Base', note: 'for the talk', tags: ['talk', 'long'] };
  const [first, ...rest] = RUNS as [WholeRun, ...WholeRun[]];
  const named = runTables([{ ...first, about }, ...rest], WORDS);
  expect(named.ends).toContain(',Base,for the talk,"talk, long",ended,');
  expect(named.summary.split('\r\n')[1]).toContain(',Base,"talk, long",');
  expect(named.columns).not.toContain('does not know');
});

test('every column of every table is explained, measures in their own words', () => {
  const explained = rowsOf(tables.columns.replaceAll(/"[^"]*"/g, 'quoted'));
  const columns = (['epochs', 'ends', 'summary'] as const).flatMap((table) =>
    (tables[table].split('\r\n')[0] ?? '').split(',').map((column) => `${table}.csv ${column}`),
  );
  expect(explained.map(({ table, column }) => `${table} ${column}`)).toEqual(columns);
  expect(tables.columns.split('\r\n').filter((row) => row.includes('does not know'))).toEqual([]);
  // one meaning each: no two columns of a table share their words
  for (const table of ['epochs', 'ends', 'summary']) {
    const words = tables.columns
      .split('\r\n')
      .filter((row) => row.startsWith(`${table}.csv,`) && !row.includes(',settings.'))
      .map((row) => row.split(',').slice(2).join(','));
    expect(new Set(words).size).toBe(words.length);
  }
  expect(tables.columns).toContain('ends.csv,settings.epochs,');
  expect(tables.columns).toMatch(
    /epochs\.csv,accuracy\.unimodal\.sound,Share of held-out samples .* sound has right\.,"share, 0 to 1"/,
  );
});

test('every number of a measure with a shape is explained by itself', () => {
  const words = (column: string) => columnMeaning('epochs', column, WORDS);
  expect(words('calibration.shared.sound.error')).toEqual({
    meaning:
      'Expected calibration error of the shared head on sound: mean distance between confidence and being right, weighted by samples.',
    unit: 'share, 0 to 1',
  });
  expect(words('dimensionSpectrum.sizes.only.sound').unit).toBe('dimensions');
  expect(words('losses.duc.picture>sound').meaning).toMatch(/^What sound learns from picture:/);
  expect(words('settings.method.duc.temperature')).toMatchObject({
    meaning: expect.stringMatching(/^Of this run: /),
  });
  expect(words('settings.methodDefaults.*.fusionEpochs').unit).toContain('whole number');
  expect(words('settings.encoders.*.hidden').unit).toContain('a list of');
  expect(words('nobody.knows').unit).toBe('unknown');
});

test('a name that a spreadsheet would run is disarmed, one with commas is quoted', () => {
  const named = (label: string) => {
    const run = wholeRun('joint');
    const renamed = { ...run.stored, run: { ...run.stored.run, label } };
    return runTables([{ ...run, stored: renamed }], WORDS).ends;
  };
  expect(named('=HYPERLINK("x")')).toContain('"\'=HYPERLINK(""x"")"');
  expect(named('a, b')).toContain('"a, b"');
});
