import { describe, expect, it } from 'vitest';
import { compareTable, type TableCell } from './compare-table';

const cell = (row: string, column: string, values: readonly number[]): TableCell => ({
  row,
  column,
  bySeed: new Map(values.map((value, i) => [i + 1, value])),
});
const base = (seeds: number) => Array.from({ length: seeds }, () => 0.8);
const ahead = (seeds: number) => Array.from({ length: seeds }, (_, i) => 0.81 + i / 1000);

describe('a table against one of its rows', () => {
  it('is one family over all columns', () => {
    const [columns, rows] = [
      ['a', 'b'],
      ['one', 'two'],
    ];
    const cells = (seeds: number) =>
      columns.flatMap((column) => [
        cell('base', column, base(seeds)),
        ...rows.map((row) => cell(row, column, row === 'one' ? ahead(seeds) : base(seeds))),
      ]);
    const verdicts = (seeds: number) =>
      compareTable(cells(seeds), 'base').cells.map(({ lead }) => lead?.verdict ?? null);
    // four comparisons: 2 / 2^7 is above .05 / 4, 2 / 2^8 is not
    expect(compareTable(cells(7), 'base')).toMatchObject({ family: 4, least: 8 });
    expect(verdicts(7)).toEqual([null, 'too-few', 'too-few', null, 'too-few', 'too-few']);
    expect(verdicts(8)).toEqual([null, 'better', 'cannot-tell', null, 'better', 'cannot-tell']);
  });

  it('pairs by seed, and says mean, spread and lead of what is there', () => {
    const { cells } = compareTable(
      [
        {
          row: 'base',
          column: 'a',
          bySeed: new Map([
            [1, 0.5],
            [2, 0.7],
          ]),
        },
        {
          row: 'x',
          column: 'a',
          bySeed: new Map([
            [2, 0.6],
            [3, 0.9],
          ]),
        },
        { row: 'x', column: 'b', bySeed: new Map([[1, 0.4]]) },
        { row: 'x', column: 'c', bySeed: new Map() },
      ],
      'base',
    );
    expect(cells).toHaveLength(3);
    const [, paired, alone] = cells;
    expect(paired?.mean).toBeCloseTo(0.75, 12);
    expect(paired?.sd).toBeCloseTo(0.3 / Math.SQRT2, 12);
    expect(paired?.lead).toMatchObject({ seeds: 1, interval: null, verdict: 'too-few' });
    expect(paired?.lead?.mean).toBeCloseTo(-0.1, 12);
    expect(alone).toMatchObject({ mean: 0.4, sd: null, lead: null });
  });
});
