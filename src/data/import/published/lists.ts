/**
 * The list files of the published data sets, line by line: which clip is of which class and in which split.
 * Lines that cannot be understood are counted, never guessed at. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { decodeText } from '../table/decode-text';

/** What a list gave: its entries in order, and the lines that are none. */
export interface ReadList<T> {
  readonly entries: readonly T[];
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

/** A line of AVE: `class&video&quality&start&end`. */
export interface AveEntry {
  readonly label: string;
  readonly video: string;
  /** Seconds between which the event is seen and heard. */
  readonly fromS: number;
  readonly toS: number;
}

/** AVE's `trainSet.txt`, `valSet.txt`, `testSet.txt` or `Annotations.txt`, with or without its header. */
export function readAveList(bytes: Uint8Array, file: string): ReadList<AveEntry> {
  return readLines(bytes, file, (text, line) => {
    if (line === 1 && /^category&videoid/i.test(text)) return 'header';
    // identifiers of videos hold no ampersand, names of classes might
    const parts = /^(.+)&([\w-]+)&[^&]*&(\d+)&(\d+)$/.exec(text);
    if (!parts) return null;
    const [label, video, from, to] = parts.slice(1) as [string, string, string, string];
    const [fromS, toS] = [Number(from), Number(to)];
    return toS > fromS ? { label: label.trim(), video, fromS, toS } : null;
  });
}

/** A line of UCF101's lists: `Class/v_Class_g01_c01.avi`, in training lists followed by the class's number. */
export interface UcfEntry {
  readonly label: string;
  /** Name of the clip without ending, e.g. `v_Archery_g01_c01`. */
  readonly clip: string;
}

/** UCF101's `trainlist01.txt`, `testlist01.txt`. */
export function readUcfList(bytes: Uint8Array, file: string): ReadList<UcfEntry> {
  return readLines(bytes, file, (text) => {
    const parts = /^([^/\s]+)\/([^/\s]+?)(\.\w+)?(\s+\d+)?$/.exec(text);
    return parts ? { label: parts[1] as string, clip: parts[2] as string } : null;
  });
}

/** A line of the lists for CREMA-D that came with published code: `1041_TIE_NEU_XX,NEU`. */
export interface CremaEntry {
  readonly clip: string;
}

/** CREMA-D's `train.csv`, `test.csv`. */
export function readCremaList(bytes: Uint8Array, file: string): ReadList<CremaEntry> {
  return readLines(bytes, file, (text) => {
    const [clip = '', label] = text.split(',').map((part) => part.trim());
    const named = cremaName(clip);
    return named && (label === undefined || label === named.emotion) ? { clip } : null;
  });
}

/** What the name of a CREMA-D clip says: actor, sentence, emotion, level. */
export interface CremaName {
  readonly actor: string;
  readonly emotion: string;
}

/** The six emotions in the words of the data set's documentation. */
export const EMOTIONS: ReadonlyMap<string, string> = new Map([
  ['ANG', 'Anger'],
  ['DIS', 'Disgust'],
  ['FEA', 'Fear'],
  ['HAP', 'Happy'],
  ['NEU', 'Neutral'],
  ['SAD', 'Sad'],
]);

/** @param stem such as `1001_DFA_ANG_XX`; null for every other name. */
export function cremaName(stem: string): CremaName | null {
  const parts = /^(\d{4})_[A-Z]{3}_([A-Z]{3})_[A-Z]{2}$/.exec(stem);
  const [actor, emotion] = parts?.slice(1) ?? [];
  return actor && emotion && EMOTIONS.has(emotion) ? { actor, emotion } : null;
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

/** A file that is no text has no entries. */
function readLines<T extends object>(
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
