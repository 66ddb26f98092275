/**
 * Short names made of words: what columns, folders and people call a modality becomes a key that stands in settings
 * paths, addresses and file names.
 */

const LONGEST = 40;

/** What a short name looks like. Two words are none: every object has them already, so records that are read leave them out. */
export const SHORT_NAME = /^(?!(?:constructor|prototype)$)[a-z0-9][a-z0-9-]{0,39}$/;

/** Small letters, digits and hyphens; empty where nothing is left of the words. */
export function shortName(words: string, longest = LONGEST): string {
  const name = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest + 1)
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return name === '' || SHORT_NAME.test(name) ? name : `${name}-1`;
}

/** The short name, or `otherwise`; with a number where it is taken already. */
export function freeShortName(words: string, taken: readonly string[], otherwise: string): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = (shortName(words, LONGEST - ending.length) || otherwise) + ending;
    if (!taken.includes(name)) return name;
  }
}
