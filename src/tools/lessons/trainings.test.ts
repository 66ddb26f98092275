/** Which races the scenes need: every one trained once, with what is read from it. */
import { describe, expect, it } from 'vitest';
import { SCENES } from '../../lessons/scenes';
import type { Scene } from '../../state/lessons/scene';
import { SMALL_SCENE } from '../../testing/small-scene';
import { fingerprint, raceName, trainingsOf } from './trainings';

const withNumber = (over: Partial<Scene>): Scene => ({ ...SMALL_SCENE, ...over });

describe('the trainings of a seed', () => {
  it('hold every race of every scene once', () => {
    const races = trainingsOf(SCENES, 501).flatMap((each) => each.races);
    const wanted = SCENES.flatMap((scene) => scene.races.map(({ id }) => raceName(scene, id)));
    expect([...races].sort()).toEqual([...wanted].sort());
  });

  it('are shared by scenes on the same data: scenes 1, 2 and 4, and the slow sound of 3', () => {
    const shared = trainingsOf(SCENES, 501).find(({ races }) => races.length > 1);
    expect(shared?.races).toEqual([
      'it-starves together',
      'why together',
      'the-victim slow',
      'the-cure wall',
    ]);
    const methods = Object.keys(shared?.settings.methods ?? {});
    expect(methods).toEqual(['joint', 'late-ensemble@certainty', 'di-mml']);
    expect(trainingsOf(SCENES, 501)).toHaveLength(7);
  });

  it('are two where runs of one name have other knobs', () => {
    const other = withNumber({
      id: 'other',
      races: [
        {
          id: 'one',
          label: 'One',
          settings: {
            ...SMALL_SCENE.races[0].settings,
            methods: { joint: { fusionHidden: 8 } },
          },
        },
      ],
      numbers: [],
    });
    expect(trainingsOf([SMALL_SCENE, other], 1)).toHaveLength(3);
    expect(trainingsOf([SMALL_SCENE, withNumber({ id: 'again' })], 1)).toHaveLength(2);
  });

  it('are kept under other names for another seed, and measured at length only where that is read', () => {
    const [one, two] = trainingsOf([SMALL_SCENE], 1);
    expect(one?.settings.measures.heavy).toBe(false);
    expect(two?.settings.measures.heavy).toBe(true);
    expect(one?.settings.seed).toBe(1);
    const keys = [1, 2].flatMap((seed) => trainingsOf([SMALL_SCENE], seed).map(({ key }) => key));
    expect(new Set(keys).size).toBe(4);
    expect(trainingsOf([SMALL_SCENE], 1).map(({ key }) => key)).toEqual([one?.key, two?.key]);
  });
});

describe('the fingerprint of a scene', () => {
  const own = fingerprint(SMALL_SCENE);

  it('stays where only words change', () => {
    expect(fingerprint(withNumber({ title: 'Other', question: 'Other?' }))).toBe(own);
  });

  it('changes with a setting, a number and a bound', () => {
    const [first] = SMALL_SCENE.races;
    const races: Scene['races'] = [{ ...first, settings: { ...first.settings, epochs: 5 } }];
    const [claim, ...others] = SMALL_SCENE.claims;
    const claims = claim ? [{ ...claim, than: 0.7 }, ...others] : [];
    const changed = [{ races }, { numbers: SMALL_SCENE.numbers.slice(1) }, { claims }];
    for (const over of changed) expect(fingerprint(withNumber(over))).not.toBe(own);
  });
});
