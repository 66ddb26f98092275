/**
 * A column that says which sample trains and which tests: by words, or by 0 and 1 where its name says that it is a
 * split. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import { splitInName, tokensOf } from '../meaning/words';
import { splitNamed } from '../raw-samples';
import type { Column } from './column';

export interface SplitColumn {
  readonly column: Column;
  /** The split that a row's cell names; null for a cell that names none. */
  readonly of: (row: number) => SplitName | null;
  /** What a person should know of how it was read; null where the words say everything. */
  readonly note: string | null;
}

const NAMES = new Set(['split', 'splits', 'subset', 'partition', 'usage', 'phase', 'fold']);
const NUMBERED = new Set(['split', 'splits', 'subset', 'partition', 'traintest', 'testtrain']);
const TRUE = new Set(['1', 'true', 'yes', 'y', 't']);
const FALSE = new Set(['0', 'false', 'no', 'n', 'f']);

/** The first column that is a split; null where none is. */
export function guessSplit(columns: readonly Column[]): SplitColumn | null {
  const byName = (column: Column) =>
    tokensOf(column.name).some((token) => NAMES.has(token)) ? 0 : 1;
  for (const column of [...columns].sort((a, b) => byName(a) - byName(b))) {
    const found = asSplit(column);
    if (found) return found;
  }
  return null;
}

/** A column that was named as the split, whatever it is called. */
export const namedSplit = (column: Column): SplitColumn =>
  byFlag(column) ?? byNumber(column) ?? byWords(column);

function asSplit(column: Column): SplitColumn | null {
  if (column.textCount > 0) return byFlag(column) ?? wholeWords(column);
  const flag = byFlag(column);
  if (flag) return flag;
  return NUMBERED.has(tokensOf(column.name).join('')) ? byNumber(column) : null;
}

/** Every cell names a split, and training and another one are there. */
function wholeWords(column: Column): SplitColumn | null {
  const split = byWords(column);
  const found = new Set<SplitName>();
  for (const text of valuesOf(column)) {
    const named = /\p{L}/u.test(text) ? wordSplit(text) : null;
    if (named === null) return null;
    found.add(named);
  }
  return found.has('train') && found.size > 1 ? split : null;
}

const byWords = (column: Column): SplitColumn => ({
  column,
  of: (row) => wordSplit(column.text(row) ?? ''),
  note: null,
});

const wordSplit = (text: string): SplitName | null =>
  splitNamed(text) ?? splitInName(text)?.split ?? null;

/** `is_train`, `test`: yes and no to one split. */
function byFlag(column: Column): SplitColumn | null {
  const tokens = tokensOf(column.name);
  const others = tokens.filter((token) => !['is', 'in', 'for'].includes(token));
  const said = splitInName(others.join(' '));
  if (said?.base !== '') return null;
  // a column called test may hold what a test gave
  if (others.length === tokens.length && said.split !== 'train') return null;
  const values = new Set([...valuesOf(column)].map((value) => value.toLowerCase()));
  if (![...values].every((value) => TRUE.has(value) || FALSE.has(value)) || values.size !== 2) {
    return null;
  }
  const other: SplitName = said.split === 'train' ? 'test' : 'train';
  return {
    column,
    of: (row) => {
      const value = column.text(row)?.toLowerCase();
      return value === undefined ? null : TRUE.has(value) ? said.split : other;
    },
    note: null,
  };
}

/** 0 and 1: the larger part trains. 0, 1 and 2 are train, validation and test. */
function byNumber(column: Column): SplitColumn | null {
  const values = valuesOf(column);
  if ([...values].sort().join() === '0,1,2') return byWords(column);
  if (values.size !== 2 || !values.has('0') || !values.has('1')) return null;
  let ones = 0;
  let all = 0;
  for (let row = 0; row < column.rows; row++) {
    const text = column.text(row);
    if (text === null) continue;
    all++;
    if (text === '1') ones++;
  }
  const test = ones * 2 <= all ? '1' : '0';
  return {
    column,
    of: (row) => {
      const text = column.text(row);
      return text === null ? null : text === test ? 'test' : 'train';
    },
    note: `In column "${plainName(column.name)}" ${test} is the smaller part and was taken as the test.`,
  };
}

function valuesOf(column: Column): ReadonlySet<string> {
  const values = new Set<string>();
  for (let row = 0; row < column.rows && values.size <= 8; row++) {
    if (row > 0 && column.repeats(row)) continue;
    const text = column.text(row);
    if (text !== null) values.add(text);
  }
  return values;
}
