/** Races of the scenes: a preset of the generator, the methods that race, and what is changed. */
import { presetSettings } from '../data/presets';
import type { SettingsInput } from '../protocol/settings';
import { mergeSettings } from '../protocol/settings-paths';

/** The race of these runs on a preset's data. @throws SettingsError where there is no such preset. */
export function raceOn(
  preset: string,
  methods: NonNullable<SettingsInput['methods']>,
  changes: SettingsInput = {},
): SettingsInput {
  return { ...mergeSettings(presetSettings(preset), changes), methods };
}

/** Independent nets whose surer one is trusted more. */
export const APART = 'late-ensemble@certainty';
export const APART_KNOBS = { average: 'certainty' } as const;
