/**
 * Texts, one a sample, as a modality: hashed counts to train on, and the words themselves to read on the page.
 * Imports this room only.
 */
import { plainName } from '../import-error';
import { checkRoom, type RawModality } from '../raw-samples';
import { cut, hashText, MOST_COUNTED, type TextLook } from './hash-text';

/** Letters of a text that the page can show; nobody reads more on a card. */
const MOST_SHOWN = 600;
/** Marks that would turn the reading direction of what comes after them, and signs that nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Of these, those that belong to letters and emoji: joiners and the mark of an emoji's form. */
const JOINERS = /[\u200c\u200d]/u;

/** @param texts whole, one a sample, null where there is none; an empty one has no n-gram and is all zeros. */
export function textModality(
  { id, name }: Pick<RawModality, 'id' | 'name'>,
  texts: readonly (string | null)[],
  look: TextLook,
): RawModality {
  checkRoom(name, texts.length, look.width);
  const data = new Float32Array(texts.length * look.width);
  texts.forEach((text, i) => {
    if (text === null) data.fill(Number.NaN, i * look.width, (i + 1) * look.width);
    else data.set(hashText(text, look), i * look.width);
  });
  const present = texts.includes(null)
    ? { present: Uint8Array.from(texts, (text) => Number(text !== null)) }
    : {};
  const shape = [look.width];
  return { id, name, kind: 'text', shape, data, standardise: 'global', texts, ...present };
}

/** What the page shows of a text: one line of readable letters, shortened. */
export function shownText(text: string | null): string | null {
  if (text === null) return null;
  const plain = cut(text, 4 * MOST_SHOWN)
    .replace(UNSEEN, (sign) => (JOINERS.test(sign) ? sign : ' '))
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .trim();
  const short = cut(plain, MOST_SHOWN);
  return short.length < plain.length || text.length > 4 * MOST_SHOWN
    ? `${short.trimEnd()}…`
    : short;
}

/** What was made of texts, a sentence or two for the report. */
export function textsInWords(
  names: readonly string[],
  texts: readonly (string | null)[],
  { units, shortest, longest, width }: TextLook,
): string[] {
  const range = shortest === longest ? String(shortest) : `${shortest} to ${longest}`;
  const of = units === 'words' ? 'words' : 'letters';
  const long = texts.filter((text) => (text?.length ?? 0) > MOST_COUNTED).length;
  const empty = texts.filter((text) => text?.trim() === '').length;
  return [
    `Each text (${names.map(plainName).join(', ')}) is ${width} numbers: how often ${range} ${of} in a row stand in it, by a hash (data.text).`,
    ...(long > 0
      ? [
          `Of ${long === 1 ? '1 text' : `${long} texts`} only the first ${MOST_COUNTED} letters are counted.`,
        ]
      : []),
    ...(empty > 0
      ? [`${empty === 1 ? '1 text is' : `${empty} texts are`} empty: all its numbers are 0.`]
      : []),
  ];
}
