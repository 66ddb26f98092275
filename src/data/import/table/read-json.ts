/**
 * JSON records (a list of objects, one per line too) or a list of lists as a table. Nothing in the file is
 * executed, and its names never become properties of an object here. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { TableReader } from '../reader';
import { decodeText } from './decode-text';
import { type Cell, MOST_COLUMNS, type Table, TableBuilder, tooWide } from './table';

export const json: TableReader = {
  id: 'json',
  name: 'JSON records',
  endings: ['json', 'jsonl'],
  alsoEndings: ['ndjson'],
  gives: 'table',
  where: 'anywhere',
  note: 'A list of records, or one record a line.',
  read: readJson,
};

const FIX = 'Open a list of records such as [{"length": 39.1, "species": "Adelie"}, ...].';

/** @throws ImportError when the file is no JSON, or holds no records. */
export function readJson(bytes: Uint8Array, file: string): Table {
  const { text, note } = decodeText(bytes, file);
  const records = listIn(parse(text, file), file);
  const isLists = records.every(Array.isArray);
  const names = isLists ? null : namesOf(records, file);
  const table = new TableBuilder(file, names ?? (records[0] as unknown[]).length);
  if (note) table.note(note);
  records.forEach((record, i) => {
    const cells = names
      ? names.map((name) => cell((record as Record<string, unknown>)[name]))
      : (record as unknown[]).map(cell);
    table.addRow(cells, i + 1);
  });
  return table.finish();
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // one record per line
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines[0]?.trim().startsWith('{')) {
      return lines.map((line, i) => {
        try {
          return JSON.parse(line);
        } catch {
          throw unusable(file, `is not JSON: line ${i + 1} cannot be read`, FIX);
        }
      });
    }
    throw unusable(file, `is not JSON: ${(error as Error).message}`, FIX);
  }
}

/** The records, on the top level or under the only key that holds a list. */
function listIn(document: unknown, file: string): unknown[] {
  const lists = Array.isArray(document)
    ? [document]
    : Object.values(isRecord(document) ? document : {}).filter((each) => Array.isArray(each));
  const [list] = lists;
  if (lists.length !== 1 || !list || list.length === 0) {
    throw unusable(file, 'holds no list of records', FIX);
  }
  if (!list.every(isRecord) && !list.every((each: unknown) => Array.isArray(each))) {
    throw unusable(file, 'holds a list of single values, not of records', FIX);
  }
  return list;
}

function namesOf(records: readonly unknown[], file: string): string[] {
  const names = new Set<string>();
  for (const record of records) {
    for (const name of Object.keys(record as object)) names.add(name);
    if (names.size > MOST_COLUMNS) throw tooWide(file, names.size);
  }
  return [...names];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested values are kept as text, so that they can be seen and are no number. */
function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
    return value;
  }
  return JSON.stringify(value);
}
