/**
 * From the words a person writes (`data.label`, `data.modalities.NAME`) to columns: exact names, numbers,
 * ranges `a..b`, beginnings `mean *`, or a whole file. Imports the protocol and this folder only.
 */
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { listNames } from '../import-error';
import { baseName, stemOf } from '../source-file';
import type { Column } from './column';
import type { Table } from './table';

/** The column of that name, in whichever table it is. */
export function findColumn(tables: readonly Table[], name: string): Column | null {
  const columns = tables.flatMap((table) => table.columns);
  const small = name.trim().toLowerCase();
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === small) ??
    // a file of one column may be meant by its own name
    wholeFile(tables, name).filter((_, __, all) => all.length === 1)[0] ??
    null
  );
}

/** @throws SettingsError naming the columns there are. */
export function namedColumn(tables: readonly Table[], name: string, path: string): Column {
  const column = findColumn(tables, name);
  if (!column) throw unknown(tables, name, path);
  return column;
}

/**
 * The columns that one entry of `data.modalities.NAME` means.
 * @throws SettingsError when it means none.
 */
export function namedColumns(tables: readonly Table[], entry: string, path: string): Column[] {
  const exact = tables.flatMap(({ columns }) => columns).filter(({ name }) => name === entry);
  if (exact.length > 0) return exact.slice(0, 1);
  const file = wholeFile(tables, entry);
  if (file.length > 0) return file;
  for (const table of tables) {
    const found = range(table, entry) ?? beginning(table, entry);
    if (found.length > 0) return found;
  }
  const close = findColumn(tables, entry);
  if (close) return [close];
  throw unknown(tables, entry, path);
}

function wholeFile(tables: readonly Table[], name: string): Column[] {
  const table = tables.find(
    ({ file }) => file === name || baseName(file) === name || stemOf(file) === name,
  );
  return table && tables.length > 1 ? [...table.columns] : [];
}

/** `3..7` or `bill_length..body_mass`, as the columns stand in the file; `3-7` for numbers. */
function range({ columns }: Table, entry: string): Column[] | null {
  const ends = /^(.+?)\.\.(.+)$/.exec(entry) ?? /^(\d+)-(\d+)$/.exec(entry);
  if (!ends) return null;
  const place = (name: string | undefined) =>
    columns.findIndex((column) => column.name === name?.trim());
  const [from, to] = [place(ends[1]), place(ends[2])];
  return from >= 0 && to >= from ? columns.slice(from, to + 1) : [];
}

function beginning({ columns }: Table, entry: string): Column[] {
  if (!entry.endsWith('*') || entry.length < 2) return [];
  return columns.filter(({ name }) => name.startsWith(entry.slice(0, -1)));
}

function unknown(tables: readonly Table[], name: string, path: string): SettingsError {
  const several = tables.length > 1;
  const names = several
    ? tables.map(({ file }) => baseName(file))
    : (tables[0]?.columns ?? []).map((column) => column.name);
  const what = several ? 'neither a column nor one of the files' : 'not a column; there are';
  return new SettingsError(
    path,
    `${path} is ${show(name)}; that is ${what} ${listNames(names, 40)}.`,
  );
}
