/** Samples set aside for validation, for methods that cannot do without. */
import { SettingsError } from '../../protocol/settings';
import type { RunContext } from '../method';
import type { SplitData } from '../run/race-data';

/**
 * @param path of the setting that asks for them. @param because why, as the beginning of a sentence.
 * @param otherwise what else can be done, after "raise ...".
 * @throws SettingsError where none are set aside.
 */
export function validationOf(
  { data }: RunContext,
  path: string,
  because: string,
  otherwise = '',
): SplitData {
  if (data.validation) return data.validation;
  throw new SettingsError(
    path,
    `${because}, but no samples are set aside for validation: raise samples.validation or split.validation${otherwise}.`,
  );
}
