/**
 * Tables that name files: which of their columns do, and which files a cell means. Imports this room only.
 */
import { isKindName, isNeitherName, labelStrength } from '../meaning/words';
import { keyFor } from '../raw-samples';
import type { GatheredFile } from '../reader';
import type { Column } from '../table/column';
import type { Table } from '../table/table';
import { commonStart, type PathIndex } from './path-index';
import type { Views } from './views';

/** A column is one of paths when that share of its cells names files that are there. */
const LEAST_FOUND = 0.5;
/** Rows that are asked whether they name files. */
const MOST_ASKED = 200;

/** A column that names files, and where its paths begin on the computer that wrote them. */
export interface PathColumn {
  readonly column: Column;
  readonly start: string;
  /** What the modality is called: by the column, or by its files where that only says that they are files. */
  readonly name: string;
}

/** A table with the columns of it that name files. */
export interface NamingTable {
  readonly table: Table;
  readonly paths: readonly PathColumn[];
  /** How many files it names that are there. */
  readonly named: number;
}

export const textsOf = (column: Column): string[] =>
  Array.from({ length: column.rows }, (_, row) => column.text(row)).filter((text) => text !== null);

export function namingTable(table: Table, index: PathIndex): NamingTable {
  const paths: PathColumn[] = [];
  const seen = new Set<string>();
  let named = 0;
  // an identifier and a path of the same file are one column: the path
  const inOrder = [...table.columns].sort(
    (a, b) => Number(isNeitherName(a.name)) - Number(isNeitherName(b.name)),
  );
  for (const column of inOrder) {
    // of what many samples lack, many cells are empty
    const isText = column.textCount >= Math.max(1, (table.rows - column.missing) * LEAST_FOUND);
    // numbers name files only where their column says so, and each of them once
    const isId = isNeitherName(column.name) || isKindName(column.name);
    if (!isText && !(isId && column.distinct(column.rows) === column.rows)) continue;
    const texts = textsOf(column);
    const start = commonStart(texts);
    const step = Math.max(1, Math.floor(texts.length / MOST_ASKED));
    const asked = texts.filter((_, at) => at % step === 0);
    const files = asked.flatMap((text) => index.find(text, table.file, start) ?? []);
    if (asked.length === 0 || files.length < asked.length * LEAST_FOUND) continue;
    const key = files.map(({ path }) => path).join('\n');
    if (seen.has(key)) continue;
    seen.add(key);
    const [file] = files;
    const name = isNeitherName(column.name) && file ? nameOfKind(file.kind) : column.name;
    paths.push({ column, start, name });
    named = Math.max(named, (files.length / asked.length) * texts.length);
  }
  paths.sort((a, b) => table.columns.indexOf(a.column) - table.columns.indexOf(b.column));
  return { table, paths, named };
}

/** What a modality of such files is called. */
const nameOfKind = (kind: GatheredFile['kind']): string =>
  kind === 'sound' || kind === 'video' || kind === 'text' ? kind : 'picture';

export function namesFronts(
  { table, paths }: NamingTable,
  index: PathIndex,
  views: Views,
): boolean {
  const [first] = paths;
  if (!first) return false;
  return textsOf(first.column)
    .slice(0, MOST_ASKED)
    .some((text) => {
      const file = index.find(text, table.file, first.start);
      return file !== null && views.rearOf(file) !== null;
    });
}

/** A table of files with other columns about them, such as where they were found, need not say their class. */
export function namesItsLabel({ table, paths }: NamingTable): boolean {
  const others = table.columns.filter((each) => !paths.some(({ column }) => column === each));
  return others.length <= 1 || others.some(({ name }) => labelStrength(name) > 0);
}

export function pathIds(paths: readonly PathColumn[]): string[] {
  const ids: string[] = [];
  for (const { name } of paths) ids.push(keyFor(name, ids));
  return ids;
}
