/**
 * What somebody has who comes for the first time, each kind in a small form, written before looking at what the reader
 * makes of it: people and classes in one name, an archive per class, amounts that are no class, surveys, programs.
 */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../testing/import-fixtures';
import { zipOf } from '../../testing/zip-of';
import { describeData } from './describe';
import type { ImportOptions } from './options';

type Files = Readonly<Record<string, string | Uint8Array | readonly string[]>>;
const told = (files: Files, over: Partial<ImportOptions> = {}) =>
  describeData(
    Object.entries(files).map(([path, content]) =>
      fileOf(
        path,
        typeof content === 'string' || content instanceof Uint8Array ? content : content.join('\n'),
      ),
    ),
    importOptionsFor(over),
    spokenDecoders,
  );
const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const pick = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const grey = (i: number) => `grey ${((i * 13) % 90) / 100}`;
const num = (i: number, k = 1) => ((i * 7 * k) % 23) / 10 + 0.05;
const PEOPLE = ['Lena', 'Tom', 'Ayse'];

/** Four files of each person and word. */
const crossed = (
  words: readonly string[],
  path: (person: string, word: string, i: number) => string,
) =>
  Object.fromEntries(
    PEOPLE.flatMap((person) =>
      words.flatMap((word) => rows(4, (i) => [path(person, word, i + 1), grey(i)] as const)),
    ),
  );

describe('people and classes in one name', () => {
  it.each<[string, Files, readonly string[], string]>([
    [
      'a name with a capital letter beside words without is a person',
      crossed(['ja', 'nein'], (person, word, i) => `${word}-${i} ${person}.png`),
      ['ja', 'nein'],
      'file name part 3',
    ],
    [
      'so it is in front',
      crossed(['hund', 'katze'], (person, word, i) => `${person}_${word}_0${i}.png`),
      ['hund', 'katze'],
      'file name part 1',
    ],
    [
      'the word that is counted is the class where all are written alike',
      crossed(['Hund', 'Katze'], (person, word, i) => `${person} ${word} ${i}.png`),
      ['Hund', 'Katze'],
      'file name part 1',
    ],
    [
      'folders of people hold every word',
      crossed(['hund', 'katze'], (person, word, i) => `${person}/${word} ${i}.png`),
      ['hund', 'katze'],
      'folder level 1',
    ],
  ])('%s', async (_, files, classes, group) => {
    const line = await told(files);
    expect(line).toMatchObject({ outcome: 'asks', class: { names: classes }, group });
    expect(line.groupHeldApart).toBe(true);
    expect(line.questions[0]?.options).toHaveLength(2);
    expect(line.questions[0]?.options[0]).toContain('kept apart');
  });

  it('folders stay the likelier class where the names in them are those of people', async () => {
    const line = await told(
      crossed(['hund', 'katze'], (person, word, i) => `${word}/${person} ${i}.png`),
    );
    expect(line).toMatchObject({ outcome: 'asks', class: { names: ['hund', 'katze'] } });
  });
});

describe('archives and folders of classes', () => {
  const packed = (count: number) =>
    zipOf(Object.fromEntries(rows(count, (i) => [`${i}.png`, grey(i)])));

  it('the class is the name of the archive, without what all of them end with', async () => {
    const line = await told({
      'Rote Karte-samples.zip': await packed(9),
      'Ball-samples.zip': await packed(9),
    });
    expect(line).toMatchObject({
      outcome: 'used',
      class: { from: 'archive name', names: ['Ball', 'Rote Karte'] },
    });
    expect(line.notes.join(' ')).toContain('All names of classes end with "-samples"');
  });

  it('a class that was renamed by its whole name stays renamed', async () => {
    const line = await told(
      { 'a-samples.zip': await packed(9), 'b-samples.zip': await packed(9) },
      { classes: { 'a-samples': 'ape', b: 'bear' } },
    );
    expect(line.class?.names).toEqual(['ape', 'bear']);
  });

  it('archives of a split are no classes', async () => {
    const both = (count: number) =>
      zipOf(
        Object.fromEntries(rows(count, (i) => [`${pick(['elm', 'oak'], i)}/${i}.png`, grey(i)])),
      );
    const line = await told({ 'train.zip': await both(16), 'test.zip': await both(6) });
    expect(line).toMatchObject({
      outcome: 'used',
      class: { from: 'folder level 2', names: ['elm', 'oak'] },
      splitFrom: 'folders',
    });
  });

  it('a folder may say class and split at once', async () => {
    const files = ['rock', 'Rote Karte'].flatMap((name) => [
      ...rows(8, (i) => [`${name}_train/${i}.png`, grey(i)] as const),
      ...rows(4, (i) => [`${name}_test/${i}.png`, grey(i + 20)] as const),
    ]);
    const line = await told(Object.fromEntries(files));
    expect(line).toMatchObject({
      outcome: 'used',
      class: { names: ['Rote Karte', 'rock'] },
      samples: { test: 8, total: 24 },
      splitFrom: 'folders',
    });
  });
});

