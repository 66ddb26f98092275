/** Recordings whose clock is written as dates, or counts since 1970: it orders them, and is no channel. */
import { expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { readFiles } from '../import-data';

const times = <T>(count: number, of: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
const value = (speed: number, n: number, i: number, k: number) =>
  Math.sin(0.2 * speed * i + n + 2 * k).toFixed(3);
const two = (count: number) => String(count).padStart(2, '0');
/** Seconds and milliseconds of a reading: 20 a second. */
const at = (i: number) => [two(Math.floor(i / 20)), String((i % 20) * 50).padStart(3, '0')];
const READINGS = 40;

/** How a reading's moment is written: the cells before its numbers, under these names. */
type Clock = readonly [names: string, of: (i: number) => string, between?: string];
const CLOCKS: Readonly<Record<string, Clock>> = {
  'ISO dates': ['timestamp', (i) => `2024-03-05 12:00:${at(i).join('.')}`],
  'ISO dates with a zone': ['when', (i) => `2024-03-05T12:00:${at(i).join('.')}+01:00`],
  milliseconds: ['ms since epoch', (i) => String(1_709_640_001_000 + 50 * i)],
  microseconds: ['t_us', (i) => String(1_709_640_001_000_000 + 50_000 * i)],
  nanoseconds: ['time', (i) => `${1_709_640_001_000 + 50 * i}000000`],
  'seconds with a fraction': ['unix', (i) => (1_709_640_001 + i / 20).toFixed(2)],
  'the day first': ['Datum', (i) => `05.03.2024 12:00:${at(i).join(',')}`, ';'],
  'day and time apart': ['Date,Time', (i) => `3/5/2024,12:00:${at(i).join('.')}`],
  'times of day': ['Zeit', (i) => `23:59:${at(i).join('.')}`, ';'],
  'halves of days': ['logged', (i) => `3/5/2024 1:00:${at(i).join('.')} PM`],
};

const read = (files: Readonly<Record<string, string>>) =>
  readFiles(
    Object.entries(files).map(([path, text]) => fileOf(path, text)),
    importOptionsFor(),
    nodeDecoders,
  );
const channels = ({ modalities }: Awaited<ReturnType<typeof read>>) =>
  modalities.flatMap(({ featureNames }) => featureNames);

const row = ([, of, between = ',']: Clock, speed: number, n: number, i: number) =>
  [of(i), value(speed, n, i, 0), value(speed, n, i, 1)].join(between);
const files = (clock: Clock, change: (rows: string[]) => string[] = (rows) => rows) =>
  Object.fromEntries(
    ['slow', 'fast'].flatMap((name, speed) =>
      times(5, (n) => [
        `${name}/${n}.csv`,
        [
          [clock[0], 'left', 'right'].join(clock[2] ?? ','),
          ...change(times(READINGS, (i) => row(clock, speed + 1, n, i))),
        ].join('\n'),
      ]),
    ),
  );

it.each(Object.entries(CLOCKS))('%s, a file for each recording', async (_, clock) => {
  const raw = await read(files(clock));
  expect(raw.modalities.map(({ kind, shape }) => [kind, shape])).toEqual([
    ['series', [READINGS, 2]],
  ]);
  expect(channels(raw)).toEqual(['left', 'right']);
  expect(raw.choices.join(' ')).toContain('The clock is column');
});

it.each(['ISO dates', 'milliseconds', 'day and time apart'])(
  '%s in one long table',
  async (name) => {
    const clock = CLOCKS[name] as Clock;
    const lines = times(12, (n) =>
      times(READINGS, (i) => `p${n % 3},${n % 2 ? 'run' : 'sit'},${row(clock, 1 + (n % 2), n, i)}`),
    ).flat();
    const raw = await read({
      'log.csv': [`user,activity,${clock[0]},left,right`, ...lines].join('\n'),
    });
    expect(raw.meaning).toMatchObject({ classFrom: 'column activity', group: 'user' });
    expect(channels(raw)).toEqual(['left', 'right']);
    expect(raw.modalities[0]?.kind).toBe('series');
  },
);

it('rows newest first, or in no order, are read in the order of time', async () => {
  const clock = CLOCKS['ISO dates'] as Clock;
  const [ordered, turned, mixed] = await Promise.all([
    read(files(clock)),
    read(files(clock, (rows) => rows.toReversed())),
    read(files(clock, (rows) => rows.map((_, i) => rows[(i * 7) % READINGS] as string))),
  ]);
  expect(turned.modalities[0]?.data).toEqual(ordered.modalities[0]?.data);
  expect(mixed.modalities[0]?.data).toEqual(ordered.modalities[0]?.data);
  expect(turned.choices.join()).toContain('newest first');
});

it('readings at uneven moments are brought to even ones', async () => {
  // twice as slow after half of them; the left channel counts the seconds that have passed
  const steps = times(READINGS, (i) => (i < 20 ? i : 20 + 2 * (i - 20)));
  const lines = steps.map(
    (step, i) => `2024-03-05 12:00:${at(step).join('.')},${step / 20},${value(1, 0, i, 0)}`,
  );
  const text = ['when,left,right', ...lines].join('\n');
  const raw = await read(
    Object.fromEntries(times(10, (n) => [`${n % 2 ? 'slow' : 'fast'}/${n}.csv`, text])),
  );
  const left = times(READINGS, (i) => raw.modalities[0]?.data[2 * i] ?? 0);
  const [last = 0] = steps.slice(-1);
  times(READINGS, (i) => expect(left[i]).toBeCloseTo((i / (READINGS - 1)) * (last / 20), 1));
});
