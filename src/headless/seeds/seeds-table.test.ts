import { describe, expect, it } from 'vitest';
import { type SeedEnded, type SeedNumbers, seedsTable } from './seeds-table';

const run = (method: string, fusion: number | null, sound: number): SeedNumbers => ({
  method,
  accuracy: { fusion, unimodal: { sound }, readouts: {} },
  ridge: { sound: sound / 2 },
});

/** Eight seeds in which `b` is better than `a` by 1 to 8 hundredths, and `alone` has no fused answer. */
const EIGHT: SeedEnded[] = Array.from({ length: 8 }, (_, i) => ({
  seed: i + 1,
  runs: [run('a', 0.5, 0.25), run('b', 0.51 + i / 100, 0.25), run('alone', null, 0.3)],
}));

describe('several seeds together', () => {
  it('have every number of every run by seed, with mean and spread', () => {
    const { runs } = seedsTable(['a', 'b', 'alone'], 'a', EIGHT.slice(0, 3));
    expect(runs.map(({ method }) => method)).toEqual(['a', 'b', 'alone']);
    expect(runs[1]?.values['fusion']).toEqual([0.51, 0.52, 0.53]);
    expect(runs[1]?.mean['fusion']).toBeCloseTo(0.52, 12);
    expect(runs[1]?.sd['fusion']).toBeCloseTo(0.01, 12);
    expect(runs[1]?.values['unimodal.sound']).toEqual([0.25, 0.25, 0.25]);
    expect(runs[1]?.values['ridge.sound']).toEqual([0.125, 0.125, 0.125]);
    expect(runs[2]?.values).not.toHaveProperty('fusion');
  });

  it('compare every method that has a number with the baseline, and say what they can', () => {
    const { comparisons } = seedsTable(['a', 'b', 'alone'], 'a', EIGHT);
    const fusion = comparisons.filter(({ measure }) => measure === 'fusion');
    expect(fusion).toHaveLength(1);
    expect(fusion[0]).toMatchObject({ method: 'b', against: 'a', verdict: 'better' });
    expect(fusion[0]?.p).toBeCloseTo(2 / 2 ** 8, 12);
    expect(fusion[0]?.pHolm).toBe(fusion[0]?.p);
    expect(fusion[0]?.differences[7]).toBeCloseTo(0.08, 12);
    expect(fusion[0]).not.toHaveProperty('least');
    expect(fusion[0]).not.toHaveProperty('seeds');
    const sound = comparisons.filter(({ measure }) => measure === 'unimodal.sound');
    expect(sound.map(({ method, verdict }) => [method, verdict])).toEqual([
      ['b', 'cannot-tell'],
      ['alone', 'better'],
    ]);
  });

  it('say how many seeds are the least where there are too few', () => {
    const { comparisons } = seedsTable(['a', 'b'], 'b', EIGHT.slice(0, 5));
    expect(comparisons[0]).toMatchObject({
      ...{ method: 'a', against: 'b', measure: 'fusion', verdict: 'too-few', least: 6 },
    });
  });

  it('leave a failed run blank, and compare the seeds that both have', () => {
    const ended = EIGHT.map((each) =>
      each.seed === 2
        ? { ...each, runs: [run('a', 0.5, 0.25), { method: 'b', failed: { code: 'diverged' } }] }
        : each,
    );
    const { runs, comparisons } = seedsTable(['a', 'b'], 'a', ended);
    expect(runs[1]?.values['fusion']?.slice(0, 3)).toEqual([0.51, null, 0.53]);
    expect(runs[1]?.failed).toEqual([{ seed: 2, code: 'diverged' }]);
    expect(runs[0]).not.toHaveProperty('failed');
    expect(runs[1]?.mean['fusion']).toBeCloseTo((8 * 0.545 - 0.52) / 7, 12);
    expect(comparisons[0]).toMatchObject({ measure: 'fusion', seeds: [1, 3, 4, 5, 6, 7, 8] });
    expect(comparisons[0]?.differences).toHaveLength(7);
  });

  it('say that a baseline failed everywhere: every comparison is there, without a pair', () => {
    const ended = EIGHT.map((each) => ({
      ...each,
      runs: [{ method: 'a', failed: { code: 'diverged' } }, ...each.runs.slice(1)],
    }));
    const { runs, comparisons } = seedsTable(['a', 'b', 'alone'], 'a', ended);
    expect(runs[0]).toMatchObject({ method: 'a', values: {}, mean: {}, sd: {} });
    expect(runs[0]?.failed).toEqual(EIGHT.map(({ seed }) => ({ seed, code: 'diverged' })));
    expect(comparisons.map(({ method, measure }) => `${method} ${measure}`)).toEqual([
      'b fusion',
      ...['b unimodal.sound', 'alone unimodal.sound'],
      ...['b ridge.sound', 'alone ridge.sound'],
    ]);
    expect(comparisons[0]).toMatchObject({
      ...{ against: 'a', seeds: [], differences: [], mean: null, interval: null },
      ...{ verdict: 'too-few', least: 6 },
    });
  });

  it('have no spread where there is one seed only', () => {
    expect(seedsTable(['a'], 'a', EIGHT.slice(0, 1)).runs[0]?.sd['fusion']).toBeNull();
  });
});
