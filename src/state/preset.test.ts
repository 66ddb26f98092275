/** What is changed from the preset, and the value that leads back. */
import { expect, test } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { ENCODER_KNOBS, encoderLayers } from '../protocol/encoders';
import { knobValue } from '../protocol/knobs';
import { haveSameSettings } from '../protocol/same-settings';
import { parseSettings } from '../protocol/settings';
import { withPath } from '../protocol/settings-paths';
import { changedTraining, isChanged, presetValue, withPresetTraining } from './preset';

const experiment = (changes: object) => ({ settings: settingsFrom(changes), summary: null });

test('a seed is nobody\u2019s preset, everything else of training is compared with what the data start from', () => {
  expect(changedTraining(experiment({ seed: 9 }))).toBe(0);
  const changed = experiment({
    epochs: 3,
    optimizer: { kind: 'adam', learningRate: 0.2 },
    encoders: { picture: { hidden: [7] } },
  });
  expect(changedTraining(changed)).toBe(4);
  const back = withPresetTraining(changed);
  expect(haveSameSettings(back, settingsFrom({}))).toBe(true);
});

test('going back takes a modality\u2019s own value away, so that what is set for all holds again', () => {
  const before = settingsFrom({});
  const settings = parseSettings(withPath(before, 'encoders.picture.embedding', 'relu'));
  const knob = ENCODER_KNOBS.find(({ path }) => path === 'embedding');
  if (!knob) throw new Error('no such knob');
  const changed = { settings, summary: null };
  const read = (of: typeof settings) => knobValue(knob, ...encoderLayers(of, 'picture'));
  expect(isChanged(changed, read)).toBe(true);
  const value = presetValue(changed, 'encoders.picture.embedding', read);
  const back = parseSettings(withPath(settings, 'encoders.picture.embedding', value));
  expect(haveSameSettings(back, before)).toBe(true);
});

test('where what is set for all was changed too, going back writes the preset\u2019s own value', () => {
  const { settings } = experiment({ encoders: { '*': { embedding: 'relu' } } });
  const knob = ENCODER_KNOBS.find(({ path }) => path === 'embedding');
  if (!knob) throw new Error('no such knob');
  const read = (of: typeof settings) => knobValue(knob, ...encoderLayers(of, 'picture'));
  const value = presetValue({ settings, summary: null }, 'encoders.picture.embedding', read);
  expect(value).toBe('linear');
});
