import { describe, expect, it } from 'vitest';
import { GENERATOR_KNOBS, keptValue, shownValue } from './generator-knobs';
import { parseSettings } from './settings';
import { withPath } from './settings-paths';

const all = GENERATOR_KNOBS.flatMap(({ knobs }) => knobs);

/** Every leaf of the generator's settings. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, path === '' ? key : `${path}.${key}`),
  );
}

const at = (path: string) =>
  path
    .split('.')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      parseSettings({}).generator,
    );
const parsing = (path: string, value: unknown) => () =>
  parseSettings(withPath({}, `generator.${path}`, value));

describe('the generator’s knobs', () => {
  it('are all there, each with its sentence', () => {
    expect(all.map(({ path }) => path).sort()).toEqual(leaves(parseSettings({}).generator).sort());
    for (const { explanation } of all) expect(explanation).toMatch(/^[A-Z].{15,110}\.$/);
  });

  it.each(all.map((knob) => ({ ...knob, knob })))(
    '$path has the range of the settings',
    ({ knob }) => {
      const { path } = knob;
      if (knob.kind === 'choice') {
        for (const choice of knob.choices)
          expect(parsing(path, keptValue(knob, choice))).not.toThrow();
        expect(parsing(path, 'nonsense')).toThrow(path);
        return;
      }
      for (const edge of [knob.min, knob.max]) expect(parsing(path, edge)).not.toThrow();
      for (const beyond of [knob.min - 1, knob.max + 1])
        expect(parsing(path, beyond)).toThrow(path);
      if (knob.integer) expect(parsing(path, knob.min + 0.5)).toThrow(path);
    },
  );

  it('show the settings’ defaults as their own and give them back unchanged', () => {
    for (const knob of all) {
      const shown = shownValue(knob, at(knob.path));
      if (knob.keeps !== 'or-same') expect(shown, knob.path).toBe(String(knob.default));
      const typed = knob.kind === 'number' && shown !== 'same' ? Number(shown) : shown;
      expect(keptValue(knob, typed)).toEqual(at(knob.path));
    }
  });
});
