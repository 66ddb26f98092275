import { expect, test } from 'vitest';
import type { Knob } from '../protocol/catalogue';
import { settingsFrom } from './address-codec';
import { knobValue, readKnob } from './knobs';

const temperature: Knob = {
  path: 'certainty.temperature',
  label: 'Certainty temperature',
  explanation: '',
  kind: 'number',
  min: 0.01,
  max: 100,
  default: 0.1,
  orWord: 'auto',
};

test('a run’s own knob goes before its method’s, that before every method’s, that before the default', () => {
  const path = (value: number) => ({ certainty: { temperature: value } });
  const value = (settings: unknown) => knobValue(settingsFrom(settings), 'di-mml@a', temperature);
  const everyMethod = { '*': path(1) };
  expect(value({})).toBe(0.1);
  expect(value({ methodDefaults: everyMethod })).toBe(1);
  expect(value({ methodDefaults: { ...everyMethod, 'di-mml': path(2) } })).toBe(2);
  expect(value({ methodDefaults: everyMethod, methods: { 'di-mml@a': path(3) } })).toBe(3);
});

test('a number in range and the word instead of it are taken', () => {
  expect(readKnob(temperature, ' 0.5 ')).toEqual({ value: 0.5 });
  expect(readKnob(temperature, 'auto')).toEqual({ value: 'auto' });
});

test.each(['0', '1000', '', 'warm'])('"%s" is refused with the range', (typed) => {
  expect(readKnob(temperature, typed)).toEqual({
    refusal: `Certainty temperature is "${typed}"; it must be a number from 0.01 to 100, or auto.`,
  });
});
