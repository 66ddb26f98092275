/**
 * Which column is the class, with the evidence: a name that says so, columns of 0 and 1 of which one is 1, words
 * with few values, whole numbers with few values, the last place. Where two are nearly as likely, that is a doubt.
 * Imports this room only.
 */
import { ImportError, listNames, plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { groupRank, isLabelName, isNeitherName, labelStrength } from '../meaning/words';
import type { Column } from './column';
import { type OneHot, oneHotColumns } from './one-hot';
import type { Table } from './table';

/** More classes than that are names or measurements, not classes. */
const MOST_CLASSES = 500;
/** The same of a column that is called what classes are called. */
export const MOST_NAMED_CLASSES = 1000;
/** Classes that an option lists with their counts. */
const MOST_LISTED = 6;
/** A word for a missing value is a class where it is so frequent beside an average class. */
const CLASS_SHARE = 0.5;
const SMALLEST_CLASS = 4;
/** Spreadsheets and programs write these where there is nothing, whatever the column. */
const NEVER_CLASSES = new Set(['?', '-', '.', '#n/a', 'nan']);

/** How much each kind of evidence counts; only their order and their distances matter. */
const POINTS = {
  /** Times the strength of the name. */
  name: 100,
  oneHot: 58,
  /** Columns of 0 and 1 whose names share a word that is no class's. */
  oneHotFeature: 20,
  words: 45,
  whole: 20,
  /** More than whole numbers in the last place, less than other words. */
  group: 33,
  manyValues: 5,
  lastPlace: 12,
  firstPlace: 6,
} as const;
/** Below that distance two columns are a doubt; more for whole numbers, which may be anything. */
const NEAR = 8;
const NEAR_NUMBERS = 13;
/** From that evidence on a class is not doubted. */
const SURE = 59;
/** Many columns of few whole numbers are pixels or answers, not rivals. */
const MOST_RIVALS = 3;
const MANY_VALUES = 20;
/** A column of which more values are different names samples, or measures them. */
const MOST_DIFFERENT = 0.9;

/** The class of every row. */
export interface ClassColumn {
  readonly column: Column;
  /** Class of each row, `[rows]`; null where the row has none. */
  readonly texts: readonly (string | null)[];
  /** Columns that say the same, in 0 and 1. */
  readonly oneHot: readonly Column[];
  readonly question: Question | null;
}

interface Candidate {
  readonly column: Column;
  readonly points: number;
  readonly isNumber: boolean;
  readonly oneHot: OneHot | null;
}

/**
 * The likely class of one table.
 * @param skipped columns that play another part.
 * @throws ImportError `layout-unclear` when no column can be it.
 */
export function guessClass(table: Table, skipped: ReadonlySet<Column> = new Set()): ClassColumn {
  const { classNames, rows, file } = table;
  const columns = table.columns.filter((column) => !skipped.has(column));
  if (classNames) return classOf(columns.at(-1) as Column);
  const candidates = candidatesOf(columns, rows);
  const [first, ...others] = candidates;
  if (!first) {
    const same = columns.find(({ name, rows: all, missing }) => isLabelName(name) && missing < all);
    if (same && same.distinct(1) === 1) checkClass(classOf(same));
    const names = table.columns.map((column) => column.name);
    throw new ImportError(
      'layout-unclear',
      `${plainName(file)} has no column that looks like a class: in ${rows} ${rows === 1 ? 'row' : 'rows'}, none has at least two values that repeat. Its columns are ${listNames(names, 20)}.`,
      'Name the column that holds the class, or add one; a file of class names with one line per row will do too.',
    );
  }
  const named = first.isNumber ? others.find((each) => namesOf(each, first)) : undefined;
  if (named) return classOf(named.column);
  const rivals = rivalsOf(first, others, columns, table);
  return classOf(
    first.column,
    first.oneHot?.columns ?? [],
    rivals.length > 0
      ? {
          ask: 'Which column is the class?',
          options: [first, ...rivals].map((each) => optionOf(each, table.rowNumbers)),
        }
      : null,
  );
}

/**
 * What may be the class as well. Whole numbers that no name calls a class may be an amount (rooms of a flat), so there
 * other columns are always named beside them.
 * @throws ImportError `layout-unclear` where such numbers are all there is.
 */
function rivalsOf(
  first: Candidate,
  others: readonly Candidate[],
  columns: readonly Column[],
  { numbered, file }: Table,
): readonly Candidate[] {
  if (first.points >= SURE) return [];
  const near = others.filter(
    ({ points }) => points > first.points - (first.isNumber ? NEAR_NUMBERS : NEAR),
  );
  const isLastResort = first.isNumber && !isByPlace(first.column, columns, numbered);
  if (!isLastResort) return near.length <= MOST_RIVALS ? near : [];
  const rest = columns
    .filter((column) => column !== first.column && couldBe(column))
    .sort((a, b) => a.distinct(a.rows) - b.distinct(b.rows))
    .map((column): Candidate => ({ column, points: 0, isNumber: true, oneHot: null }));
  const [all] = [near, others, rest].filter(({ length }) => length > 0);
  if (all) return all.slice(0, MOST_RIVALS);
  const name = plainName(first.column.name);
  throw new ImportError(
    'layout-unclear',
    `${plainName(file)} has no column that is called a class; only "${name}" could be one, whole numbers of which few are different, and they may be an amount as well.`,
    `Choose "${name}" as the class if it is one, or add a column called "class".`,
  );
}

/** Whether the place says what no name does: the last or first of columns without names, or the only whole numbers. */
function isByPlace(column: Column, columns: readonly Column[], numbered: boolean): boolean {
  const others = columns.filter((each) => each !== column && !isNeitherName(each.name));
  const isAtEnd = column === columns.at(-1) || column === columns[0];
  return isAtEnd && (numbered || others.every(isMeasured));
}

/** Whether a person could mean a column as the class, however unlikely that is. */
function couldBe(column: Column): boolean {
  const different = column.distinct(column.rows);
  return different > 1 && different < column.there * MOST_DIFFERENT && !isNeitherName(column.name);
}

/** Whether a column of words says in words what a column of codes says: `category` beside `target`. */
function namesOf(words: Candidate, codes: Candidate): boolean {
  if (words.isNumber || words.oneHot) return false;
  const pairs = new Map<string, string>();
  const back = new Map<string, string>();
  for (let row = 0; row < codes.column.rows; row++) {
    const [code, word] = [codes.column.text(row), words.column.text(row)];
    if (code === null || word === null) {
      if (code !== word) return false;
      continue;
    }
    if ((pairs.get(code) ?? word) !== word || (back.get(word) ?? code) !== code) return false;
    pairs.set(code, word);
    back.set(word, code);
  }
  return true;
}

/** A column taken as the class, with words for missing values where they are classes. */
export function classOf(
  column: Column,
  oneHot: readonly Column[] = [],
  question: Question | null = null,
): ClassColumn {
  const words = classWords(column);
  const texts = Array.from({ length: column.rows }, (_, row) => {
    const text = column.text(row);
    if (text !== null) return text;
    const word = column.word(row);
    return word !== null && words.has(word) ? word : null;
  });
  return { column, texts, oneHot, question };
}

/** Columns that can be the class, the likeliest first; of equals the later one. */
function candidatesOf(columns: readonly Column[], rows: number): Candidate[] {
  const areAxes = ['x', 'y', 'z'].every((axis) =>
    columns.some(({ name }) => name.toLowerCase() === axis),
  );
  const candidates = columns.flatMap((column, at): Candidate[] => {
    // between x and z it is a direction, not the class
    if (areAxes && column.name.toLowerCase() === 'y') return [];
    const points = pointsOf(column, rows, at === columns.length - 1, at === 0);
    const isNumber = column.textCount === 0;
    return points === null ? [] : [{ column, points, isNumber, oneHot: null }];
  });
  for (const oneHot of oneHotColumns(columns)) {
    const named = labelStrength(oneHot.shared) * POINTS.name;
    const points = named || (oneHot.shared === '' ? POINTS.oneHot : POINTS.oneHotFeature);
    const { whole } = oneHot;
    if (whole.distinct(MOST_CLASSES) <= MOST_CLASSES) {
      candidates.push({ column: whole, points, isNumber: false, oneHot });
    }
  }
  return candidates
    .map((each, at) => ({ ...each, at }))
    .sort((a, b) => b.points - a.points || b.at - a.at);
}

/** How likely a column is the class; null where it cannot be. */
function pointsOf(column: Column, rows: number, isLast: boolean, isFirst: boolean): number | null {
  const named = labelStrength(column.name);
  const limit = named > 0 ? MOST_NAMED_CLASSES : MOST_CLASSES;
  const most = Math.min(limit, Math.max(2, Math.floor(rows / 3)));
  const different = column.distinct(most) + classWords(column).size;
  if (different < 2 || different > most) return null;
  if (named > 0) return named * POINTS.name;
  if (isMeasured(column) || isNeitherName(column.name)) return null;
  if (groupRank(column.name) >= 0) {
    // a group of patients or rows is their class where nothing else is
    return column.textCount > 0 && /^(groups?|gruppe|groupe|grupo|gruppo|groep)$/i.test(column.name)
      ? POINTS.group
      : null;
  }
  if (column.textCount > 0) {
    // of the questions of a survey the last is an answer as any other
    if (column.name.trim().endsWith('?')) return POINTS.words;
    return POINTS.words + (isLast ? POINTS.lastPlace : isFirst ? POINTS.firstPlace : 0);
  }
  // amounts: no class of them could be learned and tested
  if (different * SMALLEST_CLASS > rows) return null;
  const points = different > MANY_VALUES ? POINTS.manyValues : POINTS.whole;
  return points + (isLast ? POINTS.lastPlace : 0);
}

/** Words for missing values that are a class in this column: as frequent as a class is. */
function classWords(column: Column): ReadonlySet<string> {
  const absent = column.absentWords();
  if (absent.size === 0) return new Set();
  const others = column.distinct(MOST_CLASSES);
  const average = (column.there - column.missing) / Math.max(1, others);
  return new Set(
    [...absent]
      .filter(
        ([word, count]) =>
          !NEVER_CLASSES.has(word.toLowerCase()) &&
          column.textCount > 0 &&
          count >= SMALLEST_CLASS &&
          count >= average * CLASS_SHARE,
      )
      .map(([word]) => word),
  );
}

/** Files of a class each, beside a column of words that may be the class as well. */
export const askPlaceOrColumn = (
  place: Column,
  column: Column,
  rowNumbers: readonly number[],
): Question => ({
  ask: 'Which is the class, the name of the file or a column?',
  options: [place, column].map((each) =>
    optionOf({ column: each, points: 0, isNumber: false, oneHot: null }, rowNumbers),
  ),
});

function optionOf({ column, oneHot }: Candidate, rowNumbers: readonly number[]) {
  const counts = new Map<string, number>();
  const samples: string[] = [];
  for (const [row, text] of classOf(column).texts.entries()) {
    if (text === null) continue;
    if (samples.length < 2 && !counts.has(text)) {
      samples.push(`Row ${rowNumbers[row] ?? row + 1}: ${plainName(text)}`);
    }
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const shown = [...counts].map(([name, count]) => `${plainName(name)} ${count}`);
  const name = plainName(column.name);
  // a place in the names of files has no file of its own
  const what = column.file === '' ? name : `${oneHot ? 'Columns' : 'Column'} "${name}"`;
  return {
    text: `${what}: ${counts.size} classes (${listNames(shown, MOST_LISTED)})`,
    samples,
    choices: { label: column.name },
  };
}

/**
 * @throws ImportError for a chosen label column that cannot be one.
 */
export function checkClass({ column, texts }: ClassColumn): void {
  const different = new Set(texts.filter((text) => text !== null)).size;
  if (different >= column.there * MOST_DIFFERENT && column.there > 4) {
    throw new ImportError(
      'layout-unclear',
      `The column "${plainName(column.name)}" of ${plainName(column.file)} cannot be the class: it has ${different} different values in ${column.there} rows.`,
      'Name a column whose values repeat.',
    );
  }
  if (different < 2) {
    throw new ImportError(
      'too-few-samples',
      `The column "${plainName(column.name)}" of ${plainName(column.file)} has ${different === 0 ? 'no value' : 'only one value'}; classes need at least two.`,
      'Name another column as the class, or add samples of another class.',
    );
  }
}

/** A class of whole numbers that no name says: it may be an amount, and the report says so. */
export function guessedLine({ column }: ClassColumn): string {
  return column.textCount > 0 || labelStrength(column.name) > 0
    ? 'The class column was guessed.'
    : `The class column was guessed: "${plainName(column.name)}" holds few different numbers, which may be an amount as well; name another column if they are no classes.`;
}

/** Whether a column can be the class, whatever it is called. */
export const isClassLike = (column: Column, rows: number): boolean =>
  pointsOf(column, rows, false, false) !== null;

/** Numbers with decimals are measurements even where they repeat. */
function isMeasured(column: Column): boolean {
  if (column.unit !== '') return true;
  for (let row = 0; row < column.rows; row++) {
    const value = column.number(row);
    if (!Number.isNaN(value) && !Number.isInteger(value)) return true;
  }
  return false;
}
