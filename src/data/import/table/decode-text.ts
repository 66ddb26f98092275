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
        text: decode('windows-1252', bytes),
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
