/** Cells that hold lists, as programs write them; and cells that only look so. */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../../testing/import-fixtures';
import { importData } from '../import-data';
import { withLists } from './list-cells';
import { readSeparated } from './read-separated';

const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const table = (cell: (i: number) => string, count = 6) =>
  withLists(
    readSeparated(
      new TextEncoder().encode(
        ['kind;list', ...rows(count, (i) => `${i % 2 ? 'a' : 'b'};${cell(i)}`)].join('\n'),
      ),
      't.csv',
    ),
  );
const names = (cell: (i: number) => string) => table(cell).columns.map(({ name }) => name);

describe('a cell with a list of numbers', () => {
  it.each([
    ['Python and JSON', (i: number) => `[${i}, 0.5, -1e-3]`],
    ['NumPy', (i: number) => `[${i}.  0.5 -1. ]`],
    ['the repr of NumPy', (i: number) => `array([${i}.1, 0.5, 2.0], dtype=float32)`],
    ['a tuple', (i: number) => `(${i}, 2, 3)`],
    ['blanks alone', (i: number) => `${i} 80 255`],
    ['bars', (i: number) => `0.${i}|0.2|0.3`],
  ])('as %s writes it is a column for each', (_, cell) => {
    const { columns, choices } = table(cell);
    expect(columns.map(({ name }) => name)).toEqual(['kind', 'list_0', 'list_1', 'list_2']);
    expect(columns.slice(1).every(({ textCount }) => textCount === 0)).toBe(true);
    expect(choices.join()).toContain('Each cell of "list" holds 3 numbers');
  });

  it('may be empty here and there', () => {
    const { columns } = table((i) => (i === 2 ? '' : `[${i}, 1, 2]`));
    expect(columns[1]?.missing).toBe(1);
    expect(columns[1]?.number(3)).toBe(3);
  });

  it('is none for phones, dates, ranges, lists of words and lists of different lengths', () => {
    for (const cell of [
      (i: number) => `030 44 5${i}`,
      (i: number) => `2026-11-0${i + 1} 10:00 5`,
      (i: number) => `${i} 2`,
      (i: number) => `[${i}, 'red', 3]`,
      (i: number) => `[${i}, 1${', 2'.repeat(i)}]`,
      (i: number) => `[${i}, 1, ..., 4]`,
    ]) {
      expect(names(cell)).toEqual(['kind', 'list']);
    }
    const uneven = table((i) => `[${i}, 1${', 2'.repeat(i)}]`);
    expect(uneven.choices.join()).toContain('of different lengths');
  });

  it('of grey values is a picture, as faces with an emotion and a usage have it', async () => {
    const { dataSet, report } = await importData(
      [
        fileOf(
          'faces.csv',
          [
            'emotion,pixels,Usage',
            ...rows(
              40,
              (i) =>
                `${i % 3},${rows(64, (k) => (i * 31 + k * k * 7) % 256).join(' ')},${i < 28 ? 'Training' : 'PublicTest'}`,
            ),
          ].join('\n'),
        ),
      ],
      importOptionsFor(),
      spokenDecoders,
    );
    expect(report.meaning).toMatchObject({
      classFrom: 'column emotion',
      splitFrom: 'column Usage',
    });
    expect(report.counts).toMatchObject({ train: 28, test: 12 });
    expect(dataSet.modalities.map(({ kind, shape }) => [kind, shape])).toEqual([
      ['image', [8, 4, 1]],
      ['image', [8, 4, 1]],
    ]);
  });

  it('of two embeddings makes two modalities', async () => {
    const list = (i: number, k: number) =>
      `"[${rows(5, (j) => ((i * k + j) % 7) / 10).join(', ')}]"`;
    const { dataSet } = await importData(
      [
        fileOf(
          'e.csv',
          [
            'image_embedding,text_embedding,label',
            ...rows(40, (i) => `${list(i, 3)},${list(i, 5)},${i % 2 ? 'x' : 'y'}`),
          ].join('\n'),
        ),
      ],
      importOptionsFor(),
      spokenDecoders,
    );
    expect(dataSet.modalities.map(({ id, shape }) => [id, shape])).toEqual([
      ['image', [5]],
      ['text', [5]],
    ]);
  });
});
