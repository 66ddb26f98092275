/**
 * Short names made of words: what columns, folders and people call a modality becomes a key that stands in settings
 * paths, addresses and file names.
 */

const LONGEST = 40;

/** What a short name looks like. */
export const SHORT_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Small letters, digits and hyphens; empty where nothing is left of the words. */
export function shortName(words: string, longest = LONGEST): string {
  return words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest + 1)
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
}

/** The short name, or `otherwise`; with a number where it is taken already. */
export function freeShortName(words: string, taken: readonly string[], otherwise: string): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = (shortName(words, LONGEST - ending.length) || otherwise) + ending;
    if (!taken.includes(name)) return name;
  }
}
