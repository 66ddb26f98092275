/** The published settings against the numbers that docs/method.md gives, as the runs are given them. */
import { describe, expect, it } from 'vitest';
import { methodOf } from '../../../method/catalogue';
import { AS_PUBLISHED } from '../../../protocol/as-published';
import { DEFAULT_RACE } from '../../../protocol/default-race';
import { encoderOf } from '../../../protocol/encoders';
import { knobsInUse } from '../../../protocol/run-knobs';
import { parseSettings } from '../../../protocol/settings';
import { layOver } from '../../../protocol/settings-overlay';
import { startingSettings } from '../../starting-settings';
import { soundPlan } from '../media/sound-plan';
import { importOptions } from '../options';
import { PUBLISHED_SETS } from './published-sets';
import { publishedSettings } from './published-settings';

/** What a race starts from on a folder of any name. */
function startOf(id: string) {
  const start = startingSettings({ source: 'files', id: 'my folder' });
  return parseSettings({ ...layOver(start, publishedSettings(id) ?? {}), methods: DEFAULT_RACE });
}

/** A knob of a run as the method is given it. */
const given = (id: string, run: string, knob: string) =>
  knobsInUse(methodOf(run).description, startOf(id), run).get(knob);

describe('the published settings', () => {
  it.each([
    ['crema-d', 50, 1, 3, undefined],
    ['ave', 10, 3, 4, undefined],
    ['ucf101', 10, 1, 1, 10],
    ['modelnet40', 50, 3, 1, undefined],
  ])(
    'of %s are tau %d, T %d, %d frames and %s fields of motion, whatever the folder is called',
    (id, tau, T, frames, motionFields) => {
      expect(given(id, 'di-mml', 'duc.kind')).toBe('dot');
      expect(given(id, 'di-mml', 'duc.temperature')).toBe(tau);
      expect(given(id, 'di-mml', 'certainty.temperature')).toBe(T);
      expect(given(id, 'late-ensemble@certainty', 'temperature')).toBe(T);
      expect(importOptions(startOf(id), id)).toMatchObject({ frames, motionFields });
    },
  );

  it.each(AS_PUBLISHED)('of $id are the same nets and steps', ({ id }) => {
    const settings = startOf(id);
    expect(settings).toMatchObject({
      epochs: 150,
      batchSize: 16,
      optimizer: {
        kind: 'sgd',
        learningRate: 0.001,
        momentum: 0.9,
        weightDecay: 0.0001,
        decayEvery: 70,
        decayBy: 0.1,
      },
    });
    expect(encoderOf(settings, 'picture')).toMatchObject({
      kind: 'resnet18',
      width: 64,
      featureDim: 512,
    });
    expect(given(id, 'di-mml', 'duc.warmupEpochs')).toBe(20);
    expect(given(id, 'di-mml', 'fusionEpochs')).toBe(20);
    const { imageSize, colour, sound } = importOptions(settings, id);
    expect([imageSize, colour]).toEqual([224, true]);
    expect(soundPlan(sound, []).shape).toEqual([257, 1004, 1]);
  });

  it('are those of sets that are read, and of no other', () => {
    const read = PUBLISHED_SETS.map(({ id }) => id);
    expect(read).toEqual(expect.arrayContaining(AS_PUBLISHED.map(({ id }) => id)));
    expect(publishedSettings('esc-10')).toBeNull();
  });
});
