import { expect, it } from 'vitest';
import { methodOf } from '../../method/catalogue';
import { runKnobs } from '../../protocol/run-knobs';
import { parseSettings } from '../../protocol/settings';
import { PAIRS, RUNS } from './pairs';
import { completeSeeds, type Finished, table } from './table';

const PAIR = { what: 'x', written: 'agm', released: 'agm@released', knobs: [{}, {}] } as const;
const OTHER = { what: 'y', written: 'pmr', released: 'pmr@released', knobs: [{}, {}] } as const;

/** Released is higher by `lead` points in every seed, give or take a little. */
const finished = (run: string, seeds: number, value: (seed: number) => number): Finished[] =>
  Array.from({ length: seeds }, (_, k) => ({
    seed: k + 1,
    run,
    values: { fusion: value(k + 1) },
  }));

it('every run of a pair has knobs that its method knows', () => {
  expect(Object.keys(RUNS)).toHaveLength(2 * PAIRS.length);
  for (const [run, knobs] of Object.entries(RUNS)) {
    const settings = parseSettings({ methods: { [run]: { ...knobs } } });
    expect(() => runKnobs(methodOf(run).description, settings, run)).not.toThrow();
  }
});

it('compares only seeds in which every run has ended', () => {
  const runs = [...finished('agm', 3, () => 0.5), ...finished('agm@released', 2, () => 0.5)];
  expect(completeSeeds(runs, [PAIR])).toEqual([1, 2]);
  expect(completeSeeds([], [PAIR])).toEqual([]);
  expect(table([], [PAIR], ['fusion'])).toBe('Nothing has been measured yet.');
});

it('says of a difference what the test says after the correction over all rows', () => {
  // ten seeds: 2 / 2^10 = .002, times two rows = .004
  const wiggle = (seed: number) => 0.001 * (seed % 3);
  const runs = [
    ...finished('agm', 10, () => 0.8),
    ...finished('agm@released', 10, (seed) => 0.84 + wiggle(seed)),
    ...finished('pmr', 10, () => 0.8),
    ...finished('pmr@released', 10, (seed) => 0.8 + (seed % 2 === 0 ? 0.01 : -0.01)),
  ];
  const text = table(runs, [PAIR, OTHER], ['fusion']);
  const rows = text.split('\n').filter((line) => /^\| [xy] /.test(line));
  expect(rows[0]).toMatch(
    /^\| x \| 84\.1 \| 80\.0 \| \+4\.1 \| \+4\.0 to \+4\.1 \| 10 \| \.004 \| higher \|$/,
  );
  expect(rows[1]).toMatch(
    /^\| y \| 80\.0 \| 80\.0 \| 0\.0 \| \u2212.* to \+.* \| 10 \| 1\.000 \| cannot tell \|$/,
  );
});

it('a few seeds say nothing, however far apart they are', () => {
  const runs = [...finished('agm', 5, () => 0.1), ...finished('agm@released', 5, () => 0.9)];
  expect(table(runs, [PAIR], ['fusion'])).toContain(
    '| +80.0 | +80.0 to +80.0 | 5 | .063 | too few: 6 are the least |',
  );
});
