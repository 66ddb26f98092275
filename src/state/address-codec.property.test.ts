/** Whatever the schema takes comes back from the address as it was. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyOf } from '../protocol/same-settings';
import { parseSettings, type Settings, SettingsError } from '../protocol/settings';
import { anySettings } from '../testing/fuzz/any-settings';
import { readFragment, writeFragment } from './address-codec';

it('any settings that are accepted survive the address and a second reading', () => {
  let accepted = 0;
  let all = 0;
  fc.assert(
    fc.property(anySettings, (input) => {
      all += 1;
      let settings: Settings;
      try {
        settings = parseSettings(input);
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsError);
        return;
      }
      accepted += 1;
      const { value, failed } = readFragment(writeFragment(settings));
      expect(failed).toBeNull();
      expect(keyOf(value)).toBe(keyOf(settings));
      expect(Object.keys(value.methods)).toEqual(Object.keys(settings.methods));
      expect(parseSettings(value)).toEqual(value);
    }),
    { numRuns: 300, seed: Number(process.env['FUZZ_SEED'] ?? 16) },
  );
  // settings that are refused alone would prove nothing
  expect(accepted).toBeGreaterThan(all / 3);
});
