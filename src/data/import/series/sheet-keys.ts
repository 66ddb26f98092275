/**
 * The columns of readings that are keys: which says the class, which whose they are, the split, and which numbers the
 * recordings. Imports this room only.
 */
import { groupRank, isNeitherName, labelStrength } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import { namedSplit } from '../table/split-column';
import type { Column } from '../table/table';
import { runsOf, type Sheet } from './sheet';

/** Columns of every sheet, by name, that play a part. */
export interface Keys {
  readonly label: string | null;
  readonly group: string | null;
  readonly split: string | null;
  /** What else cuts one recording from the next. */
  readonly ids: readonly string[];
}

/** For recordings of several sheets, which agree about nothing but their path. */
export const NO_KEYS: Keys = { label: null, group: null, split: null, ids: [] };

/** The columns of these names that a sheet has. */
export const columnsOf = ({ table }: Sheet, names: readonly (string | null)[]): Column[] =>
  names.flatMap((name) => table.columns.find((column) => column.name === name) ?? []);

/** Whether a column has a value of its own for each recording: it never comes back to one. */
export function numbersRecordings(sheet: Sheet, { ids }: Keys): boolean {
  return columnsOf(sheet, ids).some(
    (column) => runsOf([column], column.rows).length === column.distinct(column.rows),
  );
}

/** Columns that stay as they are for a while in every sheet. */
export function keysOf(sheets: readonly Sheet[], options: ImportOptions): Keys {
  const [first] = sheets;
  if (!first) return NO_KEYS;
  const inAll = (name: string) =>
    sheets.every(({ table }) => table.columns.some((column) => column.name === name));
  const slowNames = first.slow
    .map(({ name }) => name)
    .filter(
      (name) => inAll(name) && sheets.every(({ slow }) => slow.some((each) => each.name === name)),
    );
  const asked = (name: string | undefined) => (name !== undefined && inAll(name) ? name : null);
  const values = (name: string) => {
    const found = new Set<string>();
    for (const sheet of sheets) {
      const [column] = columnsOf(sheet, [name]);
      for (const row of runsOf(column ? [column] : [], column?.rows ?? 0)) {
        const text = column?.word(row);
        if (text != null) found.add(text);
      }
    }
    return found.size;
  };
  const isNumbered = first.table.numbered;
  const isWord = (name: string) => (columnsOf(first, [name])[0]?.textCount ?? 0) > 0;
  const split =
    options.split === NONE
      ? null
      : (asked(options.split) ?? slowNames.find((name) => isSplit(first, name)) ?? null);
  const free = slowNames.filter((name) => name !== split && values(name) > 1);
  const strength = (name: string) =>
    labelStrength(name) * 10 + Number(isWord(name) && groupRank(name) < 0 && !isNeitherName(name));
  const label =
    asked(options.label) ??
    (options.label === undefined
      ? (free.filter((name) => strength(name) > 0).sort((a, b) => strength(b) - strength(a))[0] ??
        null)
      : null);
  const group =
    options.group === NONE
      ? null
      : (asked(options.group) ??
        free
          .filter(
            (name) => name !== label && (groupRank(name) >= 0 || (isNumbered && !isWord(name))),
          )
          .sort((a, b) => groupRank(a) - groupRank(b))[0] ??
        null);
  const ids = free.filter((name) => name !== label && name !== group && !isWord(name));
  return { label, group, split, ids };
}

function isSplit(sheet: Sheet, name: string): boolean {
  const [column] = columnsOf(sheet, [name]);
  if (!column) return false;
  const said = runsOf([column], column.rows).map((row) => namedSplit(column).of(row));
  return said.includes('train') && said.every((split) => split !== null) && new Set(said).size > 1;
}
