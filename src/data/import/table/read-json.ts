/**
 * JSON records (a list of objects, one per line too) or a list of lists as a table. Nothing in the file is
 * executed, and its names never become properties of an object here. Imports this room only.
 */
import { placeDeeperThan } from '../../../protocol/depth';
import { shownPath } from '../../../protocol/failure';
import { plainName, unusable } from '../import-error';
import { groupRank, labelStrength } from '../meaning/words';
import type { TableReader } from '../reader';
import { acquiredRows } from '../series/edge-impulse';
import type { Cell } from './column';
import { decodeText } from './decode-text';
import { cellOf, flatRecords } from './flat-records';
import { MOST_COLUMNS, type Table, TableBuilder, tooWide } from './table';

export const json: TableReader = {
  id: 'json',
  name: 'JSON records',
  endings: ['json', 'jsonl'],
  alsoEndings: ['ndjson'],
  gives: 'table',
  where: 'anywhere',
  note: 'A list of records, one record a line, or what pandas writes.',
  read: readJson,
};

/** Far deeper than any table; what looks into records calls itself for each part of them. */
const DEEPEST = 64;
const FIX = 'Open a list of records such as [{"length": 39.1, "species": "Adelie"}, ...].';

/** @throws ImportError when the file is no JSON, or holds no records. */
export function readJson(bytes: Uint8Array, file: string): Table {
  const { text, note } = decodeText(bytes, file);
  const document = parse(text, file);
  const deep = placeDeeperThan(document, DEEPEST);
  if (deep) {
    throw unusable(
      file,
      `is nested more than ${DEEPEST} deep, first at ${plainName(shownPath(deep))}`,
      FIX,
    );
  }
  const acquired = acquiredRows(document);
  if (acquired) return tableOf(file, acquired.names, acquired.rows, note);
  const records = listIn(document, file);
  const isLists = records.every(Array.isArray);
  const { names, rows } = isLists
    ? {
        names: (records[0] as unknown[]).length,
        rows: records.map((row) => (row as unknown[]).map(cellOf)),
      }
    : flatRecords(records.filter(isRecord));
  const whole = tableOf(file, names, rows, note);
  const isMap = typeof names !== 'number' && names.join() === MAP.join();
  return isMap ? { ...whole, isMap: true } : whole;
}

function tableOf(
  file: string,
  names: readonly string[] | number,
  rows: readonly (readonly Cell[])[],
  note: string | null,
): Table {
  if (typeof names !== 'number' && names.length > MOST_COLUMNS) throw tooWide(file, names.length);
  const table = new TableBuilder(file, names);
  if (note) table.note(note);
  rows.forEach((cells, i) => {
    table.addRow(cells, i + 1);
  });
  return table.finish();
}

/** Names of the columns of a map. */
const MAP = ['key', 'value'];

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

/**
 * What pandas writes with its other orients, as records: a column, then its rows (the default); a row number, then its
 * columns ("index"); columns, index and data ("split"). A map of single values is a table of two columns.
 * @returns null for anything else.
 */
function recordsOfPandas(document: unknown): unknown[] | null {
  if (!isRecord(document)) return null;
  const { columns, data } = document;
  if (Array.isArray(columns) && Array.isArray(data) && data.every(Array.isArray)) {
    return data.map((row: unknown[]) =>
      recordOf(columns.map((name, k) => [String(name), row[k]] as const)),
    );
  }
  const entries = Object.entries(document);
  if (entries.length < 2) return null;
  if (entries.every(([, value]) => !isRecord(value) && !Array.isArray(value))) {
    return entries.map(([key, value]) =>
      recordOf([
        [MAP[0] ?? '', key],
        [MAP[1] ?? '', value],
      ]),
    );
  }
  const inner = entries.flatMap(([key, value]) => (isRecord(value) ? [[key, value] as const] : []));
  const [first] = inner;
  if (!first || inner.length < entries.length) return null;
  const keys = Object.keys(first[1]);
  if (!inner.every(([, value]) => Object.keys(value).length === keys.length)) return null;
  // rows are numbered; what is numbered outside is rows by their number
  const areRowsOutside = entries.every(([key]) => /^\d+$/.test(key));
  return areRowsOutside
    ? inner.map(([, value]) => value)
    : keys.map((row) => recordOf(inner.map(([name, value]) => [name, value[row]] as const)));
}

/** `{"time": [0, 1], "x": [3, 4]}`: a list a column. What else there is is the same for every row. Null for anything else. */
function recordsOfColumns(document: unknown): unknown[] | null {
  if (!isRecord(document)) return null;
  const entries = Object.entries(document);
  const lists = entries.flatMap(([name, value]) =>
    Array.isArray(value) && !value.some((each) => typeof each === 'object' && each !== null)
      ? [{ name, list: value as unknown[] }]
      : [],
  );
  const rows = lists[0]?.list.length ?? 0;
  if (lists.length < 2 || rows === 0 || lists.some(({ list }) => list.length !== rows)) return null;
  const whole = wholeOf(document);
  return Array.from({ length: rows }, (_, row) =>
    recordOf([...whole, ...lists.map(({ name, list }) => [name, list[row]] as const)]),
  );
}

/** An object without a prototype, so that no name in a file means anything. */
function recordOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** The records, on the top level or under the only key that holds a list. */
function listIn(document: unknown, file: string): unknown[] {
  const pandas = recordsOfPandas(document);
  if (pandas && pandas.length > 0) return pandas;
  const columns = recordsOfColumns(document);
  if (columns) return columns;
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
  const beside = isRecord(document) ? wholeOf(document) : [];
  return list.map((each: unknown) =>
    isRecord(each) && beside.length > 0 ? recordOf([...beside, ...Object.entries(each)]) : each,
  );
}

/** What stands beside a list of records and says of all of them which class they are, or whose. */
const wholeOf = (document: Record<string, unknown>): [string, unknown][] =>
  Object.entries(document).filter(
    ([name, value]) =>
      (typeof value === 'string' || typeof value === 'number') &&
      (labelStrength(name) > 0 || groupRank(name) >= 0),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
