import { expect, it } from 'vitest';
import { ENCODER_KINDS, ENCODER_KNOBS, ENCODERS, encoderOf, featureSaid } from './encoders';
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
    width: 8,
  });
});

it('a width decides how long the feature of a ResNet-18 is, whatever else is set', () => {
  const encoder = encoderOf(
    parseSettings({ encoders: { picture: { kind: 'resnet18', width: 64, featureDim: 3 } } }),
    'picture',
  );
  expect(encoder.featureDim).toBe(512);
  expect(featureSaid(encoder)).toEqual({
    field: 'width',
    says: 'is 64, which makes features of 512 dimensions',
  });
  expect(() => parseSettings({ encoders: { '*': { width: 3 } } })).toThrow('width');
});

it.each([
  [[64], 'x is a list of numbers (64), not an image; use "mlp".'],
  [[9, 3], 'x is a series, not an image; use "cnn1d" or "mlp".'],
  [
    [4, 9, 3],
    'x has images of 4 x 9 pixels; a resnet18 takes sides from 5 to 1024 pixels. Use "cnn" or "mlp", or other images.',
  ],
  [
    [257, 1025, 1],
    'x has images of 257 x 1025 pixels; a resnet18 takes sides from 5 to 1024 pixels. Use "mlp", or other images.',
  ],
  [[257, 1004, 1], null],
  [[3, 5, 5, 1], null],
])('a ResNet-18 of samples of %s', (shape, refusal) => {
  expect(ENCODERS.resnet18.refusal('x', shape)).toBe(refusal);
});

it('a picture that one kind for pictures cannot read is sent to those that can', () => {
  expect(ENCODERS.cnn.refusal('x', [129, 224, 3])).toBe(
    'x has images of 129 x 224 pixels; a cnn takes sides from 4 to 128 pixels. Use "resnet18" or "mlp", or other images.',
  );
  expect(ENCODERS.cnn.refusal('x', [4, 128, 3])).toBeNull();
});
