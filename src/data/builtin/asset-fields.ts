/**
 * Reading the JSON documents that describe the built-in data. A document is checked before it is used,
 * for a cache, a proxy or a half-done deployment may have put something else in its place.
 * Imports this folder only.
 */
import { assetInvalid } from './asset-error';

const FORMAT = 1;

/** A document's fields, each checked as it is asked for. */
export interface AssetFields {
  text(key: string): string;
  number(key: string): number;
  names(key: string): string[];
  list(key: string): unknown[];
}

/**
 * @param bytes the file, UTF-8.
 * @param path where it came from, for the error sentence.
 * @throws DataError `asset-invalid` when it is not a JSON document of this format; so do the fields.
 */
export function parseAsset(bytes: ArrayBuffer, path: string): AssetFields {
  const invalid = (what: string) => assetInvalid(path, what);
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('it is not a JSON document');
  }
  if (typeof document !== 'object' || document === null) throw invalid('it holds no table');
  const fields = document as Readonly<Record<string, unknown>>;
  if (fields.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  return {
    text(key) {
      const value = fields[key];
      if (typeof value !== 'string' || value === '') throw invalid(`its ${key} is missing`);
      return value;
    },
    number(key) {
      const value = fields[key];
      if (!Number.isFinite(value)) throw invalid(`its ${key} is not a number`);
      return value as number;
    },
    names(key) {
      const value = fields[key];
      if (
        !Array.isArray(value) ||
        value.length === 0 ||
        !value.every((v) => typeof v === 'string')
      ) {
        throw invalid(`its ${key} are not a list of names`);
      }
      return value;
    },
    list(key) {
      const value = fields[key];
      if (!Array.isArray(value) || value.length === 0) throw invalid(`its ${key} are not a list`);
      return value;
    },
  };
}
