/** What the scenes promise beside what came, on races that are made by hand. */
import { describe, expect, it } from 'vitest';
import { EXPECTED } from '../../lessons/expected';
import { SCENES } from '../../lessons/scenes';
import type { SceneValue } from '../../state/lessons/numbers';
import type { Scene } from '../../state/lessons/scene';
import { SMALL_SCENE } from '../../testing/small-scene';
import { checkScene, expectedOf, isKept, type Measured, measureScene } from './measure';
import { claimsTable } from './table';
import { fingerprint } from './trainings';

const SEEDS = [1, 2, 3, 4];
const NOTHING = { record: [], levels: null };

const told = (value: number, word: SceneValue['told'] = 'untested'): SceneValue => ({
  value,
  told: word,
});

const MEASURED: Measured = {
  both: [told(0.6), told(0.7), told(0.65), told(0.59)],
  lost: [told(-4.9, 'less'), told(1), told(4.9, 'more'), told(5, 'more')],
  length: [null, null, told(4), told(4)],
};

/** The small scene, its numbers read from a list and not from races. */
function withNumbers(measured: Measured): Scene {
  const at = { both: 0, lost: 0, length: 0 };
  return {
    ...SMALL_SCENE,
    numbers: SMALL_SCENE.numbers.map((number) => ({
      ...number,
      read: () => {
        const id = number.id as keyof typeof at;
        at[id] += 1;
        return measured[id]?.[at[id] - 1] ?? null;
      },
    })),
  };
}

const rows = checkScene(SMALL_SCENE, SEEDS, MEASURED);

describe('a claim beside what came', () => {
  it('holds on the seeds that keep its bound, and names the others', () => {
    expect(rows.map(({ holds, broken }) => [holds, broken])).toEqual([
      [3, [4]],
      [3, [4]],
      [2, [1, 2]],
    ]);
  });

  it('must hold on nine of ten in proportion, or as it says', () => {
    expect(rows.map(({ must }) => must)).toEqual([4, 4, 2]);
    expect(rows.map(isKept)).toEqual([false, false, true]);
  });

  it('has mean and standard deviation of the seeds that have the number', () => {
    expect(rows[0]?.mean).toBeCloseTo(0.635, 12);
    expect(rows[0]?.sd).toBeCloseTo(0.05066, 5);
    expect(rows[2]).toMatchObject({ mean: 4, sd: 0 });
    expect(
      checkScene(SMALL_SCENE, [1], { both: [null], lost: [told(1)], length: [null] }),
    ).toMatchObject([
      { mean: null, sd: null },
      { mean: 1, sd: null },
      { mean: null, sd: null },
    ]);
  });

  it('of a number that the scene does not have is refused', () => {
    const claims = [{ ...SMALL_SCENE.claims[0], number: 'none' }] as Scene['claims'];
    expect(() => checkScene({ ...SMALL_SCENE, claims }, SEEDS, MEASURED)).toThrow(
      'Scene small-scene claims something of none, which is no number of it.',
    );
  });

  it('stands in a table with bound, numbers and verdict', () => {
    expect(claimsTable(rows).split('\n').slice(2)).toEqual([
      '| small-scene | Both are right on at least 60 %. | >= 60 % | 63.5 \u00B1 5.1 % | 3 of 4 | 4 | broken (seeds 4) |',
      '| small-scene | The sound keeps what it knows. | within 5 points of 0 | 1.5 \u00B1 4.7 points | 3 of 4 | 4 | broken (seeds 4) |',
      '| small-scene | It trains more than 3 epochs. | > 3 | 4.000 \u00B1 0.000 | 2 of 4 | 2 | kept |',
    ]);
  });
});

describe('what a teacher may expect', () => {
  it('is mean and spread of every number, how often the test told it, and how often each claim held', () => {
    const scene = withNumbers(MEASURED);
    const found = expectedOf([scene], SEEDS, () => NOTHING);
    expect(found.seeds).toEqual(SEEDS);
    expect(found.scenes['small-scene']).toEqual({
      of: fingerprint(scene),
      numbers: {
        both: { mean: 0.635, sd: 0.05066, seeds: 4, more: 0, less: 0 },
        lost: { mean: 1.5, sd: 4.655, seeds: 4, more: 2, less: 1 },
        length: { mean: 4, sd: 0, seeds: 2, more: 0, less: 0 },
      },
      claims: { right: 3, kept: 3, length: 2 },
    });
  });

  it('a number is read from the race that it names', () => {
    const asked: string[] = [];
    measureScene(SMALL_SCENE, [7], (scene, race, seed) => {
      asked.push(`${scene.id} ${race} ${seed}`);
      return NOTHING;
    });
    expect(asked).toEqual(['small-scene one 7', 'small-scene one 7', 'small-scene two 7']);
  });

  it('and what is written in expected.json belongs to the present scenes: if not, npm run check:lessons -- --write', () => {
    expect(EXPECTED.seeds.length).toBeGreaterThanOrEqual(10);
    expect(Object.keys(EXPECTED.scenes)).toEqual(SCENES.map(({ id }) => id));
    for (const scene of SCENES) {
      const found = EXPECTED.scenes[scene.id];
      expect(found?.of, scene.id).toBe(fingerprint(scene));
      expect(Object.keys(found?.numbers ?? {})).toEqual(scene.numbers.map(({ id }) => id));
    }
  });
});
