/**
 * The built-in tables' file format: one JSON document with names, licence, labels and numbers, made by
 * src/tools/make-tables.mjs. Imports this folder only.
 */
import { assetInvalid } from './asset-error';
import { parseAsset } from './asset-fields';

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
  const invalid = (what: string) => assetInvalid(path, what);
  const { text, names, list } = parseAsset(bytes, path);

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
