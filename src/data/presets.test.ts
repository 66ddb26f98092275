import { describe, expect, it } from 'vitest';
import { parseSettings, SettingsError } from '../protocol/settings';
import { PRESETS, presetSettings } from './presets';

describe('the presets', () => {
  it('begin with the eleven of docs/presets.md, in their order', () => {
    expect(PRESETS.slice(0, 11).map((preset) => preset.id)).toEqual([
      'sound-starves',
      'same-sound-as-spectrum',
      'sensors-break-at-test',
      'both-unreliable',
      'complementary-classes',
      'useless-sound',
      'three-modalities',
      'synergy',
      'strong-teaches-weak',
      'certainty-hurts',
      'worse-than-alone',
    ]);
  });

  it('all pass the check of the settings and name themselves as the data', () => {
    for (const { id } of PRESETS) {
      expect(parseSettings(presetSettings(id)).data).toEqual({ source: 'generator', id });
    }
  });

  it('begin with the default settings, at the strength OGM was measured with', () => {
    const { methodDefaults, ...rest } = parseSettings(presetSettings('sound-starves'));
    expect({ ...rest, methodDefaults: {} }).toEqual(parseSettings({}));
    expect(methodDefaults).toEqual({ ogm: { alpha: 0.5 }, 'ogm-ge': { alpha: 0.5 } });
  });

  it('say what each is about in one plain sentence', () => {
    for (const { explanation } of PRESETS) {
      expect(explanation).toMatch(/^[A-Z].{30,170}\.$/);
      expect(explanation.slice(0, -1)).not.toContain('.');
    }
  });

  it('give every method of the synergy race a fusion head with hidden units', () => {
    const { methodDefaults, samples, generator } = parseSettings(presetSettings('synergy'));
    expect(methodDefaults['*']).toEqual({ fusionHidden: 48 });
    expect(samples.train).toBe(1600);
    expect(generator).toMatchObject({ classes: 4, synergy: true, sound: { step: 2, fail: 0 } });
  });

  it('are handed out as copies', () => {
    const first = presetSettings('synergy');
    (first.generator as { classes: number }).classes = 9;
    expect(presetSettings('synergy').generator?.classes).toBe(4);
  });

  it('name the known ones when asked for another', () => {
    expect(() => presetSettings('sound-starve')).toThrow(SettingsError);
    expect(() => presetSettings('sound-starve')).toThrow(
      /^preset is "sound-starve"; it must be one of sound-starves, same-sound-as-spectrum, .*worse-than-alone.*\.$/,
    );
    try {
      presetSettings('constructor');
    } catch (error) {
      expect((error as SettingsError).path).toBe('preset');
    }
  });
});
