/** Conditions on end numbers, worked out by hand. */
import { describe, expect, it } from 'vitest';
import type { Condition } from '../protocol/assignment';
import { checkConditions, type EndedRace } from './assignment-check';

const RACE: EndedRace = {
  seed: 1,
  alone: { picture: 0.75, sound: 0.7 },
  runs: [
    {
      method: 'joint',
      accuracy: {
        fusion: 0.8,
        unimodal: { picture: 0.74, sound: 0.4 },
        readouts: { fusionHead: 0.8, 'shared.sound': 0.3 },
      },
      ridge: { sound: 0.45 },
    },
    { method: 'unimodal', accuracy: { fusion: null, unimodal: { sound: 0.7 }, readouts: {} } },
    { method: 'di-mml', failed: { message: 'Training diverged: no number any more.' } },
  ],
};

const check = (measure: string, op: Condition['op'], value: number, races = [RACE]) =>
  checkConditions([{ measure, op, value }], races)[0];

describe('what is measured', () => {
  it.each([
    ['joint.fusion', 0.8],
    ['joint.unimodal.sound', 0.4],
    ['joint.ridge.sound', 0.45],
    ['joint.readouts.shared.sound', 0.3],
    ['alone.sound', 0.7],
    ['gap.joint.sound', 0.3],
    ['gap.joint.picture', 0.01],
    ['alone.picture - joint.fusion', -0.05],
    ['gap.joint.sound - gap.joint.picture', 0.29],
  ])('%s is %d, without the dust of floating point', (measure, measured) => {
    expect(check(measure, '>=', measured)).toMatchObject({ measured, holds: true, seed: 1 });
  });

  it.each([
    ['di-mml.fusion', 'di-mml has no end numbers. Training diverged: no number any more.'],
    ['ogm.fusion', 'The race has no run ogm.'],
    ['unimodal.fusion', 'unimodal makes no answer of its own.'],
    ['joint.unimodal.smell', 'There is no joint.unimodal.smell; there are joint.unimodal.picture'],
    [
      'unimodal.ridge.sound',
      'unimodal.ridge was not measured. The ridge probe is not fitted to features of more than 512 dimensions.',
    ],
    ['unimodal.readouts.fusionHead', /^unimodal\.readouts was not measured\.$/],
    ['joint.readouts.constructor', 'There is no joint.readouts.constructor;'],
    ['joint.fusion - di-mml.fusion', 'di-mml has no end numbers.'],
  ])('%s has no number and says why, and then nothing holds', (measure, why) => {
    for (const op of ['<', '<=', '>', '>='] as const) {
      expect(check(measure, op, 0)).toMatchObject({ measured: null, holds: false });
    }
    expect(check(measure, '>=', 0)?.why).toMatch(why);
  });

  it('a net that answers with no number at all does not hold, whatever is asked', () => {
    const broken = { ...RACE, alone: { sound: Number.NaN } };
    expect(check('alone.sound', '<', 1, [broken])).toMatchObject({ measured: null, holds: false });
  });

  it('where nothing was trained alone, nothing is known of it', () => {
    const alone = { ...RACE, alone: null };
    expect(check('gap.joint.sound', '>', 0, [alone])?.why).toBe('Nothing was trained alone.');
  });
});

it.each([
  ['<', [false, false, true]],
  ['<=', [false, true, true]],
  ['>', [true, false, false]],
  ['>=', [true, true, false]],
] as const)('0.8 %s 0.7, 0.8 and 0.9', (op, holds) => {
  expect([0.7, 0.8, 0.9].map((value) => check('joint.fusion', op, value)?.holds)).toEqual(holds);
});

describe('over several seeds', () => {
  const withSound = (seed: number, sound: number): EndedRace => ({
    seed,
    alone: null,
    runs: [{ method: 'joint', accuracy: { fusion: null, unimodal: { sound }, readouts: {} } }],
  });
  const races = [withSound(1, 0.6), withSound(2, 0.5), withSound(3, 0.7)];

  it('a condition holds when it holds on every one; the worst is told with its seed', () => {
    const measure = 'joint.unimodal.sound';
    expect(check(measure, '>=', 0.5, races)).toMatchObject({ measured: 0.5, seed: 2, holds: true });
    expect(check(measure, '>', 0.5, races)).toMatchObject({ measured: 0.5, seed: 2, holds: false });
    expect(check(measure, '<=', 0.65, races)).toMatchObject({
      measured: 0.7,
      seed: 3,
      holds: false,
    });
  });

  it('none at all holds nothing', () => {
    expect(check('joint.fusion', '>=', 0, [])).toMatchObject({ measured: null, holds: false });
  });
});
