/** Runs as tables: a column means one thing, every column is explained, and the summary is mean, spread and interval. */
import { expect, test } from 'vitest';
import { measureCatalogue } from '../../method/measures/catalogue';
import { wholeRun } from '../../testing/stored-runs';
import { runTables } from './run-tables';

const RUNS = [1, 2, 3].map((seed) => wholeRun('joint', { seed, fusion: 0.7 + seed / 100 }));

/** Rows by the names of their columns. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, c) => [names[c] ?? '', cell])),
  );
}

const tables = runTables(RUNS, measureCatalogue);

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
  expect(Number(fusion?.['low95'])).toBeLessThan(0.72);
  expect(Number(fusion?.['high95'])).toBeGreaterThan(0.72);
});

test('every column of every table is explained, measures in their own words', () => {
  const explained = rowsOf(tables.columns.replaceAll(/"[^"]*"/g, 'quoted'));
  const columns = (['epochs', 'ends', 'summary'] as const).flatMap((table) =>
    (tables[table].split('\r\n')[0] ?? '').split(',').map((column) => `${table}.csv ${column}`),
  );
  expect(explained.map(({ table, column }) => `${table} ${column}`)).toEqual(columns);
  expect(tables.columns.split('\r\n').filter((row) => row.includes('does not know'))).toEqual([]);
});

test('a name that a spreadsheet would run is disarmed, one with commas is quoted', () => {
  const named = (label: string) => {
    const run = wholeRun('joint');
    const renamed = { ...run.stored, run: { ...run.stored.run, label } };
    return runTables([{ ...run, stored: renamed }], []).ends;
  };
  expect(named('=HYPERLINK("x")')).toContain('"\'=HYPERLINK(""x"")"');
  expect(named('a, b')).toContain('"a, b"');
});
