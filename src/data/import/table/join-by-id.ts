/**
 * Tables of the same samples joined by a column that names them. What only some of the tables list is a sample too: it
 * lacks what the others say of it. Imports this room only.
 */
import { ImportError, plainName } from '../import-error';
import { isLabelName, isNeitherName } from '../meaning/words';
import { baseName } from '../source-file';
import { Column } from './column';
import type { Table } from './table';

/** A sample of several tables. */
interface JoinedSample {
  /** As the first table that has it calls it. */
  readonly name: string;
  /** Its row in each of the tables that were joined; null where one does not have it. */
  readonly rows: readonly (number | null)[];
}

export interface Joined {
  /** In their order, each with a row for every sample. */
  readonly tables: readonly Table[];
  /** Those of the first table in its order, then what only later ones have. */
  readonly samples: readonly JoinedSample[];
  /** What the column is called in the first table. */
  readonly id: string;
  /** The columns of ids, which are no features. */
  readonly ids: ReadonlySet<Column>;
}

/** Columns of a table that are looked at as ids. */
const MOST_IDS = 5;
/** Below that share of the smaller one's ids, two columns do not name the same samples. */
const LEAST_COMMON = 0.5;

/** A column that names the rows of a table. */
interface Id {
  readonly column: Column;
  /** The row of each id, as ids are compared. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Columns that name the rows: every value once, and a name that says so, or words. */
function idsOf(table: Table): Id[] {
  return table.columns
    .flatMap((column): Id[] => {
      const isNamed = isNeitherName(column.name);
      if (column.missing > 0 || (!isNamed && column.textCount < column.rows)) return [];
      if (column.distinct(column.rows) < column.rows) return [];
      const rows = rowsById(column);
      return rows.size === column.rows ? [{ column, rows }] : [];
    })
    .sort((a, b) => Number(isNeitherName(b.column.name)) - Number(isNeitherName(a.column.name)))
    .slice(0, MOST_IDS);
}

/** How ids are compared. */
const idKey = (text: string): string => text.normalize('NFC').trim().toLowerCase();

function rowsById(column: Column): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < column.rows; row++) rows.set(idKey(column.text(row) ?? ''), row);
  return rows;
}

/**
 * @returns null where the tables share no id.
 * @throws ImportError where columns of one name should name the samples, and few of their values are common.
 */
export function joinedById(tables: readonly Table[]): Joined | null {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return null;
  const strangers: Column[] = [];
  for (const id of idsOf(first)) {
    const matched = others.map((table) => {
      const { name } = id.column;
      const candidates = idsOf(table).sort(
        (a, b) => Number(b.column.name === name) - Number(a.column.name === name),
      );
      for (const other of candidates) {
        let common = 0;
        for (const key of other.rows.keys()) if (id.rows.has(key)) common++;
        if (common >= Math.min(id.rows.size, other.rows.size) * LEAST_COMMON) return other;
        // running numbers of the rows are in every export
        if (other.column.name === name && !countsRows(other.column)) {
          strangers.push(id.column, other.column);
        }
      }
      return null;
    });
    if (matched.every((each) => each !== null)) return join(tables, [id, ...matched]);
  }
  const [a, b] = strangers;
  if (a && b) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(baseName(a.file))} and ${plainName(baseName(b.file))} both have a column "${plainName(a.name)}", and fewer than half of its values are in both, so their rows are not the same samples.`,
      'Open tables of the same samples, or take that column away if the rows are in the same order.',
    );
  }
  return null;
}

/** 0, 1, 2 ... or 1, 2, 3 ... or any such count down the rows. */
export function countsRows(column: Column): boolean {
  if (column.rows < 8 || column.textCount > 0) return false;
  const first = column.number(0);
  for (let row = 1; row < column.rows; row++) {
    if (column.number(row) !== first + row) return false;
  }
  return Number.isInteger(first);
}

function join(tables: readonly Table[], ids: readonly Id[]): Joined {
  const named = new Map<string, string>();
  for (const { column, rows } of ids) {
    for (const [key, row] of rows) if (!named.has(key)) named.set(key, column.text(row) ?? '');
  }
  const samples = [...named].map(
    ([key, name]): JoinedSample => ({
      name,
      rows: ids.map(({ rows }) => rows.get(key) ?? null),
    }),
  );
  const used = new Set<Column>();
  const joined = tables.map((table, t): Table => {
    const rows = samples.map((sample) => sample.rows[t] ?? null);
    const isSame = rows.length === table.rows && rows.every((row, at) => row === at);
    const columns = isSame
      ? table.columns
      : table.columns.map((column) => {
          const twins = rows.includes(null) ? twinsOf(column, t, tables, samples) : [];
          return gathered(column, t, twins, samples);
        });
    const at = table.columns.indexOf(ids[t]?.column as Column);
    used.add(columns[at] as Column);
    return {
      ...table,
      columns,
      rows: rows.length,
      rowNumbers: rows.map((row) => (row === null ? 0 : (table.rowNumbers[row] ?? 0))),
      ...(rows.includes(null)
        ? { present: Uint8Array.from(rows, (row) => Number(row !== null)) }
        : {}),
    };
  });
  return { tables: joined, samples, id: ids[0]?.column.name ?? '', ids: used };
}

/** The same column in another table, by the number of that table. */
interface Twin {
  readonly column: Column;
  readonly table: number;
}

/**
 * What another table says of the samples that a column's own table does not have: the class, the split or whose it is
 * often stand in every table. Columns of one name that say different things of the same samples are two columns, but a
 * class that does is a fault, which is met later.
 */
function twinsOf(
  column: Column,
  own: number,
  tables: readonly Table[],
  samples: readonly JoinedSample[],
): Twin[] {
  return tables.flatMap(({ columns }, table) => {
    const other = table === own ? null : columns.find(({ name }) => name === column.name);
    if (!other) return [];
    let common = 0;
    for (const { rows } of samples) {
      const [here, there] = [rows[own] ?? null, rows[table] ?? null];
      if (here === null || there === null) continue;
      if (column.text(here) !== other.text(there) && !isLabelName(column.name)) return [];
      common++;
    }
    return common > 0 ? [{ column: other, table }] : [];
  });
}

/** The cells of all samples, from the column's own table where that has them. */
function gathered(
  column: Column,
  own: number,
  twins: readonly Twin[],
  samples: readonly JoinedSample[],
): Column {
  const whole = new Column(column.name, column.file);
  whole.unit = column.unit;
  for (const { rows } of samples) {
    const row = rows[own] ?? null;
    const twin = row === null ? twins.find(({ table }) => rows[table] != null) : undefined;
    if (twin) whole.take(twin.column, rows[twin.table] ?? null);
    else whole.take(column, row);
  }
  return whole;
}
