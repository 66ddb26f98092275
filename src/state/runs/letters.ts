/**
 * Small whole numbers as text, one letter each: unlike base64, what compresses the text then sees the numbers one by one.
 * Imports nothing.
 */

/** Printable ASCII without those that JSON escapes. */
const LETTERS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (letter) => letter !== '"' && letter !== '\\',
);
const PLACES = new Map(LETTERS.map((letter, place) => [letter, place]));

/** The largest number that has a letter. */
export const LAST_LETTER = LETTERS.length - 1;

/** @throws RangeError where a number is not whole or not in 0..LAST_LETTER */
export function lettersOf(numbers: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < numbers.length; i += 1) {
    const letter = LETTERS[numbers[i] ?? -1];
    if (letter === undefined) throw new RangeError(`${numbers[i]} has no letter.`);
    text += letter;
  }
  return text;
}

/** @throws RangeError where a letter stands for no number */
export function numbersOf(text: string): readonly number[] {
  return Array.from(text, (letter) => {
    const number = PLACES.get(letter);
    if (number === undefined) throw new RangeError(`"${letter}" is no number.`);
    return number;
  });
}
