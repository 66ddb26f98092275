/**
 * A text as a fixed number of features, without a vocabulary: counts of its n-grams in hashed buckets (Weinberger et
 * al. 2009, "Feature hashing for large scale multitask learning"). The same text gives the same numbers everywhere.
 * Imports types only.
 */

/** How texts are cut and counted. */
export interface TextLook {
  /** What an n-gram is made of. */
  readonly units: 'characters' | 'words';
  /** Units in the shortest and the longest n-gram, both included; `shortest <= longest`. */
  readonly shortest: number;
  readonly longest: number;
  /** Numbers per text. */
  readonly width: number;
}

/** Letters of a text that are counted: a novel is as well known by its first chapters. */
export const MOST_COUNTED = 20_000;

/** Scripts without blanks between words: each letter is a word of its own there. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const WORD = new RegExp(
  `[${UNSPACED}]|\\p{Regional_Indicator}{2}|\\p{Extended_Pictographic}|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);

/**
 * Composed (NFC), and without difference of capitals: through capitals, so that ß and SS are one as Unicode's full
 * case folding has it.
 */
export const foldedText = (text: string): string =>
  text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/** The words of a text, as they are counted: runs of letters and digits; emoji and letters of unspaced scripts singly. */
export const wordsIn = (text: string): string[] => foldedText(text).match(WORD) ?? [];

/**
 * `x[h(g) mod width] += s(g) (1 + ln count(g))` over the n-grams `g` of the text, then divided by its length (L2).
 * The sign `s`, one bit of the hash, makes collisions cancel on the average. The logarithm keeps a word that is said
 * ten times from being ten words (sublinear scaling, Manning et al. 2008, 6.4.1), and unit length makes a long and a
 * short text of the same words alike.
 * @returns `[width]`, of length 1; all zeros where the text has no n-gram.
 */
export function hashText(text: string, look: TextLook): Float32Array {
  const counts = new Map<number, number>();
  const add = (hash: number) => counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const counted = cut(text, MOST_COUNTED);
  if (look.units === 'words') {
    eachRun(wordsIn(counted).map(hashOf), look, add);
  } else {
    // within words, with a blank at either end (Bojanowski et al. 2017): beginnings and endings are n-grams too
    for (const word of foldedText(counted).split(/\s+/u)) {
      if (word !== '') eachRun([...` ${word} `].map(codeOf), look, add);
    }
  }
  const sums = new Float64Array(look.width);
  for (const [hash, count] of counts) {
    const bucket = (hash >>> 1) % look.width;
    sums[bucket] = (sums[bucket] ?? 0) + (hash & 1 ? 1 : -1) * (1 + Math.log(count));
  }
  const length = Math.sqrt(sums.reduce((sum, each) => sum + each * each, 0));
  return Float32Array.from(sums, (sum) => (length === 0 ? 0 : sum / length));
}

/** The first so many letters, with no letter of two halves cut through. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

/** The hash of every n-gram of these units. */
function eachRun(
  units: readonly number[],
  { shortest, longest }: TextLook,
  add: (hash: number) => void,
): void {
  for (let from = 0; from < units.length; from++) {
    let hash = START;
    for (let n = 1; n <= longest && from + n <= units.length; n++) {
      hash = mixed(hash, units[from + n - 1] as number);
      if (n >= shortest) add(spread(hash ^ n));
    }
  }
}

const codeOf = (letter: string): number => letter.codePointAt(0) ?? 0;

function hashOf(word: string): number {
  let hash = START;
  for (const letter of word) hash = mixed(hash, codeOf(letter));
  return hash;
}

/** FNV-1a in 32 bits (Fowler, Noll, Vo), four bytes of a unit one after the other. */
const START = 0x811c9dc5;
function mixed(hash: number, unit: number): number {
  let now = hash;
  for (let shift = 0; shift < 32; shift += 8) {
    now = Math.imul(now ^ ((unit >>> shift) & 0xff), 0x01000193);
  }
  return now;
}

/** The last step of MurmurHash3 (Appleby): every bit depends on all, of which bucket and sign take some. */
function spread(hash: number): number {
  let now = hash;
  now = Math.imul(now ^ (now >>> 16), 0x85ebca6b);
  now = Math.imul(now ^ (now >>> 13), 0xc2b2ae35);
  return (now ^ (now >>> 16)) >>> 0;
}
