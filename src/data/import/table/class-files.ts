/**
 * Tables with equal columns of which each holds other samples: one a class, whose name is the file's or its folder's
 * (`setosa.csv`, `virginica.csv`), or pieces of one table that says the class itself. Imports the protocol's types and
 * this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { listNames, plainName } from '../import-error';
import {
  isKindName,
  isNeitherName,
  isStorageName,
  isViewName,
  labelStrength,
  splitInName,
} from '../meaning/words';
import { baseName, folderOf, stemOf } from '../source-file';
import { isClassLike } from './class-column';
import { Column } from './column';
import { haveEqualColumns, stacked } from './stacked';
import type { Table } from './table';

/** Tables laid end to end. */
export interface ClassFiles {
  readonly table: Table;
  readonly splits: readonly SplitName[] | null;
  /** What the file or folder of each row is called; null where the table says the class itself, or these say none. */
  readonly label: Column | null;
  readonly choices: readonly string[];
}

/** More are recordings, not classes. */
const MOST_CLASSES = 50;
/** A class has more rows than that; fewer in a file are a sample with a table of its own. */
const FEWEST_ROWS = 2;
const SIGNS = /[-_.\s()[\]]+/;

/**
 * @param areJoined whether an id says that rows of several tables are the same samples.
 * @returns null where the tables are something else: views of the same samples, parts of one table.
 */
export function classFiles(tables: readonly Table[], areJoined: () => boolean): ClassFiles | null {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return null;
  if (!others.every((table) => haveEqualColumns(first, table))) return null;
  if (tables.some(({ rows }) => rows < FEWEST_ROWS)) return null;
  const names = namesOf(tables.map(({ file }) => file));
  const different = new Set(names?.values).size;
  if (names && (different < 2 || different > MOST_CLASSES)) return null;
  const splits = splitsOf(tables);
  if (splits === 'mixed' || (splits && !names)) return null;
  const isLong = new Set(tables.map(({ rows }) => rows)).size > 1;
  if (!isLong && (!names || sharesClass(tables) || areJoined())) return null;
  const whole = stacked(tables);
  const says = whole.columns.find(
    (column) => labelStrength(column.name) > 0 && isClassLike(column, whole.rows),
  );
  if (!says && !names) return null;
  const files = listNames(
    tables.map(({ file }) => plainName(baseName(file))),
    4,
  );
  return {
    table: whole,
    splits:
      splits && tables.flatMap(({ rows }, t) => Array<SplitName>(rows).fill(splits[t] ?? 'train')),
    label: says || !names ? null : labelOf(tables, names),
    choices: [`Tables with equal columns (${files}) were laid end to end.`],
  };
}

interface Names {
  /** As the options and the report call the place: `file name part 1`, `folder level 2`. */
  readonly from: string;
  /** Of each file. */
  readonly values: readonly string[];
}

function labelOf(tables: readonly Table[], { from, values }: Names): Column {
  const label = new Column(from, '');
  tables.forEach(({ rows }, t) => {
    for (let row = 0; row < rows; row++) label.push(values[t] ?? '');
  });
  return label;
}

/** What tells the files apart in words: a level of folders that several share, else the one part of the names. */
function namesOf(files: readonly string[]): Names | null {
  const folders = files.map((file) => folderOf(file).split('/'));
  const depth = Math.min(...folders.map(({ length }) => length));
  const stems = files.map((file) => splitInName(stemOf(file))?.base ?? stemOf(file));
  const areAlike = new Set(stems).size === 1;
  for (let level = depth - 1; level >= 0; level--) {
    const values = folders.map((parts) => parts[level] ?? '');
    const different = new Set(values).size;
    const recurs = different > 1 && different <= files.length / 2;
    if (different > 1 && (areAlike || recurs) && values.every(isClassName)) {
      return { from: `folder level ${level + 1}`, values };
    }
  }
  const parts = stems.map((stem) => stem.normalize('NFC').split(SIGNS).filter(Boolean));
  const [first = []] = parts;
  const areEven = parts.every(({ length }) => length === first.length);
  const differing = areEven
    ? first.flatMap((_, at) => (new Set(parts.map((list) => list[at])).size > 1 ? [at] : []))
    : [];
  // the last number of `walk_1`, `walk_2` counts the files of a class
  const words = differing.filter((at) => parts.every((list) => /\p{L}/u.test(list[at] ?? '')));
  const [at, another] = words;
  if (at !== undefined && another === undefined) {
    const values = parts.map((list) => (list[at] ?? '').replace(/(?<=\p{L})\d+$/u, ''));
    return values.every(isClassName) ? { from: `file name part ${at + 1}`, values } : null;
  }
  return !areEven && stems.every(isClassName) && new Set(stems).size === stems.length
    ? { from: 'file name part 1', values: stems }
    : null;
}

/** Words that may be a class: no split, no share of storage, no view or kind of data, and not what every file is called. */
const isClassName = (name: string): boolean =>
  /\p{L}/u.test(name) &&
  splitInName(name) === null &&
  !isStorageName(name) &&
  !isNeitherName(name) &&
  !isViewName(name) &&
  !isKindName(name) &&
  !/^([xyz]|part|data|table|sheet|batch|view|modality|sensor|feature|features)\d*$/i.test(name);

/** The split that each file or folder says; null where none does, `mixed` where some do. */
function splitsOf(tables: readonly Table[]): readonly SplitName[] | 'mixed' | null {
  const said = tables.map(
    ({ file }) =>
      splitInName(stemOf(file))?.split ??
      folderOf(file)
        .split('/')
        .flatMap((folder) => splitInName(folder)?.split ?? [])[0] ??
      null,
  );
  const splits = said.filter((split) => split !== null);
  if (splits.length === 0) return null;
  const isSplit = splits.length === said.length && new Set(splits).size > 1;
  return isSplit && splits.includes('train') ? splits : 'mixed';
}

/** Whether a column that can be the class is the same in all: then they are views of the same samples. */
function sharesClass([first, ...others]: readonly Table[]): boolean {
  return (first?.columns ?? []).some(
    (column, k) =>
      isClassLike(column, column.rows) &&
      others.every(({ columns }) => {
        const twin = columns[k];
        if (!twin) return false;
        for (let row = 0; row < twin.rows; row++) {
          if (twin.text(row) !== column.text(row)) return false;
        }
        return true;
      }),
  );
}
