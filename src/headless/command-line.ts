/** Words of a command line, read strictly: whatever a command does not know is refused in a sentence. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SettingsError } from '../protocol/settings';

/**
 * @param usage what a refusal shows.
 * @throws SettingsError for an option that the command does not have, or one without its value.
 */
export function optionsOf<const T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new SettingsError('arguments', (error as Error).message, usage);
  }
}

/** @throws SettingsError where the words are no whole number from `least` to `most`. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new SettingsError(
    option,
    `${option} is ${text}; it must be a whole number from ${least} to ${most}.`,
  );
}
