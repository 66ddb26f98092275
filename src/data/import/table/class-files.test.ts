/** Tables that hold a class each, as people have them; and tables with equal columns that do not. */
import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import type { ImportOptions } from '../options';
import { readSeparated } from './read-separated';
import { tablesLayout } from './tables-layout';

const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const read = (
  files: Readonly<Record<string, readonly string[]>>,
  over: Partial<ImportOptions> = {},
) =>
  tablesLayout(
    Object.entries(files).map(([name, lines]) =>
      readSeparated(new TextEncoder().encode(lines.join('\n')), name),
    ),
    importOptionsFor(over),
  );
const num = (i: number, k = 1) => ((i * 7 * k) % 23) / 10 + 0.05;
const leaf = (count: number, shift = 0) => [
  'petal,sepal,width',
  ...rows(count, (i) => `${num(i) + shift},${num(i, 3)},${num(i, 5)}`),
];
const counts = (raw: ReturnType<typeof read>) => {
  const all: Record<string, number> = {};
  for (const label of raw.labels) all[label] = (all[label] ?? 0) + 1;
  return all;
};

describe('one table a class', () => {
  it('is laid end to end, and the class is the name of the file, whatever the lengths', () => {
    for (const [a, b] of [
      [20, 20],
      [12, 31],
    ] as const) {
      const raw = read({ 'setosa.csv': leaf(a), 'virginica.csv': leaf(b, 1) });
      expect(counts(raw)).toEqual({ setosa: a, virginica: b });
      expect(raw.meaning.classFrom).toBe('file name part 1');
      expect(raw.offer?.roles['file name part 1']).toBe('label');
      expect(raw.leftOut).toEqual([]);
    }
  });

  it('without names of columns too, and with what all files share', () => {
    const raw = read({
      'iris_setosa_2024.csv': leaf(15).slice(1),
      'iris_virginica_2024.csv': leaf(18, 1).slice(1),
      'iris_versicolor_2024.csv': leaf(16, 2).slice(1),
    });
    expect(counts(raw)).toEqual({ setosa: 15, virginica: 18, versicolor: 16 });
    expect(raw.meaning.classFrom).toBe('file name part 2');
  });

  it('in a folder of the class, one or several files', () => {
    const raw = read({
      'set/oak/a.csv': leaf(10),
      'set/oak/b.csv': leaf(11),
      'set/elm/a.csv': leaf(12, 1),
      'set/elm/b.csv': leaf(13, 1),
    });
    expect(counts(raw)).toEqual({ oak: 21, elm: 25 });
    expect(raw.meaning.classFrom).toBe('folder level 2');
    const one = read({ 'oak/measures.csv': leaf(10), 'elm/measures.csv': leaf(12, 1) });
    expect(counts(one)).toEqual({ oak: 10, elm: 12 });
  });

  it('numbered files of one class are one class', () => {
    const raw = read({
      'walk_1.csv': leaf(10),
      'walk_2.csv': leaf(12),
      'run_1.csv': leaf(11, 1),
      'run_2.csv': leaf(13, 1),
    });
    expect(counts(raw)).toEqual({ walk: 22, run: 24 });
  });

  it('with parts to train and to test keeps the split', () => {
    const raw = read({
      'train/oak.csv': leaf(20),
      'train/elm.csv': leaf(22, 1),
      'test/oak.csv': leaf(7),
      'test/elm.csv': leaf(9, 1),
    });
    expect(counts(raw)).toEqual({ oak: 27, elm: 31 });
    expect(raw.splits?.filter((split) => split === 'test')).toHaveLength(16);
    expect(raw.meaning.splitFrom).toBe('files');
  });

  it('with a column of words in it is asked about, and answered', () => {
    const files = {
      'oak.csv': [
        'height,soil,width',
        ...rows(20, (i) => `${num(i)},${i % 2 ? 'wet' : 'dry'},${num(i, 3)}`),
      ],
      'elm.csv': [
        'height,soil,width',
        ...rows(24, (i) => `${num(i)},${i % 2 ? 'wet' : 'dry'},${num(i, 3)}`),
      ],
    };
    const raw = read(files);
    const [question] = raw.meaning.questions;
    expect(counts(raw)).toEqual({ oak: 20, elm: 24 });
    expect(question?.options.map(({ choices }) => choices.label)).toEqual([
      'file name part 1',
      'soil',
    ]);
    expect(question?.options[0]?.text).toBe('file name part 1: 2 classes (oak 20, elm 24)');
    expect(counts(read(files, { label: 'soil' }))).toEqual({ wet: 22, dry: 22 });
    expect(read(files, { label: 'file name part 1' }).meaning.questions).toEqual([]);
  });
});

describe('tables with equal columns', () => {
  it('that say the class themselves are pieces of one table', () => {
    const piece = (count: number) => [
      'a,b,species',
      ...rows(count, (i) => `${num(i)},${num(i, 3)},${i % 2 ? 'gull' : 'tern'}`),
    ];
    const raw = read({ '2019.csv': piece(20), '2020.csv': piece(27) });
    expect(counts(raw)).toEqual({ gull: 23, tern: 24 });
    expect(raw.meaning.classFrom).toBe('column species');
  });

  it('and the same class in every row are views of the same samples', () => {
    const view = (k: number) => [
      'x,y,kind',
      ...rows(20, (i) => `${num(i, k)},${num(i, k + 1)},${i % 2 ? 'a' : 'b'}`),
    ];
    const raw = read({ 'left.csv': view(1), 'right.csv': view(4) });
    expect(raw.labels).toHaveLength(20);
    expect(raw.modalities.map(({ id }) => id)).toEqual(['left', 'right']);
  });

  it('that are called a part, a view or a kind of data say no class', () => {
    for (const [a, b] of [
      ['part1', 'part2'],
      ['left', 'right'],
      ['sounds', 'pictures'],
    ]) {
      const files = { [`${a}.csv`]: leaf(20), [`${b}.csv`]: leaf(20, 1) };
      expect(() => read(files)).toThrow('says which class a row is of');
    }
  });
});
