/**
 * The columns of readings that are keys: which says the class, which whose they are, the split, and which numbers the
 * recordings. Imports this room only.
 */
import { groupRank, isNeitherName, labelStrength } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import type { Column } from '../table/column';
import { guessSplit, namedSplit } from '../table/split-column';
import type { Listed } from './listed-recordings';
import { runsOf, type Sheet } from './sheet';

/** Columns of every sheet, by name, that play a part. */
export interface Keys {
  readonly label: string | null;
  readonly group: string | null;
  readonly split: string | null;
  /** What else cuts one recording from the next. */
  readonly ids: readonly string[];
}

/** Where nothing is the same in all sheets. */
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

/**
 * Columns that stay as they are for a while in every sheet.
 * @param listed which of them a list of the recordings has added, and by which column.
 */
export function keysOf(
  sheets: readonly Sheet[],
  options: ImportOptions,
  listed: Pick<Listed, 'label' | 'by'> | null,
): Keys {
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
      : (asked(options.split) ?? slowNames.find((name) => isSplit(sheets, name)) ?? null);
  const free = slowNames.filter((name) => name !== split && values(name) > 1);
  const strength = (name: string) =>
    labelStrength(name) * 10 + Number(isWord(name) && groupRank(name) < 0 && !isNeitherName(name));
  const label =
    asked(options.label ?? listed?.label) ??
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
  const ids = free.filter(
    (name) =>
      name !== label &&
      name !== group &&
      (name === listed?.by || (!isWord(name) && columnsOf(first, [name])[0]?.role !== 'key')),
  );
  return { label, group, split, ids };
}

/** Whether a column names splits in words, or in a sheet by numbers as its name says; in one sheet or from one to another. */
function isSplit(sheets: readonly Sheet[], name: string): boolean {
  const said = sheets.flatMap((sheet) => {
    const [column] = columnsOf(sheet, [name]);
    if (!column || (column.textCount === 0 && !guessSplit([column]))) return [null];
    const split = namedSplit(column);
    return runsOf([column], column.rows).map((row) => split.of(row));
  });
  return said.includes('train') && said.every((split) => split !== null) && new Set(said).size > 1;
}
