/** Validation samples for the methods that need them, where nobody has said how many: as the page sets them aside. */
import type { Catalogue } from '../protocol/catalogue';
import type { Settings, SettingsInput } from '../protocol/settings';
import { runsThatValidate, tellSetAside, withValidation } from '../protocol/validation-need';

/** Whether nobody has said how many samples are set aside for validation, be it 0. */
export const leavesValidation = ({ samples, split }: SettingsInput): boolean =>
  samples?.validation === undefined && split?.validation === undefined;

/**
 * The settings with validation samples where a run needs them and none are set aside.
 * @param tells whether to say so on stderr.
 */
export function withSetAside(settings: Settings, catalogue: Catalogue, tells = true): Settings {
  const runs = runsThatValidate(settings, catalogue);
  const changed = runs.length > 0 ? withValidation(settings) : null;
  if (!changed) return settings;
  if (tells) {
    const { message, hint } = tellSetAside(changed, runs);
    console.error(`${message} ${hint}`);
  }
  return changed;
}
