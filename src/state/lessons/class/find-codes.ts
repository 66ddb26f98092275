/**
 * Finds result codes in a chat log: among names, times, emoji and whole sentences, with letters stuck to their front, and
 * broken over up to four pieces by blanks, line ends or the `>` of a quoted mail. What looks like a code and is none is
 * found as well, so that it can be named. Pure.
 */
import { type CodedScene, type CodeReading, isWholeCode, readResultCode } from '../result-code';
import { SILENT, symbolsOf } from './symbols';

export interface FoundCode {
  /** As it stands in the text. */
  readonly written: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly reading: CodeReading;
}

const WORD = new RegExp(`[A-Za-z0-9](?:[A-Za-z0-9${SILENT}]*[A-Za-z0-9])?`, 'gu');
/** Addresses hold long words too, and no codes. */
const ADDRESS = /\b(?:https?|ftp|mailto):\S+/giu;
const GLUE = /^[\s>|]{1,12}$/u;
/** A code is at most this many pieces. */
const MOST_PIECES = 4;
/** The shortest code is longer; a shorter word that fails is a word. */
const FEWEST_LETTERS = 24;
/** What symbols.ts reads as MLAB. */
const MARKER = /M[1IL]AB/giu;
/** A code's beginning, up to where it was torn. */
const TORN = /^M[1IL]AB\d.{7}/iu;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Every code in a text, and every word that looks like one, in order. */
export function findCodes(text: string, scenes: readonly CodedScene[]): readonly FoundCode[] {
  const words = wordsOf(text);
  const lineOf = lineCounter(text);
  const found: FoundCode[] = [];
  let from = 0;
  for (const [place, word] of words.entries()) {
    if (place < from) continue;
    const whole = wholeAt(text, words, place);
    if (whole) {
      from = whole.next;
      const { written, start } = whole;
      found.push({ written, line: lineOf(start), reading: readResultCode(written, scenes) });
    } else if (looksLikeCode(word.text)) {
      found.push({ written: word.text, line: lineOf(word.start), reading: { fault: 'typo' } });
    }
  }
  return found;
}

function wordsOf(text: string): readonly Word[] {
  // blanks of the same length, so that places stay right
  const withoutAddresses = text.replaceAll(ADDRESS, (address) => ' '.repeat(address.length));
  return Array.from(withoutAddresses.matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Asked for places in ascending order only. */
function lineCounter(text: string): (place: number) => number {
  let at = 0;
  let line = 1;
  return (place) => {
    for (; at < place; at += 1) {
      const isEnd = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
      if (isEnd) line += 1;
    }
    return line;
  };
}

/** The unbroken code that begins in this word, and the place of the word after it. */
function wholeAt(text: string, words: readonly Word[], place: number) {
  const word = words[place];
  if (!word) return null;
  for (const marker of word.text.matchAll(MARKER)) {
    let written = word.text.slice(marker.index);
    for (let pieces = 1; pieces <= MOST_PIECES; pieces += 1) {
      const next = place + pieces;
      if (isWholeCode(written)) return { written, start: word.start + marker.index, next };
      const [last, more] = [words[next - 1], words[next]];
      if (!last || !more || !GLUE.test(text.slice(last.end, more.start))) break;
      written += more.text;
    }
  }
  return null;
}

/** Whether somebody may have meant this word as a code: its beginning, or a long jumble of letters and digits. */
function looksLikeCode(word: string): boolean {
  if (TORN.test(word)) return true;
  const symbols = symbolsOf(word);
  if (!symbols || symbols.length < FEWEST_LETTERS) return false;
  return beginsLikeCode(word) || isJumble(word);
}

/** The marker with at most one letter wrong, missing, added or swapped, at the front of the word; or right, anywhere. */
function beginsLikeCode(word: string): boolean {
  if (word.search(MARKER) !== -1) return true;
  const front = word.toUpperCase().replaceAll('I', '1').replaceAll('L', '1').slice(0, 5);
  const same = [...'M1AB'].filter((letter, place) => front[place] === letter).length;
  const isSwapped = ['1MAB', 'MA1B', 'M1BA'].some((swapped) => front.startsWith(swapped));
  const isMissing = ['1AB', 'MAB', 'M1B', 'M1A'].some((rest) => front.startsWith(rest));
  const isAdded = [1, 2, 3].some((at) => front.slice(0, at) + front.slice(at + 1) === 'M1AB');
  return same >= 3 || isSwapped || isMissing || isAdded;
}

const FEWEST_OF_A_KIND = 4;

/** No language has such words: of one case, with digits among the letters again and again. */
function isJumble(word: string): boolean {
  const isOneCase = word === word.toUpperCase() || word === word.toLowerCase();
  const changes = word.match(/\d(?=[A-Za-z])/g)?.length ?? 0;
  return isOneCase && changes >= FEWEST_OF_A_KIND;
}
