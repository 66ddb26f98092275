/**
 * Whether a column holds texts, by what stands in it: many different cells, most of several words, or at least of
 * words where its name says text. Few values are a category, single words an id or a name. Imports this room only.
 */
import { isTextName } from '../meaning/words';
import type { Column } from '../table/column';
import { isCategory, isNumeric } from '../table/features';
import { wordsIn } from './hash-text';

/** Cells that are looked at. */
const MOST_ASKED = 500;
/** Most cells of a column of texts have so many words. */
const FEWEST_WORDS = 3;
const MOST = 0.5;
/** Among the signs of a cell that are no blanks, so many are letters; codes and addresses have more of the others. */
const LEAST_LETTERS = 0.6;

/** @returns false for numbers, categories, empty columns and identifiers. */
export function isTextColumn(column: Column): boolean {
  if (isNumeric(column) || isCategory(column)) return false;
  const fewest = isTextName(column.name) ? 1 : FEWEST_WORDS;
  const step = Math.max(1, Math.floor(column.rows / MOST_ASKED));
  let [asked, said] = [0, 0];
  for (let row = 0; row < column.rows; row += step) {
    const text = column.text(row);
    if (text === null) continue;
    asked++;
    if (isSaid(text, fewest)) said++;
  }
  return asked > 0 && said >= asked * MOST && column.distinct(2) > 1;
}

/** Whether a text is words rather than a code: so many words, mostly of letters. */
export function isSaid(text: string, fewest = FEWEST_WORDS): boolean {
  const signs = text.slice(0, 2000).replace(/\s+/gu, '');
  if (signs === '') return false;
  const letters = signs.match(/[\p{L}\p{M}\p{Extended_Pictographic}]/gu)?.join('').length ?? 0;
  if (letters < signs.length * LEAST_LETTERS) return false;
  const words = wordsIn(text.slice(0, 2000)).filter((word) => !/^\p{N}+$/u.test(word));
  return words.length >= fewest;
}
