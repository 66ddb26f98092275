/** `--folds` as a person or a script runs it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { randomStream } from '../../math/rng';
import { headless, linesOf, TINY_RACE, withoutTimes } from '../../testing/headless-command';

// many processes each: a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000 });

/** 45 rows of three classes by nine people, each person with five rows. */
function ownTable(split = false): string {
  const random = randomStream(1, 'table');
  const rows = Array.from({ length: 45 }, (_, i) => {
    const label = i % 3;
    const cells = [0, 1, 2, 3].map(() => (label + random.normal() / 2).toFixed(3));
    return [`p${i % 9}`, ...cells, 'abc'[label], ...(split ? [i % 4 ? 'train' : 'test'] : [])];
  });
  const head = ['speaker', 'x1', 'x2', 'y1', 'y2', 'class', ...(split ? ['split'] : [])];
  const path = join(mkdtempSync(join(tmpdir(), 'folds-')), 'table.csv');
  writeFileSync(path, [head, ...rows].map((row) => row.join()).join('\n'));
  return path;
}

describe('the command with folds', () => {
  it('prints the same lines on one thread and on four, fold after fold, and what they come to', async () => {
    const words = [
      '--data',
      ownTable(),
      '--folds',
      '3',
      '--methods',
      'joint,unimodal',
      ...TINY_RACE,
    ];
    const [one, four] = [
      await headless(...words, '--jobs', '1'),
      await headless(...words, '--jobs', '4'),
    ];
    expect([one.code, four.code]).toEqual([0, 0]);
    const plain = (ended: typeof one) =>
      linesOf(ended).map((line) => JSON.stringify(withoutTimes(line)));
    expect(plain(four)).toEqual(plain(one));
    const lines = linesOf(four);
    const folds = lines.slice(0, -1).map(({ fold }) => Number(fold));
    expect(folds).toEqual([...folds].sort());
    expect(new Set(folds)).toEqual(new Set([1, 2, 3]));
    const races = lines.filter(({ kind }) => kind === 'race-ended');
    expect(races.map(({ fold, settings }) => [fold, settings])).toMatchObject([
      [1, { folds: 3, fold: 1, seed: 1 }],
      [2, { folds: 3, fold: 2, seed: 1 }],
      [3, { folds: 3, fold: 3, seed: 1 }],
    ]);
    const right = lines.flatMap(({ kind, run, right }) =>
      kind === 'run-ended' && run === 'joint' ? [(right as { samples: number }).samples] : [],
    );
    expect(right.reduce((sum, samples) => sum + samples, 0)).toBe(45);
    const last = lines.at(-1) as {
      runs: { values: Record<string, number[]>; mean: object; sd: object }[];
      comparisons: object[];
    };
    expect(last).toMatchObject({ kind: 'folds-ended', baseline: 'joint', folds: [1, 2, 3] });
    const fusion = races.map(
      ({ runs }) => (runs as { accuracy: { fusion: number } }[])[0]?.accuracy.fusion,
    );
    expect(last.runs[0]?.values['fusion']).toEqual(fusion);
    expect(last.runs[0]?.mean).toHaveProperty('fusion');
    expect(last.runs[0]?.sd).toHaveProperty('fusion');
    expect(last.comparisons[0]).not.toHaveProperty('p');
  });

  it('refuses what cannot be cut into folds, in a sentence', async () => {
    const refused = async (...words: string[]) => {
      const { code, stderr } = await headless(...words, '--methods', 'joint', ...TINY_RACE);
      return `${code} ${stderr}`;
    };
    expect(await refused('--folds', '5')).toMatch(/^2 .*generated data are drawn anew/s);
    expect(await refused('--folds', '5', '--seeds', '1-2')).toMatch(
      /^2 --folds and --seeds are both given/,
    );
    expect(await refused('--folds', '1', '--data', ownTable())).toMatch(
      /^2 --folds is 1; it must be a whole number from 2 to 20/,
    );
    expect(await refused('--folds', '10', '--data', ownTable())).toMatch(
      /^2 .*folds is 10, and the group column has only 9 groups/s,
    );
    expect(await refused('--folds', '3', '--data', ownTable(true))).toMatch(
      /^2 .*the files say themselves what trains and what tests.*data[.]split=none/s,
    );
  });
});
