/** What the command says of files: one line of JSON, whatever came of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headless } from '../../testing/headless-command';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-describe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, rows: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, rows.join('\n'));
  return path;
};

describe('--describe', () => {
  it('says what files chosen together mean, in one line, and trains nothing', async () => {
    const row = (i: number) => `${(i * 7) % 11}.5,${(i * 5) % 13}.5`;
    const rows = Array.from({ length: 40 }, (_, i) => i);
    const wing = write('wing.csv', ['w_long,w_wide', ...rows.map(row)]);
    const bill = write('bill.csv', [
      'b_long,b_wide,label',
      ...rows.map((i) => `${row(i + 3)},${i % 2 ? 'owl' : 'tit'}`),
    ]);
    const { code, stdout } = await headless('--data', wing, '--data', bill, '--describe');
    expect(code).toBe(0);
    const [line = '', ...more] = stdout.trim().split('\n');
    expect(more).toEqual([]);
    const said = JSON.parse(line) as Record<string, unknown>;
    expect(said).toMatchObject({
      kind: 'data-described',
      outcome: 'used',
      class: { from: 'column label', names: ['owl', 'tit'], counts: { owl: 20, tit: 20 } },
      samples: { total: 40 },
      splitFrom: 'drawn',
      group: null,
      groupHeldApart: false,
      pairedBy: 'row order',
      leftOut: [],
      questions: [],
    });
    expect(said['modalities']).toEqual([
      expect.objectContaining({ id: 'bill', columns: ['b_long', 'b_wide'], range: [0.5, 12.5] }),
      expect.objectContaining({ id: 'wing', columns: ['w_long', 'w_wide'], samples: 40 }),
    ]);
  });

  it('ends with 0 and says why where files are refused, and with 2 where there are none', async () => {
    const path = write('words.csv', ['a,b', ...Array.from({ length: 9 }, (_, i) => `x${i},y${i}`)]);
    const refused = await headless('--data', path, '--describe');
    expect(refused.code).toBe(0);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      outcome: 'refused',
      class: null,
      leftOut: [{ what: 'words.csv', count: 1, unit: 'file' }],
    });
    const none = await headless('--describe');
    expect(none.code).toBe(2);
    expect(none.stdout).toBe('');
    expect(none.stderr).toContain('--describe is for files, and --data names none.');
  });
});
