/** Words of a command line, read strictly: whatever a command does not know is refused in a sentence. */
import { basename, resolve } from 'node:path';
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
    throw new SettingsError('arguments', sentenceOf(error as Error), `\n${usage}`);
  }
}

/** Node's own words, shorter where they are long. */
function sentenceOf({ message }: Error): string {
  const option = /'(--?[^'\s]+)/.exec(message)?.[1];
  if (option && message.startsWith('Unknown option')) return `There is no option ${option}.`;
  if (option && message.includes('argument missing')) return `${option} needs a value.`;
  return message;
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

/** @throws SettingsError for anything but a number of threads. */
export const jobsOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : wholeNumber('--jobs', text, 1, 1024);

/** What the settings call the data at a path, or at several. */
export function nameOfFiles(path: string, others: readonly string[] = []): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${basename(resolve(path)).slice(0, 200 - more.length)}${more}`;
}
