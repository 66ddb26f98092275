import { expect, test } from 'vitest';
import { SCENES } from '../../../lessons/scenes';
import { itStarves } from '../../../lessons/scenes/it-starves';
import { whenJointWins } from '../../../lessons/scenes/when-joint-wins';
import { type KeptLessons, NOTHING_KEPT } from '../kept-lessons';
import type { SceneValue } from '../numbers';
import { readResultCode } from '../result-code';
import type { Scene } from '../scene';
import { createStageStore } from '../stage-store';
import { ownCode } from './own-code';

const share = (value: number): SceneValue => ({ value, told: 'untested' });

const stateOf = (scene: Scene, kept: Partial<KeptLessons>) =>
  createStageStore(SCENES, { scene: scene.id }, { ...NOTHING_KEPT, ...kept }).getState();

const [race] = itStarves.races;
const VALUES = { alone: share(0.74), together: share(0.44), lost: share(30) };
const ENDED = { 'it-starves': { seed: 7, races: [race.id], values: VALUES } };

test('there is no code before a race has ended with all its numbers', () => {
  expect(ownCode(stateOf(itStarves, {}))).toBeNull();
  const half = { 'it-starves': { seed: 7, races: [race.id], values: { alone: share(0.74) } } };
  expect(ownCode(stateOf(itStarves, { results: half }))).toBeNull();
});

test('the code holds seed, guess and numbers of the race that ended', () => {
  const guesses = { [`it-starves/${race.id}`]: 0.6 };
  const own = ownCode(stateOf(itStarves, { results: ENDED, guesses }));
  expect(own).toMatchObject({ seed: 7, missing: [] });
  expect(readResultCode(own?.code ?? '', SCENES)).toEqual({
    code: {
      scene: 'it-starves',
      seed: 7,
      guesses: [{ race: race.id, guess: 0.6, came: null }],
      values: { alone: 0.74, together: 0.44, lost: 30 },
    },
  });
});

test('of a scene with several races the code says which are not in it yet', () => {
  const [first, ...others] = whenJointWins.races;
  const own = whenJointWins.numbers.filter((number) => number.race === first.id);
  const values = Object.fromEntries(
    own.map(({ id }) => [id, { ...share(2), told: 'more' as const }]),
  );
  const results = { [whenJointWins.id]: { seed: 7, races: [first.id], values } };
  expect(ownCode(stateOf(whenJointWins, { results }))?.missing).toEqual(
    others.map(({ label }) => label),
  );
});

test('what is kept and cannot be a guess or a number of the scene gives no wrong code', () => {
  const guesses = { [`it-starves/${race.id}`]: 'both' };
  const own = ownCode(stateOf(itStarves, { results: ENDED, guesses }));
  expect(readResultCode(own?.code ?? '', SCENES)).toMatchObject({
    code: { guesses: [{ guess: null }] },
  });
  const values = { ...VALUES, alone: share(74) };
  const results = { 'it-starves': { seed: 7, races: [race.id], values } };
  expect(ownCode(stateOf(itStarves, { results }))).toBeNull();
});
