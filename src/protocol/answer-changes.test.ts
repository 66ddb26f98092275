/** What an answer changed, and what of it is not allowed. */
import { expect, it } from 'vitest';
import { changedPaths, forbiddenText, notAllowed } from './answer-changes';
import { parseSettings, type SettingsInput } from './settings';

const BASE: SettingsInput = { methods: { joint: {}, 'di-mml': { sharedWeight: 0.5 } } };
const changed = (over: SettingsInput) => changedPaths(parseSettings(BASE), parseSettings(over));

it('names each value that differs by its path, and nothing that was only written out', () => {
  expect(changed({ ...BASE, epochs: 40, generator: { sound: { noise: 0.9 } } })).toEqual([]);
  expect(
    changed({
      ...BASE,
      epochs: 5,
      generator: { sound: { noise: 0.5, merge: '0-1' } },
      encoders: { sound: { hidden: [8] } },
    }),
  ).toEqual(['epochs', 'generator.sound.noise', 'generator.sound.merge', 'encoders.sound.hidden']);
});

it('names knobs of runs, and a run that came or went as a whole', () => {
  expect(changed({ methods: { joint: { fusion: 'sum' }, 'di-mml': { sharedWeight: 1 } } })).toEqual(
    ['methods.di-mml.sharedWeight', 'methods.joint.fusion'],
  );
  expect(changed({ methods: { joint: {} } })).toEqual(['methods.di-mml']);
  expect(changed({ methods: { ...BASE.methods, ogm: { alpha: 1 } } })).toEqual(['methods.ogm']);
});

it('does not mind the order of the runs, which changes no number', () => {
  const { joint = {}, 'di-mml': other = {} } = BASE.methods ?? {};
  expect(changed({ methods: { 'di-mml': other, joint } })).toEqual([]);
});

it('allows a path and what is below it, whole words only, and never luck', () => {
  const allowed = ['generator.sound', 'methods.joint', 'epochs'];
  expect(notAllowed(['generator.sound.noise', 'generator.sound', 'epochs'], allowed)).toEqual([]);
  expect(notAllowed(['generator.soundtrack', 'generator', 'methods.joint@b'], allowed)).toEqual([
    'generator.soundtrack',
    'generator',
    'methods.joint@b',
  ]);
  expect(notAllowed(['seed', 'weightSeed', 'methods.joint.weightSeed'], allowed)).toEqual([
    'seed',
    'weightSeed',
    'methods.joint.weightSeed',
  ]);
});

it('says which change is refused, and why where it is luck', () => {
  const assignment = { allowed: ['epochs'] };
  expect(forbiddenText(assignment, [])).toBeNull();
  expect(forbiddenText(assignment, ['batchSize'])).toBe(
    'The answer changes batchSize, which this assignment does not allow. It allows epochs.',
  );
  expect(forbiddenText(assignment, ['seed'])).toContain('so that luck passes nobody.');
});
