import { describe, expect, it } from 'vitest';
import { randomStream } from '../../math/rng';
import { answered } from '../../testing/answered';
import {
  drawGroups,
  drawRaces,
  falseVerdicts,
  netsToldApart,
  type SelfRun,
} from './false-verdicts';

const random = () => randomStream(1, 'test');

/** 40 data with four runs each; `reaches` says what a run reaches. */
const runs = (reaches: (seed: number, weightSeed: number) => number): SelfRun[] =>
  Array.from({ length: 160 }, (_, i) => {
    const [seed, weightSeed] = [1 + (i >> 2), i % 4];
    const right = Math.round(reaches(seed, weightSeed));
    return {
      seed,
      weightSeed,
      values: { fusion: right / 1000 },
      right: answered(1000, right, {}).right,
    };
  });

describe('groups of a method against itself', () => {
  it('are of different data, and of two different runs on each', () => {
    const groups = drawGroups(
      runs(() => 800),
      200,
      8,
      random(),
    );
    expect(groups).toHaveLength(200);
    for (const group of groups) {
      expect(new Set(group.map(([first]) => first.seed)).size).toBe(8);
      for (const [first, second] of group) {
        expect(first.seed).toBe(second.seed);
        expect(first.weightSeed).not.toBe(second.weightSeed);
      }
    }
  });

  it('are seldom told apart where weights alone make the difference, near what the test promises', () => {
    const noise = randomStream(7, 'noise');
    const values = Array.from({ length: 160 }, () => 800 + 12 * noise.normal());
    const groups = drawGroups(
      runs((seed, weightSeed) => values[4 * (seed - 1) + weightSeed] ?? 0),
      200,
      8,
      random(),
    );
    const rate = falseVerdicts(groups, 'fusion');
    expect(rate.of).toBe(200);
    expect(rate.interval[0]).toBeLessThanOrEqual(0.05);
    expect(rate.said).toBeGreaterThan(0);
  });

  it('are told apart every time where a run is not what it says: its first weights are always better', () => {
    const groups = runs((_, weightSeed) => 800 - 10 * weightSeed);
    const ordered = drawGroups(groups, 200, 8, random()).map((group) =>
      group.map(([a, b]) => (a.weightSeed < b.weightSeed ? ([a, b] as const) : ([b, a] as const))),
    );
    expect(falseVerdicts(ordered, 'fusion').said).toBe(200);
  });

  it('of five seeds are refused: nothing could be said', () => {
    const groups = drawGroups(
      runs(() => 800),
      10,
      5,
      random(),
    );
    expect(() => falseVerdicts(groups, 'fusion')).toThrow('5 seeds are too few; 6 are the least.');
    expect(() => drawGroups(runs(() => 800).slice(0, 20), 1, 8, random())).toThrow(
      '8 data with two runs each are needed; there are 5.',
    );
  });
});

describe('single races of a method against itself', () => {
  it('are different pairs', () => {
    const races = drawRaces(
      runs(() => 800),
      200,
      random(),
    );
    const names = races.map(([a, b]) => `${a.seed} ${a.weightSeed} ${b.weightSeed}`);
    expect(new Set(names).size).toBe(200);
    expect(() =>
      drawRaces(
        runs(() => 800),
        241,
        random(),
      ),
    ).toThrow('241 pairs of runs are needed; there are 240.');
  });

  it('tell nets apart that answer differently, and not those that answer alike', () => {
    expect(
      netsToldApart(
        drawRaces(
          runs(() => 800),
          200,
          random(),
        ),
      ).said,
    ).toBe(0);
    const differing = runs((_, weightSeed) => 800 - 20 * weightSeed);
    expect(netsToldApart(drawRaces(differing, 200, random())).said).toBe(200);
  });
});
