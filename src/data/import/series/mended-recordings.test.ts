/** What is wrong with recordings as phones and boards make them: each is mended and said, or left out with a sentence. */
import { expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { importData } from '../import-data';

const times = <T>(count: number, of: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
const wave = (speed: number, recording: number, i: number) => Math.sin(0.3 * speed * i + recording);
/** A recording whose lines `change` may make worse. */
const recording = (
  speed: number,
  n: number,
  change: (lines: string[]) => string[] = (lines) => lines,
) =>
  [
    't,x,y',
    ...change(
      times(
        48,
        (i) => `${20 * i},${wave(speed, n, i).toFixed(3)},${wave(speed, n + 1, i).toFixed(3)}`,
      ),
    ),
  ].join('\n');
const load = async (worse: Readonly<Record<string, string>>) => {
  const whole = Object.fromEntries(
    ['slow', 'fast'].flatMap((name, speed) =>
      times(6, (n) => [`${name}/${n}.csv`, recording(speed + 1, n)]),
    ),
  );
  const files = Object.entries({ ...whole, ...worse }).map(([path, text]) => fileOf(path, text));
  return (await importData(files, importOptionsFor(), nodeDecoders)).report;
};

it('says nothing of recordings that are in order', async () => {
  const report = await load({});
  expect(report.choices.join()).not.toMatch(/clock (pauses|is too)|time goes|passed over/);
  expect(report.leftOut).toEqual([]);
});

it.each([
  [
    'a pause',
    (lines: string[]) =>
      lines.map((line, i) =>
        i < 30 ? line : line.replace(/^\d+/, (time) => String(Number(time) + 9000)),
      ),
    /At 1 place the clock pauses or begins anew; .* its longest part was taken/,
  ],
  [
    'time that goes back and repeats',
    (lines: string[]) => [
      ...lines.slice(0, 8),
      lines[9] ?? '',
      lines[8] ?? '',
      ...lines.slice(10, 12),
      lines[11] ?? '',
      ...lines.slice(12),
    ],
    /At 1 place the time goes back a little.*1 reading has the time of the one before/s,
  ],
  [
    'cells without numbers',
    (lines: string[]) =>
      lines.map((line, i) => (i === 5 || i === 6 ? line.replace(/,.*/, ',,') : line)),
    /2 readings without numbers or without a time were passed over/,
  ],
  [
    'another rate',
    (lines: string[]) => lines.filter((_, i) => i % 3 === 0),
    /Series of 16 to 48 readings were brought to 48 moments/,
  ],
  [
    'a clock of whole seconds',
    (lines: string[]) => lines.map((line, i) => line.replace(/^\d+/, String(Math.floor(i / 12)))),
    /In 1 recording the clock is too coarse/,
  ],
])('says of %s what was done', async (_, change, sentence) => {
  const report = await load({ 'fast/2.csv': recording(2, 2, change) });
  expect(report.samples).toBe(12);
  expect(report.choices.join('\n')).toMatch(sentence);
});

it('leaves out a recording that is too short, or has other channels, with what to do', async () => {
  const report = await load({
    'fast/7.csv': recording(2, 7, (lines) => lines.slice(0, 5)),
    'fast/9.csv': recording(2, 9, (lines) =>
      lines.map((line, i) => line.replace(/^\d+/, String(i + 9000 * Math.floor(i / 5)))),
    ),
    'fast/8.csv': recording(2, 8).replace('t,x,y', 't,x,speed'),
  });
  expect(report.samples).toBe(12);
  expect(report.leftOut).toMatchObject([
    {
      file: 'fast/8.csv',
      reason: expect.stringContaining('does not have the channels that most recordings have'),
      fix: expect.stringContaining('Name their columns'),
    },
    {
      file: 'fast/9.csv',
      reason: expect.stringContaining('fewer than 8 readings in a row'),
      fix: expect.stringContaining('Record for longer'),
    },
    {
      file: 'fast/7.csv',
      reason: expect.stringMatching(/has 5 readings; a recording needs 8/),
      fix: expect.stringContaining('Record for longer'),
    },
  ]);
});

it('keeps the other sensors of a recording of which one hardly began', async () => {
  const sensor = (change?: (lines: string[]) => string[]) => recording(1, 1, change);
  const files = ['walk', 'run'].flatMap((name) =>
    times(6, (n) => [
      fileOf(`${name}/${n}/Accelerometer.csv`, sensor()),
      fileOf(
        `${name}/${n}/Gyroscope.csv`,
        sensor((lines) =>
          name === 'run' && n < 2
            ? n === 0
              ? lines.slice(0, 5)
              : lines.map((line, i) => line.replace(/^\d+/, String(i + 9000 * Math.floor(i / 5))))
            : lines,
        ),
      ),
    ]).flat(),
  );
  const { report } = await importData(files, importOptionsFor(), nodeDecoders);
  expect([report.samples, report.incomplete]).toEqual([12, 2]);
  expect(report.modalities.map(({ samples }) => samples)).toEqual([12, 10]);
  expect(report.leftOut.map(({ reason }) => reason).join('\n')).toMatch(
    /Gyroscope of run\/1 has fewer than 8 readings in a row; its recording keeps the other sensors\..*run\/0\/Gyroscope.csv has 5 readings/s,
  );
});
