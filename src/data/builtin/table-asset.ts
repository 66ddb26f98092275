/**
 * The built-in tables' file format: one JSON document with names, licence, labels and numbers, made by
 * src/tools/make-tables.mjs. A file is checked before it is used, for a cache, a proxy or a half-done
 * deployment may have put something else in its place. Imports this room only.
 */
import { DataError } from '../data-error';

const FORMAT = 1;

/** A table as read: every row complete or with NaN where a number is missing. */
export interface Table {
  readonly name: string;
  readonly origin: string;
  readonly licence: string;
  readonly classes: readonly string[];
  readonly columns: readonly string[];
  /** Class of each row, `[rows]`. */
  readonly labels: Int32Array;
  /** `[rows, columns]` row-major. */
  readonly values: Float32Array;
}

/**
 * Reads and checks a table.
 * @param bytes the file, UTF-8.
 * @param path where it came from, for the error sentence.
 * @throws DataError `asset-invalid` naming the file, and the row where there is one.
 */
export function parseTable(bytes: ArrayBuffer, path: string): Table {
  const invalid = (what: string) =>
    new DataError(
      'asset-invalid',
      `The built-in data file ${path} cannot be used: ${what}.`,
      'Reload the page; if it happens again, the file on the server is damaged and must be put there anew.',
    );

  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('it is not a JSON document');
  }
  if (typeof document !== 'object' || document === null) throw invalid('it holds no table');
  const fields = document as Readonly<Record<string, unknown>>;
  if (fields.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);

  const text = (key: string): string => {
    const value = fields[key];
    if (typeof value !== 'string' || value === '') throw invalid(`its ${key} is missing`);
    return value;
  };
  const names = (key: string): string[] => {
    const value = fields[key];
    if (!Array.isArray(value) || value.length === 0 || !value.every((v) => typeof v === 'string')) {
      throw invalid(`its ${key} are not a list of names`);
    }
    return value;
  };
  const list = (key: string): unknown[] => {
    const value = fields[key];
    if (!Array.isArray(value) || value.length === 0) throw invalid(`its ${key} are not a list`);
    return value;
  };

  const classes = names('classes');
  const columns = names('columns');
  const labels = list('labels');
  const rows = list('values');
  if (labels.length !== rows.length) {
    throw invalid(`it has ${labels.length} labels for ${rows.length} rows`);
  }
  const badLabel = labels.findIndex(
    (label) =>
      !Number.isInteger(label) || !((label as number) >= 0 && (label as number) < classes.length),
  );
  if (badLabel >= 0) throw invalid(`the label of row ${badLabel + 1} names no class`);

  const decode = DECODERS.get(text('encoding'));
  if (!decode) throw invalid('its encoding is not known to this version of the lab');
  const values = new Float32Array(rows.length * columns.length);
  rows.forEach((row, i) => {
    const numbers = decode(row);
    if (numbers?.length !== columns.length) {
      throw invalid(`row ${i + 1} does not hold ${columns.length} numbers`);
    }
    values.set(numbers, i * columns.length);
  });
  return {
    name: text('name'),
    origin: text('origin'),
    licence: text('licence'),
    classes,
    columns,
    labels: Int32Array.from(labels as number[]),
    values,
  };
}

/** How a row is written: each gives the row's numbers, or null where it is not written that way. */
const DECODERS: ReadonlyMap<string, (row: unknown) => number[] | null> = new Map([
  // a list of numbers; null is a missing one
  ['numbers', readNumbers],
  // one letter per number, 0..9 then a..z: half the size for small whole numbers
  ['base36', readBase36],
]);

function readNumbers(row: unknown): number[] | null {
  const isNumbers =
    Array.isArray(row) && row.every((cell) => cell === null || Number.isFinite(cell));
  return isNumbers ? row.map((cell) => cell ?? Number.NaN) : null;
}

function readBase36(row: unknown): number[] | null {
  if (typeof row !== 'string' || !/^[0-9a-z]*$/.test(row)) return null;
  return Array.from(row, (letter) => Number.parseInt(letter, 36));
}
