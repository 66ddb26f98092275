/**
 * Bytes of a text file to text: UTF-8 with or without a byte order mark, UTF-16 either way round, and
 * Windows-1252 (old spreadsheets) as the last resort. Imports this folder only.
 */
import { unusable } from '../import-error';

/** JavaScript engines hold strings up to half a gigabyte. */
const MOST_BYTES = 400_000_000;

/** Text of a file, and a sentence where its encoding had to be guessed. */
export interface DecodedText {
  readonly text: string;
  readonly note: string | null;
}

/** @throws ImportError when the file is no text, or too large for one. */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  if (bytes.length > MOST_BYTES) {
    throw unusable(
      file,
      `has ${Math.round(bytes.length / 1e6)} MB of text; a table may have ${MOST_BYTES / 1e6} MB`,
      'Save the numbers as NPZ, or open a part of the table.',
    );
  }
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') {
    if (bytes.subarray(0, 4096).includes(0)) {
      throw unusable(file, 'is not a text file', 'Open a table saved as CSV, JSON or ARFF.');
    }
    try {
      return { text: decode('utf-8', bytes), note: null };
    } catch {
      return {
        text: windows1252(bytes),
        note: `${file} is not UTF-8; it was read as Windows-1252, so check its accented letters.`,
      };
    }
  }
  try {
    return { text: decode(encoding, bytes), note: null };
  } catch {
    throw unusable(file, `is damaged ${encoding.toUpperCase()} text`, 'Save it as UTF-8.');
  }
}

/** What bytes 0x80 to 0x9f are in Windows-1252; those that it leaves open stay what they are. */
const SIGNS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Node.js up to 22 reads Windows-1252 as Latin 1, so that the sign of the euro became a control character. */
const windows1252 = (bytes: Uint8Array) =>
  decode('windows-1252', bytes).replace(
    /[\x80-\x9f]/g,
    (sign) => SIGNS[sign.charCodeAt(0) - 0x80] ?? sign,
  );

/** TextDecoder takes the byte order mark away by itself. */
const decode = (encoding: string, bytes: Uint8Array) =>
  new TextDecoder(encoding, { fatal: true }).decode(bytes);

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // without a mark: letters of most tables leave every other byte of UTF-16 zero
  const sample = bytes.subarray(0, 400);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length * 0.3 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.3 && odd === 0) return 'utf-16be';
  return 'utf-8';
}
