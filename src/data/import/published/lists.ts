/**
 * List files of published data sets, line by line; what a line says is the set's own business. Lines that cannot
 * be understood are counted, never guessed at. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { decodeText } from '../table/decode-text';

/** What a list gave: its entries in order, and the lines that are none. */
export interface ReadList<T> {
  readonly entries: readonly T[];
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

/** The split that a list's name says: `trainSet`, `trainlist01`, `test`; null for none. */
export function splitOfListName(stem: string): SplitName | null {
  const [, word] = /^(train|test|val)(?=$|set|list|[-_\d])/i.exec(stem) ?? [];
  const split: Readonly<Record<string, SplitName>> = {
    train: 'train',
    test: 'test',
    val: 'validation',
  };
  return word ? (split[word.toLowerCase()] ?? null) : null;
}

/**
 * @param read what one line says, a word for a header, null for a line that says nothing.
 * @returns no entries where the file is no text.
 */
export function readLines<T extends object>(
  bytes: Uint8Array,
  file: string,
  read: (text: string, line: number) => T | 'header' | null,
): ReadList<T> {
  const entries: T[] = [];
  const unread: { line: number; text: string }[] = [];
  textOf(bytes, file)
    .split(/\r\n|\r|\n/)
    .forEach((raw, at) => {
      const text = raw.trim();
      if (text === '') return;
      const entry = read(text, at + 1);
      if (entry === null) unread.push({ line: at + 1, text });
      else if (entry !== 'header') entries.push(entry);
    });
  return { entries, unread };
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return decodeText(bytes, file).text;
  } catch {
    return '';
  }
}
