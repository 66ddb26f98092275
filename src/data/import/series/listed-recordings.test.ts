/** The class of recordings in a table of its own, by their names or numbers, each layout in a small form of its own. */
import { expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { assemble } from '../assemble';
import { readFiles } from '../import-data';
import type { ImportOptions } from '../options';

const times = <T>(count: number, of: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
const two = (count: number) => String(count).padStart(2, '0');
const CLASSES = ['sit', 'walk'];
const classOf = (n: number) => CLASSES[n % 2] as string;
const readings = (n: number, before = '') =>
  times(
    30,
    (i) =>
      `${before}${20 * i},${[0, 1].map((k) => Math.sin(0.2 * (1 + (n % 2)) * i + n + k).toFixed(3))}`,
  );
const sheet = (n: number) => ['t,x,z', ...readings(n)].join('\n');
const COUNT = 12;
type Files = Readonly<Record<string, string>>;
const files = (nameOf: (n: number) => string): Files =>
  Object.fromEntries(times(COUNT, (n) => [nameOf(n), sheet(n)]));
const list = (names: string, row: (n: number) => string) =>
  [names, ...times(COUNT, row)].join('\n');

const read = async (some: Files, over: Partial<ImportOptions> = {}) => {
  const options = importOptionsFor(over);
  const sources = Object.entries(some).map(([path, text]) => fileOf(path, text));
  const raw = await readFiles(sources, options, nodeDecoders);
  const { report } = assemble(raw, options);
  return { raw, report };
};

it.each<[string, Files, string]>([
  [
    'the name of a file',
    {
      ...files((n) => `recordings/r${two(n)}.csv`),
      'labels.csv': list('recording,activity', (n) => `r${two(n)},${classOf(n)}`),
    },
    'column activity',
  ],
  [
    'its path, folders and ending included',
    {
      ...files((n) => `data/${n}a.csv`),
      'index.csv': list('file,label', (n) => `data/${n}a.csv,${classOf(n)}`),
    },
    'column label',
  ],
  [
    'its number, without zeros and what all names share',
    {
      ...files((n) => `trial_${two(n + 1)}.csv`),
      'meta.csv': list('id,state', (n) => `${n + 1},${classOf(n)}`),
    },
    'column state',
  ],
  [
    'a folder for each recording',
    {
      ...files((n) => `all/p${n}/data.csv`),
      'labels.tsv': list('name\tmovement', (n) => `p${n}\t${classOf(n)}`),
    },
    'column movement',
  ],
  [
    'a number of class, whatever it is called',
    {
      ...files((n) => `m${n}.csv`),
      'what.csv': list('machine,fault', (n) => `m${n},${n % 2}`),
    },
    'column fault',
  ],
  [
    'words in a column of one long table',
    {
      'log.csv': ['recording,t,x,z', ...times(COUNT, (n) => readings(n, `r${n},`)).flat()].join(
        '\n',
      ),
      'labels.csv': list('recording,activity', (n) => `r${n},${classOf(n)}`),
    },
    'column activity',
  ],
  [
    'numbers in a column of one long table that is called otherwise',
    {
      'log.csv': ['series_id,t,x,z', ...times(COUNT, (n) => readings(n, `${n},`)).flat()].join(
        '\n',
      ),
      'y.csv': list('id,surface', (n) => `${n},${classOf(n)}`),
    },
    'column surface',
  ],
])('%s is what the list knows a recording by', async (_, some, classFrom) => {
  const { raw, report } = await read(some);
  expect(report.classCounts.map(({ count }) => count)).toEqual([6, 6]);
  expect(raw.modalities.map(({ kind, shape }) => [kind, shape])).toEqual([['series', [30, 2]]]);
  expect(raw.meaning.classFrom).toBe(classFrom);
  expect(raw.choices.join()).toMatch(/ says the .* of each recording by /);
});

it('whose they are and which part they are in stand there too', async () => {
  const { raw } = await read({
    ...files((n) => `r${two(n)}.csv`),
    'labels.csv': list(
      'recording,subject,activity,split,age',
      (n) =>
        `r${two(n)},anna${n % 4},${classOf(n)},${n % 4 === 3 ? 'test' : 'train'},${20 + (n % 4)}`,
    ),
  });
  expect(raw.meaning).toMatchObject({ group: 'subject', splitFrom: 'column split' });
  expect(raw.splits?.filter((split) => split === 'test')).toHaveLength(3);
});

it('of several sensors a recording the list says it once', async () => {
  const { raw, report } = await read({
    ...files((n) => `r${two(n)}_acc.csv`),
    ...files((n) => `r${two(n)}_gyro.csv`),
    'labels.csv': list('recording,activity', (n) => `r${two(n)},${classOf(n)}`),
  });
  expect(report.classCounts.map(({ name, count }) => `${name} ${count}`)).toEqual([
    'sit 6',
    'walk 6',
  ]);
  expect(raw.modalities.map(({ id }) => id)).toEqual(['acc', 'gyro']);
});

it('what it does not know, or has no readings, is left out by name; another of its columns can be the class', async () => {
  const some = {
    ...files((n) => `r${two(n)}.csv`),
    'r98.csv': sheet(1),
    'labels.csv': `${list('recording,activity,place', (n) => `r${two(n)},${classOf(n)},${n < 6 ? 'hall' : 'yard'}`)}\nr99,sit,yard`,
  };
  const { raw } = await read(some);
  expect(raw.labels).toHaveLength(COUNT);
  expect(raw.leftOut.map(({ reason }) => reason)).toEqual([
    '1 recording is not in the list (r98).',
    '1 recording of the list has no readings (r99).',
  ]);
  const { report } = await read(some, { label: 'place' });
  expect(report.classCounts.map(({ name }) => name)).toEqual(['hall', 'yard']);
});

it('a list beside rows that are no readings is joined as before', async () => {
  const noise = (n: number, k: number) =>
    ((Math.imul(n * 31 + k * 17, 2654435761) >>> 8) % 997) / 99;
  const { raw } = await read({
    'visits.csv': list('patient,pulse,weight', (n) => `p${n},${noise(n, 1)},${noise(n, 2)}`),
    'patients.csv': list('patient,diagnosis', (n) => `p${n},${classOf(n)}`),
  });
  expect(raw.modalities.map(({ kind }) => kind)).toEqual(['vector']);
});

it('one list is found among more recordings than are held against each other', async () => {
  const many = times(80, (n) => n);
  const { raw } = await read({
    ...Object.fromEntries(many.map((n) => [`r${two(n)}.csv`, sheet(n)])),
    'labels.csv': ['recording,activity', ...many.map((n) => `r${two(n)},${classOf(n)}`)].join('\n'),
  });
  expect(raw.meaning.classFrom).toBe('column activity');
  expect(raw.labels).toHaveLength(80);
});
