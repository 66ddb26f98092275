/**
 * The six symbols at the end of a result code that tell whether it was copied right. They are those of Bech32m: a BCH
 * code over 32 symbols that finds every error in up to four symbols of a text of at most 89, so every wrong letter and
 * every swap of two; of larger damage one in a thousand million passes. Source: Bitcoin's BIP 173 and BIP 350. Pure.
 */

export const CHECK_SYMBOLS = 6;
/** What the code can vouch for, its own symbols included. */
export const MOST_SYMBOLS = 89;

/** Coefficients of the generator polynomial, a row for each bit of what is carried out (BIP 173). */
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
/** What a right text leaves over; not 1, so that lost and added symbols at the end are found too (BIP 350). */
const RIGHT = 0x2bc830a3;

/** The remainder of the text as a polynomial, thirty bits. */
function remainder(symbols: readonly number[]): number {
  return symbols.reduce((held, symbol) => {
    const carried = held >>> 25;
    return GENERATOR.reduce(
      (sum, row, bit) => ((carried >>> bit) & 1 ? sum ^ row : sum),
      ((held & 0x1ffffff) << 5) ^ symbol,
    );
  }, 1);
}

/** The symbols to write after these. */
export function checkOf(symbols: readonly number[]): readonly number[] {
  const left = remainder([...symbols, ...Array<number>(CHECK_SYMBOLS).fill(0)]) ^ RIGHT;
  return Array.from({ length: CHECK_SYMBOLS }, (_, i) => (left >>> (5 * (5 - i))) & 31);
}

/** Whether a text with its check symbols is as it was written. */
export const isUnbroken = (symbols: readonly number[]): boolean =>
  symbols.length <= MOST_SYMBOLS && remainder(symbols) === RIGHT;
