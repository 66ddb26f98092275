/** Files of runs: what goes out comes back, and whatever does not fit is named with its place. */
import { expect, test } from 'vitest';
import { wholeRun } from '../../testing/stored-runs';
import { runsAsCsv } from './run-csv';
import { RunFileError, readRunFile, writeRunFile } from './run-file';

const run = wholeRun('joint');

test('a run comes back from its file with every number, its settings and its snapshots', () => {
  const [back] = readRunFile('runs.json', writeRunFile([run, wholeRun('di-mml', { seed: 2 })]));
  expect(back).toEqual(run);
});

/** The file with one field changed, its place given as in the message. */
function damaged(path: string, value: unknown): string {
  const file = JSON.parse(writeRunFile([run])) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const at = keys.reduce<Record<string, unknown>>(
    (part, key) => part[key] as Record<string, unknown>,
    file,
  );
  at[last] = value;
  return JSON.stringify(file);
}

test.each([
  ['no JSON', '{"kind": "modality', 'it is not JSON, or a part of it is missing'],
  ['another file', '{"kind":"recipe"}', 'kind is "recipe"; must be modality-lab-runs'],
  ['another version', damaged('format', 99), 'of another version of this lab'],
  ['no runs', damaged('runs', []), 'must hold at least one run'],
  [
    'an epoch that is text',
    damaged('runs.0.stored.run.epochs.1.epoch', 'two'),
    'runs.0.stored.run.epochs.1.epoch',
  ],
  [
    'epochs out of order',
    damaged('runs.0.stored.run.epochs.1.epoch', 1),
    'in the order of their epochs',
  ],
  ['settings out of range', damaged('runs.0.stored.settings.batchSize', 1), 'batchSize'],
  [
    'settings without the run',
    damaged('runs.0.stored.settings.methods', { ogm: {} }),
    'does not name joint',
  ],
  [
    'labels cut short',
    damaged('runs.0.snapshots.labels', 'i32:AAAAAA=='),
    'not one label for each sample',
  ],
  [
    'an array of the wrong kind',
    damaged('runs.0.snapshots.rows', 'f32:AAAAAA=='),
    'runs.0.snapshots.rows',
  ],
  ['no base64', damaged('runs.0.snapshots.rows', 'i32:%%%'), 'runs.0.snapshots.rows'],
  [
    'a class that is not there',
    damaged('runs.0.stored.summary.classNames', ['a', 'b']),
    'names a class',
  ],
])('%s is refused with its place and reason', (_what, text, reason) => {
  expect(() => readRunFile('runs.json', text)).toThrow(RunFileError);
  expect(() => readRunFile('runs.json', text)).toThrow(reason);
});

test('a file cannot reach the prototypes of the page', () => {
  const text = writeRunFile([run]).replace('"losses":{}', '"losses":{"__proto__":1,"total":2}');
  const [back] = readRunFile('runs.json', text);
  expect(Object.keys(back?.stored.run.epochs[0]?.losses ?? {})).toEqual(['total']);
});

test('the table has a row for every epoch and one for the end numbers', () => {
  const lines = runsAsCsv([run]).trim().split('\r\n');
  const heads = lines[0]?.split(',') ?? [];
  const cell = (line: number, column: string) => lines[line]?.split(',')[heads.indexOf(column)];
  expect(lines).toHaveLength(4);
  expect(cell(2, 'epoch')).toBe('2');
  expect(cell(2, 'accuracy.unimodal.sound')).toBe('0.44');
  expect(cell(3, 'at')).toBe('end');
  expect(cell(3, 'ridge.sound')).toBe('0.44');
});

test('a name that a spreadsheet would run is disarmed, one with commas is quoted', () => {
  const named = (label: string) => ({
    ...run,
    stored: { ...run.stored, run: { ...run.stored.run, label } },
  });
  expect(runsAsCsv([named('=HYPERLINK("x")')])).toContain('"\'=HYPERLINK(""x"")"');
  expect(runsAsCsv([named('a, b')])).toContain('"a, b"');
});
