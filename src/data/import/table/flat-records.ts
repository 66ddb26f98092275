/**
 * Records with records and lists in them as rows of plain cells: a field of a record inside is `outer.inner`, a list of
 * numbers that is equally long everywhere is a column for each. Imports this folder only.
 */
import type { Cell } from './column';

/** Rows of named cells. */
interface Flat {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

type Fields = Map<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value) &&
  !(value instanceof Date);

const listOf = (value: unknown): readonly unknown[] | null => {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && 'length' in value
    ? Array.from(value as Float64Array)
    : null;
};

/** Fields of the records inside, by their whole names. Deeper than this it is no table any more. */
const DEEPEST = 8;

function gather(record: Record<string, unknown>, prefix: string, depth: number, into: Fields) {
  for (const [name, value] of Object.entries(record)) {
    if (isRecord(value) && depth < DEEPEST) gather(value, `${prefix}${name}.`, depth + 1, into);
    else into.set(prefix + name, value);
  }
}

/** How long the lists of a field are, where they are lists of numbers and all as long; else null. */
function listLength(records: readonly Fields[], name: string): number | null {
  let length: number | null = null;
  for (const record of records) {
    const value = record.get(name);
    if (value === null || value === undefined) continue;
    const list = listOf(value);
    if (!list || list.length === 0 || (length !== null && list.length !== length)) return null;
    if (!list.every((each) => typeof each === 'number' || each === null)) return null;
    length = list.length;
  }
  return length;
}

/** Names in the order in which they come up. */
export function flatRecords(records: readonly Record<string, unknown>[]): Flat {
  const gathered = records.map((record) => {
    const fields: Fields = new Map();
    gather(record, '', 1, fields);
    return fields;
  });
  const names = new Set<string>();
  for (const fields of gathered) for (const name of fields.keys()) names.add(name);
  const columns = [...names].flatMap((name) => {
    const length = listLength(gathered, name);
    if (length === null) return [{ name, of: (fields: Fields) => cellOf(fields.get(name)) }];
    return Array.from({ length }, (_, at) => ({
      name: `${name}_${at}`,
      of: (fields: Fields) => cellOf(listOf(fields.get(name))?.[at]),
    }));
  });
  return {
    names: columns.map(({ name }) => name),
    rows: gathered.map((fields) => columns.map(({ of }) => of(fields))),
  };
}

/** What is neither number nor word is kept as text, so that it can be seen and is no number. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
    return value;
  }
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}