describe('a class that nothing calls so', () => {
  it('is asked for where it may be an amount', async () => {
    const line = await told({
      'rents.csv': [
        'miete;zimmer;flaeche;baujahr',
        ...rows(
          60,
          (i) =>
            `${500 + ((i * 37) % 700)};${1 + (i % 4)};${30 + ((i * 11) % 80)};${1950 + ((i * 7) % 20)}`,
        ),
      ],
    });
    expect(line.outcome).toBe('asks');
    expect(line.questions[0]?.options[0]).toContain('"zimmer"');
  });

  it('is refused where such numbers are all there is, with the column to choose', async () => {
    const files = {
      'flats.csv': [
        'zimmer,flaeche,miete,baujahr',
        ...rows(60, (i) => `${1 + (i % 4)},${30 + i},${500 + i * 3},${1950 + i}`),
      ],
    };
    const line = await told(files);
    expect([line.outcome, line.leftOut[0]?.mend]).toEqual([
      'refused',
      'Choose "zimmer" as the class if it is one, or add a column called "class".',
    ]);
    expect((await told(files, { label: 'zimmer' })).outcome).toBe('used');
  });

  it('is taken without a word where decimals stand beside it, or columns have no names', async () => {
    const lines = rows(60, (i) => `${num(i)},${num(i, 3)},${i % 3}`);
    for (const file of [['wide,long,code', ...lines], lines]) {
      expect((await told({ 'a.csv': file })).outcome).toBe('used');
    }
  });

  it('is no more the last answer of a survey than another one', async () => {
    const line = await told({
      'Antworten.csv': [
        '"Zeitstempel","Wie alt bist du?","Spielst du ein Instrument?","Was ist dein Lieblingsfach?"',
        ...rows(
          48,
          (i) =>
            `"2025/03/01 9:${10 + i}:12","${12 + (i % 4)}","${pick(['Ja', 'Nein'], (i * 5) >> 2)}","${pick(['Mathe', 'Kunst', 'Sport'], i)}"`,
        ),
      ],
    });
    expect([line.outcome, line.questions[0]?.options.length]).toEqual(['asks', 2]);
  });

  it('is a group in words before whole numbers', async () => {
    const line = await told({
      'survey.json': JSON.stringify(
        rows(40, (i) => ({
          id: 1000 + i,
          q1: 1 + (i % 5),
          q2: 1 + ((i * 3) % 5),
          group: pick(['A', 'B'], i),
        })),
      ),
    });
    expect(line.class?.from).toBe('column group');
  });
});

describe('what is no data', () => {
  it('is named for what it is', async () => {
    const line = await told({
      'src/main.py': 'import os',
      'src/model.py': 'import os',
      'src/lab.ipynb': '{}',
    });
    expect([line.outcome, line.leftOut[0]?.reason]).toEqual([
      'refused',
      expect.stringContaining(
        'It holds 2 Python programs (src/main.py, src/model.py), a Jupyter notebook (src/lab.ipynb), which are no data.',
      ),
    ]);
  });
});

describe('samples beyond as many as are asked for', () => {
  it('are left out by number, so that all are accounted for', async () => {
    const files = Object.fromEntries(
      rows(60, (i) => [`${pick(['elm', 'oak'], i)}/${i}.png`, grey(i)] as const),
    );
    const line = await told(files, { most: { train: 20, validation: 200, test: 6 } });
    const unasked = line.leftOut.find(({ unit }) => unit === 'sample');
    expect(unasked?.reason).toMatch(/20 of \d+ in the training split, 6 of \d+ in the test split/);
    expect(line.samples.total + (unasked?.count ?? 0)).toBe(60);
  });
});

describe('a table of files of which some are not there, or have no class', () => {
  const pictures = (folder: string, count: number, from = 0) =>
    Object.fromEntries(rows(count, (i) => [`${folder}/p${i + from}.png`, grey(i)] as const));
  const list = (extra: readonly string[] = []) => [
    'file,age,label',
    ...rows(20, (i) => `p${i}.png,${20 + ((i * 7) % 19)},${pick(['elm', 'oak'], i)}`),
    ...extra,
  ];

  it('a row whose picture is not there keeps what else it says', async () => {
    const line = await told({ 'list.csv': list(['p99.png,30,elm']), ...pictures('bilder', 20) });
    expect(line.modalities.map(({ kind, samples }) => [kind, samples])).toEqual([
      ['image', 20],
      ['vector', 21],
    ]);
    expect(line.notes.join(' ')).toContain('(p99.png in row 22 of list.csv)');
    expect(line.leftOut).toEqual([]);
  });

  it('a list without a class is told apart from one that is not needed, its pictures too', async () => {
    const line = await told({
      'train.csv': list(),
      'test.csv': ['file,age', ...rows(6, (i) => `p${i + 20}.png,${20 + i}`)],
      ...pictures('train', 20),
      ...pictures('test', 6, 20),
    });
    expect(line.samples.total).toBe(20);
    expect(line.leftOut.map(({ what, count, reason }) => [what, count, reason])).toEqual([
      ['test.csv', 1, 'test.csv names files and has no class column "label".'],
      [
        'test/p20.png',
        6,
        '6 files have no class: test.csv lists them without one (the first: test/p20.png).',
      ],
    ]);
    expect(line.leftOut[1]?.mend).toBe(
      'Add a column "label" with the class of each file, or leave it at that.',
    );
  });
});
