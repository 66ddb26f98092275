import { describe, expect, it } from 'vitest';
import { compareSeeds, leastSeeds, type MethodValues } from './compare-seeds';

const method = (name: string, values: readonly number[], firstSeed = 1): MethodValues => ({
  method: name,
  bySeed: new Map(values.map((value, i) => [firstSeed + i, value])),
});
const flat = (seeds: number, value = 0.8) => Array.from({ length: seeds }, () => value);
/** Six, seven ... seeds that are all a little better, each by another amount. */
const ahead = (seeds: number) => Array.from({ length: seeds }, (_, i) => 0.81 + i / 1000);

describe('the fewest seeds', () => {
  it.each([
    [1, 6],
    [2, 7],
    [3, 7],
    [4, 8],
    [6, 8],
    [7, 9],
  ])('of %d comparisons are %d', (comparisons, least) => {
    expect(leastSeeds(comparisons)).toBe(least);
  });

  it('make the difference between too few and a verdict', () => {
    const verdict = (seeds: number) =>
      compareSeeds({
        values: [method('a', flat(seeds)), method('b', ahead(seeds))],
        baseline: 'a',
        measure: 'fusion',
      })[0]?.verdict;
    expect(verdict(5)).toBe('too-few');
    expect(verdict(6)).toBe('better');
  });

  it('count the whole family, whoever is looked at', () => {
    const values = [method('a', flat(6)), method('b', ahead(6)), method('c', flat(6))];
    const [b] = compareSeeds({ values, baseline: 'a', measure: 'fusion' });
    expect(b).toMatchObject({ verdict: 'too-few', least: 7, p: 2 / 64, pHolm: 4 / 64 });
  });
});

describe('methods against a baseline', () => {
  it('say better, worse and cannot tell', () => {
    const values = [
      method('better', ahead(8)),
      method('base', flat(8)),
      method('worse', flat(8, 0.7)),
      method('alike', [0.81, 0.79, 0.82, 0.78, 0.81, 0.79, 0.8, 0.8]),
    ];
    const compared = compareSeeds({ values, baseline: 'base', measure: 'fusion' });
    expect(compared.map((one) => [one.method, one.against, one.verdict])).toEqual([
      ['better', 'base', 'better'],
      ['worse', 'base', 'worse'],
      ['alike', 'base', 'cannot-tell'],
    ]);
    expect(compared[1]?.mean).toBeCloseTo(-0.1, 12);
    expect(compared[2]?.pHolm).toBe(1);
  });

  it('pair by seed: what only one has does not count', () => {
    const values = [
      method('base', flat(10), 1),
      method('late', [...ahead(8), 0.1], 5),
      method('never', []),
    ];
    const [late, never] = compareSeeds({ values, baseline: 'base', measure: 'unimodal.sound' });
    expect(late?.seeds).toEqual([5, 6, 7, 8, 9, 10]);
    expect(late?.differences[0]).toBeCloseTo(0.01, 12);
    expect(never).toMatchObject({
      seeds: [],
      mean: null,
      interval: null,
      p: 1,
      verdict: 'too-few',
    });
  });

  it('give an interval round the mean of the differences', () => {
    const values = [method('base', flat(8)), method('ahead', ahead(8))];
    const [ours] = compareSeeds({ values, baseline: 'base', measure: 'fusion' });
    const [low, high] = ours?.interval ?? [0, 0];
    expect(ours?.mean).toBeCloseTo(0.0135, 12);
    expect(low).toBeGreaterThan(0.01);
    expect(low).toBeLessThan(0.0135);
    expect(high).toBeLessThan(0.017);
    expect(high).toBeGreaterThan(0.0135);
  });

  it('know no method under a name that is not there', () => {
    expect(() =>
      compareSeeds({ values: [method('a', [1])], baseline: 'b', measure: 'fusion' }),
    ).toThrow('The baseline b is none of these methods: a.');
  });
});
