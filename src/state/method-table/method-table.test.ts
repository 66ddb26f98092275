import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../data/presets';
import { type MethodTable, parseMethodTable } from '../../protocol/method-table';
import { cellText, rowsOf, seedsText, TABLE_ADDRESS, tellCell } from './method-table';

const lead = { seeds: 20, mean: -0.0441, interval: [-0.048, -0.039], pHolm: 0.001 } as const;
const cell = (row: string, column: string, more: object = {}) => ({
  ...{ row, column, values: [0.87, null, 0.89], mean: 0.88, sd: 0.014, lead: null },
  ...more,
});
const TABLE: MethodTable = parseMethodTable({
  ...{ kind: 'modality-lab-table', format: 1, measure: 'fusion', baseline: 'late' },
  ...{ seeds: [1, 2, 3], family: 2, least: 7, columns: ['a', 'b'], refused: [] },
  rows: ['late', 'umt'].map((id) => ({ id, method: id, steps: 1, before: 0, cpu: 1 })),
  cells: [
    cell('late', 'a'),
    cell('umt', 'a', { lead: { ...lead, verdict: 'worse' } }),
    cell('umt', 'b', { values: [0.5], mean: 0.5, sd: null, lead: { ...lead, verdict: 'too-few' } }),
  ],
});
const names = { row: (id: string) => id.toUpperCase(), column: (id: string) => id };
const told = (row: string, column: string) => {
  const found = TABLE.cells.find((each) => each.row === row && each.column === column);
  return found && tellCell(found, TABLE, names);
};

describe('a cell', () => {
  it('says its number, and with a baseline how far it is from it and what the seeds can tell', () => {
    expect(told('late', 'a')).toBe('LATE on “a”: 88.0 ± 1.4\u00a0%, 2 seeds.');
    expect(told('umt', 'a')).toBe(
      'UMT on “a”: 88.0 ± 1.4\u00a0%, 2 seeds. −4.4 points (−4.8 to −3.9) against the baseline: worse than the baseline.',
    );
    expect(told('umt', 'b')).toContain('1 seed. −4.4 points');
    expect(told('umt', 'b')).toContain('too few seeds to say more: 7 are the least.');
  });

  it('shows its number or its lead', () => {
    const [late, umt] = TABLE.cells;
    if (!late || !umt) throw new Error('There are cells.');
    expect(cellText(umt, 'accuracy')).toBe('88\u00a0%');
    expect(cellText(umt, 'lead')).toBe('−4.4');
    expect(cellText(late, 'lead')).toBe('');
  });

  it('shows its number in the heat map, too', () => {
    expect(TABLE.cells.map((each) => cellText(each, 'heat'))).toEqual(
      TABLE.cells.map((each) => cellText(each, 'accuracy')),
    );
  });

  it('that is not there leaves its place', () => {
    expect(rowsOf(TABLE).map(({ cells }) => cells.map((each) => each?.mean ?? null))).toEqual([
      [0.88, null],
      [0.88, 0.5],
    ]);
  });
});

it('says of how many seeds its numbers are, and what training takes', () => {
  expect(seedsText(TABLE)).toBe('1 to 2 seeds');
  expect(seedsText({ cells: TABLE.cells.slice(0, 1) })).toBe('2 seeds');
  expect(seedsText({ cells: TABLE.cells.slice(2) })).toBe('1 seed');
  const [late, umt] = TABLE.rows;
  if (!late || !umt) throw new Error('There are rows.');
  const { cpu: _, ...bare } = late;
  const rows = rowsOf({ ...TABLE, rows: [bare, { ...umt, time: 12.3 }] });
  expect(rows.map(({ time }) => time)).toEqual([null, '12×']);
  expect(rowsOf(TABLE).map(({ time }) => time)).toEqual(['1.0×', '1.0×']);
});

it('the table of this build is one, of all presets', async () => {
  const text = await readFile(new URL(`../../../public/${TABLE_ADDRESS}`, import.meta.url), 'utf8');
  const table = parseMethodTable(JSON.parse(text));
  expect(table.columns).toEqual(PRESETS.map(({ id }) => id));
  expect(table.cells.length).toBeGreaterThan(100);
});
