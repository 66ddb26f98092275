/**
 * The letters of a result code: 32 symbols of five bits (Crockford's alphabet), read in either case and without minding
 * letters that people take for one another, hyphens or characters that cannot be seen. Pure.
 */

/** Without I, L, O and U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const SAME: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' };

/** Bits of a symbol. */
const WIDTH = 5;

/** What may stand inside a code and says nothing: hyphens and dashes, soft hyphens, joiners, the byte order mark. */
export const SILENT = '\\-\\u2010-\\u2015\\u00AD\\u200B-\\u200D\\u2060\\uFEFF';
const SILENT_ONES = new RegExp(`[${SILENT}]`, 'gu');

/** The symbols as they are written. */
export const lettersOf = (symbols: readonly number[]): string =>
  symbols.map((symbol) => LETTERS.charAt(symbol)).join('');

/** The symbols that a text is read as; null where a character of it is no letter, digit or silent. */
export function symbolsOf(text: string): readonly number[] | null {
  const symbols = [...text.replaceAll(SILENT_ONES, '').toUpperCase()].map((letter) =>
    LETTERS.indexOf(SAME[letter] ?? letter),
  );
  return symbols.includes(-1) ? null : symbols;
}

/** A whole number from 0 to 32^count - 1 as so many symbols, the highest first. */
export function numberToSymbols(value: number, count: number): readonly number[] {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (WIDTH * count)) {
    throw new RangeError(`${value} does not go into ${count} symbols.`);
  }
  return Array.from(
    { length: count },
    (_, i) => Math.floor(value / 2 ** (WIDTH * (count - 1 - i))) % 2 ** WIDTH,
  );
}

/** The whole number that these symbols write. */
export const symbolsToNumber = (symbols: readonly number[]): number =>
  symbols.reduce((value, symbol) => value * 2 ** WIDTH + symbol, 0);
