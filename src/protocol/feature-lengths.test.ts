import { expect, it } from 'vitest';
import { featureLengths, unlikeLengths, withFeatureLength } from './feature-lengths';
import { parseSettings, type SettingsInput } from './settings';

const IDS = ['picture', 'sound', 'constructor'];
const encoders = (given: SettingsInput['encoders'] = {}) => parseSettings({ encoders: given });
const dimensionsOf = (settings: ReturnType<typeof encoders>) =>
  featureLengths(settings, IDS).map(({ dimensions }) => dimensions);

it('features are as long as the settings say, whatever says it', () => {
  const settings = encoders({ '*': { featureDim: 24 }, picture: { kind: 'resnet18', width: 5 } });
  expect(featureLengths(settings, IDS).slice(0, 2)).toEqual([
    {
      id: 'picture',
      dimensions: 40,
      path: 'encoders.picture.width',
      says: 'is 5, which makes features of 40 dimensions',
    },
    { id: 'sound', dimensions: 24, path: 'encoders.sound.featureDim', says: 'is 24' },
  ]);
  const unlike = unlikeLengths(featureLengths(settings, IDS));
  expect(unlike?.map(({ id }) => id)).toEqual(['picture', 'sound']);
  expect(unlikeLengths(featureLengths(encoders(), IDS))).toBeNull();
  expect(unlikeLengths([])).toBeNull();
});

it('all of them can be given a length that every encoder can have', () => {
  const settings = encoders({ picture: { kind: 'resnet18', width: 8 }, sound: { featureDim: 32 } });
  const alike = withFeatureLength(settings, ['picture', 'sound'], 64);
  expect(alike?.encoders).toEqual({
    picture: { kind: 'resnet18', width: 8 },
    sound: { featureDim: 64 },
  });
  const narrower = withFeatureLength(settings, ['picture', 'sound'], 32);
  expect(narrower && dimensionsOf(narrower).slice(0, 2)).toEqual([32, 32]);
  // a width of 2, of a half, and features longer than there are
  for (const dimensions of [16, 36, 1024]) {
    expect(withFeatureLength(settings, ['picture', 'sound'], dimensions)).toBeNull();
  }
});
