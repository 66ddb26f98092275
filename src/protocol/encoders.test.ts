import { expect, it } from 'vitest';
import { ENCODER_KINDS, ENCODER_KNOBS, ENCODERS, encoderOf } from './encoders';
import { parseSettings } from './settings';

it.each(ENCODER_KINDS)('%s reads only fields that settings have', (kind) => {
  const known = ENCODER_KNOBS.map(({ path }) => path);
  for (const field of ENCODERS[kind].uses) expect(known).toContain(field);
  expect(parseSettings({ encoders: { sound: { kind } } }).encoders).toEqual({ sound: { kind } });
});

it('every field is read by some kind', () => {
  const used = new Set<string>(['kind', ...ENCODER_KINDS.flatMap((kind) => ENCODERS[kind].uses)]);
  expect([...used].sort()).toEqual(ENCODER_KNOBS.map(({ path }) => path).sort());
});

it('where nothing is set, an encoder has the defaults of the list', () => {
  expect(encoderOf(parseSettings({}), 'picture')).toEqual({
    kind: 'mlp',
    hidden: [128],
    channels: [16, 32],
    featureDim: 16,
    embedding: 'linear',
    downsample: 'pool',
  });
});
