/** Captions of figures, made of words of the page. Imports nothing. */

/** Words that stand by themselves on the page, as sentences one after the other. */
export const sentences = (...words: readonly (string | undefined)[]): string =>
  words
    .map((each) => each?.trim() ?? '')
    .filter(Boolean)
    .map(
      (each) => `${each.charAt(0).toUpperCase()}${each.slice(1)}${/[.!?]$/.test(each) ? '' : '.'}`,
    )
    .join(' ');
