/** Lists of seeds, and of other whole numbers, as people write them: `1-10`, `1,4,9`, `1-3,7`. Pure. */
import { show } from '../../protocol/failure';
import { SettingsError } from '../../protocol/settings';

/** Seeds go up to, and not including, this (training-knobs.ts). */
const SEEDS_END = 2 ** 31;
/** More seeds than this are a slip of the finger. */
const MOST_SEEDS = 10_000;

/** Seeds, as `parseWholes` reads them. @throws SettingsError for anything else. */
export const parseSeeds = (text: string, place: string): readonly number[] =>
  parseWholes(text, place, 'seeds');

/**
 * @param text numbers and ranges, separated by commas.
 * @param place what is told to be wrong: an option, or a place in a plan.
 * @param what they are, in one word.
 * @returns them in the order they were named, each once.
 * @throws SettingsError for anything else.
 */
export function parseWholes(text: string, place: string, what: string): readonly number[] {
  const seeds = new Set<number>();
  for (const part of text.split(',')) {
    const found = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    const first = Number(found?.[1]);
    const last = found?.[2] === undefined ? first : Number(found[2]);
    if (!found || last < first || last >= SEEDS_END) {
      throw new SettingsError(
        place,
        `${place} is ${show(text)}; it must be ${what} from 0 to ${SEEDS_END - 1}, such as 1-10 or 1,4,9.`,
      );
    }
    if (seeds.size + last - first >= MOST_SEEDS) {
      throw new SettingsError(
        place,
        `${place} is ${show(text)}; it must name at most ${MOST_SEEDS} ${what}.`,
      );
    }
    for (let seed = first; seed <= last; seed += 1) seeds.add(seed);
  }
  return [...seeds];
}
