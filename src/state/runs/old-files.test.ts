/** Run files of old versions open: what they hold is all there, and what this lab measures besides is null. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureCatalogue } from '../../method/measures/catalogue';
import { type MeasuredValue, measured } from '../../protocol/measure';
import { unpackSnapshots } from './pack-snapshots';
import { readRunFile } from './run-file';
import { pastRaceOf } from './show-run';

const FOLDER = new URL('../../testing/run-files/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

interface RawRun {
  readonly stored: {
    readonly run: {
      readonly name: string;
      readonly epochs: readonly object[];
      readonly end: object;
    };
    readonly settings: object;
    readonly levels: object;
  };
  readonly snapshots: { readonly taken: readonly object[] };
}
const rawRuns = (name: string): readonly RawRun[] => JSON.parse(textOf(name)).runs;

test('there is a file of every version, each small enough to be kept for ever', () => {
  expect(files).toContain('format-1.json');
  for (const name of files) expect(textOf(name).length, name).toBeLessThan(60_000);
});

test.each(files)('%s opens with nothing lost', (name) => {
  const { runs, repairs } = readRunFile(name, textOf(name));
  expect(repairs).toEqual([]);
  rawRuns(name).forEach(({ stored, snapshots }, i) => {
    const read = runs[i];
    expect(read?.stored.run.epochs).toMatchObject(stored.run.epochs);
    expect(read?.stored.run.end).toEqual(stored.run.end);
    expect(read?.stored.levels).toEqual(stored.levels);
    expect(read?.stored.settings).toMatchObject(stored.settings);
    expect(unpackSnapshots(read?.snapshots ?? null)).toHaveLength(snapshots.taken.length);
  });
  expect(pastRaceOf(runs, { kind: 'shelf', id: '', title: '' })?.record).toHaveLength(runs.length);
});

test.each(files)(
  'of %s every measure has a value or is null, also one that was not taken yet',
  (name) => {
    const { runs } = readRunFile(name, textOf(name));
    const values = (id: string): readonly MeasuredValue[] =>
      runs.flatMap(({ stored }) => stored.run.epochs.map((epoch) => measured(epoch, id)));
    for (const { id, per } of measureCatalogue) {
      if (per === 'structure') continue;
      for (const value of values(id)) expect(value, id).not.toBeUndefined();
    }
    expect(values('cka').every((value) => typeof value === 'number')).toBe(true);
    expect(values('notMeasuredYet').every((value) => value === null)).toBe(true);
  },
);

test.each(files)('%s without any one field of its epochs still opens, that field blank', (name) => {
  const essential = new Set(['kind', 'run', 'epoch']);
  const fields = Object.keys(rawRuns(name)[0]?.stored.run.epochs[0] ?? {});
  expect(fields.length).toBeGreaterThan(20);
  for (const field of fields.filter((each) => !essential.has(each))) {
    const file = JSON.parse(textOf(name)) as { runs: readonly RawRun[] };
    for (const { stored } of file.runs) {
      for (const epoch of stored.run.epochs) delete (epoch as Record<string, unknown>)[field];
    }
    const { runs, repairs } = readRunFile(name, JSON.stringify(file));
    expect(repairs, field).toEqual([]);
    const rest = rawRuns(name)[0]?.stored.run.epochs[0] as Record<string, unknown>;
    const { [field]: _gone, ...others } = rest;
    expect(runs[0]?.stored.run.epochs[0], field).toMatchObject(others);
  }
});
