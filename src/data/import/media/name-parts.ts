/**
 * The parts of file names, and which of them is likely the class: `cat.0`, `dog (3)`, `03-01-05-02`. Imports this
 * room only.
 */

/** Values that a class in file names has at most. */
const MOST_VALUES = 50;
/** Files that a value has on the average at least. */
const FILES_PER_VALUE = 4;
/** Share of names that must be cut alike. */
const ALIKE = 0.9;

/** One part of all names. */
export interface NamePart {
  /** From 0. */
  readonly at: number;
  /** Of each name. */
  readonly values: readonly string[];
  /** Different ones. */
  readonly distinct: number;
  readonly isWord: boolean;
  /** Whether it is written like a name, with a capital letter, beside a word that is not. */
  readonly isName: boolean;
  /** Whether a number follows it in most names: which of its like a file is. */
  readonly isCounted: boolean;
}

/** Whether most of these words begin with a capital letter, and are no abbreviations. */
export const areNames = (words: readonly string[]): boolean =>
  words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word)).length >= words.length * ALIKE;

/** Words that cameras and programs begin every name with are the same throughout, and so are no class. */
const cut = (stem: string): string[] => pieces(stem).map(wordOf);

const pieces = (stem: string): string[] =>
  stem
    .normalize('NFC')
    .split(/[-_.\s()[\]]+/)
    .filter((part) => part !== '');

/** `cat12` gives `cat`. */
const wordOf = (piece: string): string => /^(\p{L}+)\d+$/u.exec(piece)?.[1] ?? piece;

/** Whether most names have a number right after their part at a place. */
function isCountedAt(stems: readonly string[], at: number): boolean {
  const counted = stems.filter((stem) => {
    const [piece = '', next = ''] = pieces(stem).slice(at, at + 2);
    return wordOf(piece) !== piece || /^\d+$/.test(next);
  });
  return counted.length >= stems.length * ALIKE;
}

/**
 * Parts that may be the class, the likeliest first: words before codes, what is no name of a person, what is counted,
 * more values before fewer.
 * @param said what other readings say of each file, such as its group or its modality; a part that says the same is
 * not the class.
 */
export function classParts(
  stems: readonly string[],
  said: readonly (readonly (string | null)[])[] = [],
): NamePart[] {
  const parts = stems.map(cut);
  const lengths = parts.map(({ length }) => length);
  const [first = 0] = lengths;
  const areAlike = lengths.filter((length) => length === first).length >= lengths.length * ALIKE;
  const shared = areAlike ? first : 1;
  const found: Omit<NamePart, 'isName'>[] = [];
  for (let at = 0; at < shared; at++) {
    const values = parts.map((list) => list[at] ?? '');
    const distinct = new Set(values).size;
    const isWord = values.every((value) => /^[\p{L}]+$/u.test(value));
    const isCode = values.every((value) => /^\d{1,3}$/.test(value));
    const most = Math.min(MOST_VALUES, Math.floor(stems.length / FILES_PER_VALUE));
    if (distinct < 2 || distinct > most || !(isWord || isCode)) continue;
    // running numbers of files that no word accompanies are takes, not classes
    if (isCode && !areAlike) continue;
    if (said.some((each) => saysSame(values, each))) continue;
    found.push({ at, values, distinct, isWord, isCounted: isCountedAt(stems, at) });
  }
  const words = found.filter(({ isWord }) => isWord);
  const areMixed = words.some(({ values }) => !areNames(values));
  return found
    .map(
      (part): NamePart => ({
        ...part,
        isName: part.isWord && areMixed && areNames(part.values),
      }),
    )
    .sort(
      (a, b) =>
        Number(b.isWord) - Number(a.isWord) ||
        Number(a.isName) - Number(b.isName) ||
        Number(b.isCounted) - Number(a.isCounted) ||
        b.distinct - a.distinct ||
        a.at - b.at,
    );
}

/** Parts that are there in all names, whatever they hold, the first ones. */
export function namePartsOf(
  stems: readonly string[],
): readonly { readonly at: number; readonly values: readonly string[] }[] {
  const shared = Math.min(MOST_OFFERED, ...stems.map((stem) => cut(stem).length));
  return Array.from({ length: shared }, (_, at) => ({ at, values: partAt(stems, at) }));
}

/** Parts of names that a person may choose from. */
const MOST_OFFERED = 8;

/** The part at a place, whatever it holds. */
export const partAt = (stems: readonly string[], at: number): string[] =>
  stems.map((stem) => cut(stem)[at] ?? '');

/** Whether each value goes with one group and each group with one value. */
function saysSame(values: readonly string[], groups: readonly (string | null)[]): boolean {
  const pairs = new Set(values.map((value, i) => `${value}\n${groups[i] ?? ''}`));
  return (
    new Set(groups).size > 1 &&
    pairs.size === new Set(values).size &&
    pairs.size === new Set(groups).size
  );
}
