/**
 * How columns may belong together, where nobody has said: by the first word of their names (`bill_length`,
 * `mean radius`), by the stem of numbered blocks (`fou1`, `fou2`), by the last word. Imports this folder only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { groupBy } from '../group-by';
import { groupRank, isNeitherName } from '../meaning/words';
import { keyFor, titleFor } from '../raw-samples';
import type { Column } from './column';
import { isNumeric } from './features';
import { countsRows } from './join-by-id';

/** One guessed modality. */
export interface ColumnGroup {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Its one column holds texts. */
  readonly isText?: true;
}

/** Whether a column is no feature by its name, because it says whose the sample is, or, as the first one, counts the rows. */
export function isBookkeeping(column: Column, isFirst: boolean): boolean {
  return (
    isNeitherName(column.name) || groupRank(column.name) >= 0 || (isFirst && countsRows(column))
  );
}

/** Groups of at least two columns by name, largest first in the order of the file; one group where names say nothing. */
export function groupColumns(columns: readonly Column[]): ColumnGroup[] {
  const words = columns.map(({ name }) => wordsOf(name));
  // a word that all share (`mean_`, `feature `) tells nothing
  while (words.length > 1 && words.every((list) => list.length > 1 && list[0] === words[0]?.[0])) {
    for (const list of words) list.shift();
  }
  const left = new Set(columns.keys());
  const groups: { name: string; at: number[] }[] = [];
  for (const key of [firstWord, lastWord]) {
    for (const [name, at] of groupBy([...left], (i) => key(words[i] ?? []))) {
      if (name === '' || at.length < 2) continue;
      groups.push({ name, at });
      for (const i of at) left.delete(i);
    }
    // endings are units as a rule (mm, cm): they count only beside groups of first words
    if (groups.length === 0) break;
  }
  if (groups.length === 0) return [{ id: 'all', name: 'All columns', columns }];
  const [largest, others] = keepLargest(groups, left.size > 0);
  const rest = [...left, ...others.flatMap(({ at }) => at)].sort((a, b) => a - b);
  // a word by itself is no modality; whoever groups says so
  const [lone] = rest.map((i) => columns[i] as Column);
  if (rest.length > 1 || (lone && (isNumeric(lone) || largest.length < 2))) {
    largest.push({ name: 'other', at: rest });
  }
  const ids: string[] = [];
  return largest
    .sort((a, b) => (a.at[0] as number) - (b.at[0] as number))
    .map(({ name, at }) => {
      const id = keyFor(name, ids);
      ids.push(id);
      return { id, name: titleFor(name), columns: at.map((i) => columns[i] as Column) };
    });
}

/**
 * Columns of one table where some hold texts: each of these is a modality, and all others together are one.
 * @param others columns of numbers and categories.
 */
export function besideTexts(
  texts: readonly Column[],
  others: readonly Column[],
  taken: readonly string[] = [],
): ColumnGroup[] {
  const ids = [...taken];
  const add = (name: string, columns: readonly Column[]) => {
    const id = keyFor(name, ids);
    ids.push(id);
    return { id, name: titleFor(name), columns };
  };
  return [
    ...(others.length > 0 ? [add('columns', others)] : []),
    ...texts.map((column) => ({ ...add(column.name, [column]), isText: true as const })),
  ];
}

/** @param hasRest whether columns of no group need a modality as well. */
function keepLargest<T extends { at: readonly number[] }>(
  groups: T[],
  hasRest: boolean,
): [T[], T[]] {
  const bySize = [...groups].sort((a, b) => b.at.length - a.at.length);
  return groups.length <= MOST_MODALITIES - Number(hasRest)
    ? [groups, []]
    : [bySize.slice(0, MOST_MODALITIES - 1), bySize.slice(MOST_MODALITIES - 1)];
}

const firstWord = (words: readonly string[]) => words[0] ?? '';
const lastWord = (words: readonly string[]) => (words.length > 1 ? (words.at(-1) ?? '') : '');

/** `billLength_mm2` gives bill, length, mm; numbers separate and are dropped. */
function wordsOf(name: string): string[] {
  return name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
