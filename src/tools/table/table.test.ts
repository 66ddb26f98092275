import { expect, it } from 'vitest';
import { parseMethodTable } from '../../protocol/method-table';
import type { CellResult } from './cells';
import { tablePage } from './page';
import { methodTable } from './summary';

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);
const spent = { steps: 100, before: 0, cpu: 1 };

const cell = (method: string, preset: string, seed: number, fusion: number | null): CellResult => ({
  ...{ method, preset, seed, ...spent },
  rows: { [method]: { fusion, unimodal: { sound: 0.5 } } },
});

const taught = (preset: string, seed: number, fusion: number): CellResult => ({
  ...cell('umt', preset, seed, fusion),
  ...{ steps: 200, before: 100, cpu: 3 },
});

/** Two presets: on the first `joint` is behind by about ten points, on the second ahead; `unimodal` fuses nothing. */
const RESULTS: readonly CellResult[] = SEEDS.flatMap((seed) => [
  cell('late-ensemble', 'a', seed, 0.9),
  cell('late-ensemble', 'b', seed, 0.5),
  cell('joint', 'a', seed, 0.8 + seed / 500),
  cell('joint', 'b', seed, 0.6 + seed / 500),
  cell('unimodal', 'a', seed, null),
  taught('a', seed, 0.9 + (seed % 2 === 0 ? 0.01 : -0.01)),
  { ...cell('dgl', 'b', seed, null), rows: {}, steps: 0, refused: 'DGL cannot.' },
  ...(seed === 1
    ? [{ ...cell('umt', 'b', seed, null), rows: {}, steps: 0, refused: 'It diverged.' }]
    : [taught('b', seed, 0.5)]),
]);

it('holds every cell against the tuned late ensemble, in one family', () => {
  const table = methodTable(RESULTS, ['a', 'b']);
  // joint and umt, on two presets
  expect(table).toMatchObject({ baseline: 'late-ensemble', family: 4, least: 8, seeds: SEEDS });
  const verdicts = table.cells.map(({ row, column, lead }) => [row, column, lead?.verdict ?? null]);
  expect(verdicts).toEqual([
    ['late-ensemble', 'a', null],
    ['joint', 'a', 'worse'],
    ['umt', 'a', 'cannot-tell'],
    ['late-ensemble', 'b', null],
    ['joint', 'b', 'better'],
    ['umt', 'b', 'cannot-tell'],
  ]);
  expect(table.rows.map(({ id, steps, before, cpu }) => [id, steps, before, cpu])).toEqual([
    ['late-ensemble', 1, 0, 1],
    ['joint', 1, 0, 1],
    ['umt', 2, 1, 3],
  ]);
  expect(table.refused).toEqual([
    { method: 'dgl', column: 'b', message: 'DGL cannot.' },
    { method: 'umt', column: 'b', message: 'It diverged. (1 of 10 seeds)' },
  ]);
});

it('says on its page what the tests say, and no more', () => {
  const page = tablePage(methodTable(RESULTS, ['a', 'b']), ['T 0.1', 'logits']);
  expect(page).toContain('- `joint`: better on `b` (+11.1); worse on `a` (−8.9).');
  expect(page).toContain('Told from it nowhere: `umt`.');
  expect(page).toContain('| `joint` | 81.1 ± 0.6 ▼ | 61.1 ± 0.6 ▲ |');
  expect(page).toContain('(T 0.1 and logits)');
  expect(page).toContain('- `umt` on `b`: It diverged. (1 of 10 seeds)');
  const few = RESULTS.filter(({ seed }) => seed < 8);
  expect(tablePage(methodTable(few, ['a', 'b']), [])).toContain('No cell has the 8 seeds');
  expect(tablePage(methodTable(few, ['a', 'b']), [])).not.toContain('▲ |');
});

it('is a file that the page reads as it was written', () => {
  const table = methodTable(RESULTS, ['a', 'b']);
  expect(parseMethodTable(JSON.parse(JSON.stringify(table)))).toEqual(table);
  expect(() => parseMethodTable({ ...table, format: 2 })).toThrow('format does not fit');
  expect(() => parseMethodTable(null)).toThrow('no table of methods');
});
