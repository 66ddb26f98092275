import { expect, it } from 'vitest';
import type { MethodDescription } from './catalogue';
import type { Knob } from './knobs';
import { knobPath, runKnobs, runKnobValue } from './run-knobs';
import { parseSettings, type SettingsInput } from './settings';

const temperature: Knob = {
  path: 'certainty.temperature',
  label: 'Certainty temperature',
  explanation: 'How sharp the choice is.',
  kind: 'number',
  min: 0.01,
  max: 100,
  default: 0.1,
  orWord: 'auto',
};
const method = { id: 'di-mml', knobs: [temperature] } as unknown as MethodDescription;
const at = (value: unknown) => ({ certainty: { temperature: value } });

it.each<[SettingsInput, unknown]>([
  [{}, 0.1],
  [{ methodDefaults: { '*': at(1) } }, 1],
  [{ methodDefaults: { '*': at(1), 'di-mml': at(2) } }, 2],
  [
    { methodDefaults: { '*': at(1), 'di-mml': at(2) }, methods: { 'di-mml@a': at('auto') } },
    'auto',
  ],
])('page and worker read the same of %j', (input, value) => {
  const settings = parseSettings(input);
  expect(runKnobValue(settings, 'di-mml@a', temperature)).toBe(value);
  expect(runKnobs(method, settings, 'di-mml@a').get('certainty.temperature')).toBe(value);
});

it('a knob that only its method’s defaults misspell is refused by its whole path', () => {
  const settings = parseSettings({ methodDefaults: { 'di-mml': { warmth: 1 } } });
  expect(() => runKnobs(method, settings, 'di-mml')).toThrow(
    'There is no setting called methodDefaults.di-mml.warmth; di-mml has certainty.temperature.',
  );
});

it('a knob stands under its run', () => {
  expect(knobPath('di-mml@a', temperature)).toBe('methods.di-mml@a.certainty.temperature');
});
