/**
 * One table, or several of the same samples, as samples: decides the role of every column, by the options where they
 * say and by the evidence where not. Imports the protocol and this room only.
 */
import { isPresent, MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import { askIncomplete } from '../meaning/ask-incomplete';
import type { Question } from '../meaning/meaning';
import { groupRank, isLabelName, isNeitherName, splitInName } from '../meaning/words';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, type RawSamples, titleFor } from '../raw-samples';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { isTextColumn } from '../text/column-of-texts';
import {
  askPlaceOrColumn,
  type ClassColumn,
  checkClass,
  classOf,
  guessClass,
  guessedLine,
  isClassLike,
} from './class-column';
import { findColumn, namedColumn, namedColumns } from './column-choice';
import { disagreesAt, withoutCopies } from './copies';
import { isCategory, isMostlyEmpty, isNumeric } from './features';
import { besideTexts, type ColumnGroup, groupColumns, isBookkeeping } from './guess-modalities';
import { oneHotColumns } from './one-hot';
import { guessSplit, namedSplit, type SplitColumn } from './split-column';
import type { Column, Table } from './table';
import { offerOfTables } from './table-offer';
import { type ColumnRoles, samplesOf } from './table-samples';
import { type TablesTogether, tablesTogether } from './together';
import { uprightTable } from './turned';

/**
 * @param read tables in the order of their names, at least one.
 * @param onOffer told what is known so far, so that a person can choose where the next step fails.
 * @throws ImportError when label or modalities cannot be told; SettingsError for options that name nothing.
 */
export function tablesLayout(
  read: readonly Table[],
  options: ImportOptions,
  onOffer: (offer: Offer) => void = () => undefined,
): RawSamples {
  const different = withoutCopies(read);
  const [only] = different.tables;
  const upright = only && different.tables.length === 1 ? [uprightTable(only)] : different.tables;
  const together = tablesTogether(upright, options.label);
  const { tables } = together;
  const choices: string[] = [...together.choices];
  const shared = sharedColumns(tables);
  const tell = (known: Partial<ColumnRoles>) =>
    onOffer(offerOfTables(tables, known, together.fileClass));
  tell(likelyRoles(together, options));
  const label = classByFile(together, options) ?? chooseClass(together, shared, options, choices);
  const isPlace = label.column === together.fileClass;
  tell({ ...likelyRoles(together, options), label });
  checkClass(label);
  const split = chooseSplit(together, options, label);
  if (split?.note) choices.push(split.note);
  const group = chooseGroup(tables, options, [label.column, split?.column]);
  const same = columnsOfClass(tables, label);
  const reserved = new Set<Column>([
    ...[label.column, split?.column, group].filter((column) => column != null),
    ...together.ids,
    ...label.oneHot,
    ...same,
    ...shared,
  ]);
  const leftOut: LeftOut[] = [...different.leftOut, ...together.leftOut];
  const modalities = options.modalities
    ? namedModalities(tables, options.modalities)
    : guessedModalities(tables, reserved, choices, leftOut);
  const isFile = tables.length > 1 && isAlone(tables, label.column);
  const inWords = label.oneHot.length > 0 ? 'columns' : 'column';
  const name = plainName(label.column.name);
  choices.unshift(
    isPlace
      ? `The class is ${name}.`
      : tables.length === 1
        ? `The class is ${inWords} "${name}".`
        : `The class is ${isFile ? '' : `${inWords} "${name}" of `}${plainName(label.column.file)}.`,
    ...modalities.map(({ id, columns }) => `Modality ${id}: ${listNames(columns.map(nameOf), 6)}.`),
    ...(split ? [`The split is column "${plainName(split.column.name)}".`] : []),
    ...(group ? [`Groups are column "${plainName(group.name)}".`] : []),
    ...(same.length > 0
      ? [`No features, because they say the class again: ${listNames(same.map(nameOf))}.`]
      : []),
  );
  const layout = tables.length === 1 ? 'a table' : `${tables.length} tables with the same rows`;
  const roles: ColumnRoles = { label, modalities, split, group };
  const { rows, ...raw } = samplesOf(
    together,
    roles,
    layout,
    choices,
    {
      classFrom: isPlace
        ? name
        : isFile
          ? `file ${plainName(baseName(label.column.file))}`
          : `${inWords} ${name}`,
      splitFrom: split
        ? `column ${plainName(split.column.name)}`
        : together.splits
          ? 'files'
          : null,
      group: group ? plainName(isAlone(tables, group) ? baseOf(group.file) : group.name) : null,
      pairedBy: together.pairedBy,
      questions: label.question ? [label.question] : [],
    },
    options.text,
  );
  const names = classNamesIn(read, raw.labels);
  return {
    ...raw,
    meaning: {
      ...raw.meaning,
      questions: [...raw.meaning.questions, ...lackingDoubts(together, rows, raw, options)],
    },
    ...(names ? { classNames: names.names } : {}),
    offer: offerOfTables(tables, roles, together.fileClass),
    leftOut: [...leftOut, ...raw.leftOut].filter(({ file }) => file !== names?.file),
  };
}

/** Ids that only one of several joined tables has are samples, or written differently in each. */
function lackingDoubts(
  { names, pairedBy }: TablesTogether,
  rows: readonly number[],
  { modalities }: Pick<RawSamples, 'modalities'>,
  { incomplete }: ImportOptions,
): Question[] {
  if (!names || incomplete) return [];
  const [, id = ''] = /^id column (.+)$/s.exec(pairedBy ?? '') ?? [];
  return askIncomplete(
    rows.map((row, at) => ({
      has: modalities.map((modality) => isPresent(modality, at)),
      called: names[row] ?? '',
    })),
    modalities.map(({ name }) => name),
    `a row with the same "${id}"`,
  );
}

/** What a list among the tables calls the classes; null where none names all of them. */
export function classNamesIn(
  tables: readonly Table[],
  labels: readonly string[],
): { readonly names: ReadonlyMap<string, string>; readonly file: string } | null {
  for (const { columns, file, rows } of tables) {
    const [keys, values] = columns;
    if (columns.length !== 2 || !keys || !values || values.textCount < rows) continue;
    if (rows === labels.length || keys.distinct(rows) < rows) continue;
    const names = new Map<string, string>();
    for (let row = 0; row < rows; row++) names.set(keys.text(row) ?? '', values.text(row) ?? '');
    if (labels.every((label) => names.has(label))) return { names, file };
  }
  return null;
}

const nameOf = ({ name }: Column) => name;

/** Whether a column has a file to itself. */
const isAlone = (tables: readonly Table[], column: Column): boolean =>
  tables.some(({ file, columns }) => file === column.file && columns.length === 1);

/** Columns that are in every one of several tables with the same cells: the class, or at least nothing of one table. */
function sharedColumns(tables: readonly Table[]): Column[] {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return [];
  return first.columns.flatMap((column) => {
    const twins = others.map(({ columns }) => columns.find((other) => areEqual(column, other)));
    return twins.every((twin) => twin !== undefined) ? [column, ...twins] : [];
  });
}

const areEqual = (a: Column, b: Column): boolean => disagreesAt(a, b) < 0;

/** The class that the names of files or folders say, where nothing else is asked for; a column of words is a doubt. */
function classByFile(
  { tables, fileClass }: TablesTogether,
  { label, split, group }: ImportOptions,
): ClassColumn | null {
  if (!fileClass || (label !== undefined && label !== fileClass.name)) return null;
  const [table] = tables;
  const asked = [split, group].flatMap((name) => (name ? (findColumn(tables, name) ?? []) : []));
  const worded = table && label === undefined ? wordedClass(table, new Set(asked)) : null;
  return classOf(
    fileClass,
    [],
    worded && askPlaceOrColumn(fileClass, worded.column, table?.rowNumbers ?? []),
  );
}

function chooseClass(
  { tables, ids }: TablesTogether,
  shared: readonly Column[],
  { label, split, group }: ImportOptions,
  choices: string[],
): ClassColumn {
  if (label !== undefined) {
    const columns = tables.flatMap((table) => table.columns);
    const written = oneHotColumns(columns).find(({ whole }) => whole.name === label);
    if (written) return classOf(written.whole, written.columns);
    return classOf(namedColumn(tables, label, 'data.label'));
  }
  const [only] = tables;
  if (tables.length === 1 && only) {
    const asked = [split, group].flatMap((name) =>
      name === undefined || name === NONE ? [] : (findColumn(tables, name) ?? []),
    );
    const splits = split === NONE ? [] : (guessSplit(only.columns)?.column ?? []);
    const guess = guessClass(only, new Set([...asked, ...ids, ...[splits].flat()]));
    choices.push(guessedLine(guess));
    return guess;
  }
  const single = tables.filter(({ columns }) => columns.length === 1);
  const free = single.filter(
    ({ file }) => !isNeitherName(baseOf(file)) && groupRank(baseOf(file)) < 0,
  );
  const labelFile = single.find(({ file }) => isLabelName(baseOf(file))) ?? free[0];
  if (labelFile) return classOf(labelFile.columns[0] as Column);
  const named = tables
    .flatMap(({ columns }) => columns)
    .filter((column) => isLabelName(column.name) && isClassLike(column, column.there));
  const [first] = named;
  if (!first) {
    const inAll = shared.filter((column) => isClassLike(column, column.there)).at(-1);
    if (inAll) {
      choices.push(
        `The column "${plainName(inAll.name)}" is the same in all tables, so it is the class and leaves all of them.`,
      );
      return classOf(inAll);
    }
    const worded = tables.flatMap((table) => wordedClass(table, new Set(ids)) ?? [])[0];
    if (worded) {
      choices.push('The class column was guessed.');
      return worded;
    }
    throw new ImportError(
      'layout-unclear',
      `None of ${listNames(tables.map(({ file }) => baseName(file)))} says which class a row is of.`,
      'Add a file with one class per line (labels.txt), or a column called "label".',
    );
  }
  const other = named.find(
    (column) => column.name === first.name && disagreesAt(first, column) >= 0,
  );
  if (other) {
    const row = disagreesAt(first, other);
    throw new ImportError(
      'layout-unclear',
      `${baseName(first.file)} and ${baseName(other.file)} do not agree about the class in row ${row + 1}: "${plainName(first.text(row) ?? '')}" and "${plainName(other.text(row) ?? '')}".`,
      'Sort the tables alike, so that each row is the same sample in every file.',
    );
  }
  return classOf(first);
}

/** The likely class of one of several tables, where it is one of words; null where that table has none. */
function wordedClass(table: Table, skipped: ReadonlySet<Column>): ClassColumn | null {
  const words = table.columns.filter(
    (column) => column.textCount > 0 && !skipped.has(column) && isClassLike(column, table.rows),
  );
  return words.length > 0 ? guessClass({ ...table, columns: words }) : null;
}

/** What a file is called beside the split in its name. */
const baseOf = (file: string): string => splitInName(stemOf(file))?.base || stemOf(file);

/** Columns, or columns of 0 and 1, that say the class again under other names. */
function columnsOfClass(
  tables: readonly Table[],
  { column, texts, oneHot }: ClassColumn,
): Column[] {
  const columns = tables
    .flatMap((table) => table.columns)
    .filter((each) => each !== column && !oneHot.includes(each));
  const again = columns.filter((each) => saysAgain(texts, each, isLabelName(each.name)));
  const written = oneHotColumns(columns).filter(({ whole }) => saysAgain(texts, whole, true));
  return [...again, ...written.flatMap(({ columns: parts }) => parts)];
}

/** Below that many classes a column may go with the class by chance. */
const FEWEST_TO_TELL = 3;

/**
 * Whether each class goes with one value and each value with one class.
 * @param isClass whether the name says that it is a class; else only equal words, or numbers of three classes, count.
 */
function saysAgain(texts: readonly (string | null)[], column: Column, isClass: boolean): boolean {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  let areSame = true;
  for (let row = 0; row < column.rows; row++) {
    const [text, value] = [texts[row], column.word(row)];
    if (text == null || value === null) continue;
    if ((there.get(text) ?? value) !== value || (back.get(value) ?? text) !== text) return false;
    there.set(text, value);
    back.set(value, text);
    areSame &&= text === value;
  }
  if (there.size < 2) return false;
  return areSame || isClass || (there.size >= FEWEST_TO_TELL && column.textCount === 0);
}

/** The split and the group as far as they can be told without the class. */
function likelyRoles(
  together: TablesTogether,
  options: ImportOptions,
): Pick<ColumnRoles, 'split' | 'group'> {
  const split = chooseSplit(together, options, null);
  return { split, group: chooseGroup(together.tables, options, [split?.column]) };
}

function chooseSplit(
  { tables, splits }: TablesTogether,
  { split }: ImportOptions,
  label: ClassColumn | null,
): SplitColumn | null {
  if (split === NONE) return null;
  if (split !== undefined) return namedSplit(namedColumn(tables, split, 'data.split'));
  if (splits) return null;
  const columns = tables.flatMap((table) => table.columns);
  return guessSplit(columns.filter((column) => column !== label?.column));
}

/** The column whose equal values come from one subject, speaker or the like. */
function chooseGroup(
  tables: readonly Table[],
  { group }: ImportOptions,
  taken: readonly (Column | undefined)[],
): Column | null {
  if (group === NONE) return null;
  if (group !== undefined) return namedColumn(tables, group, 'data.group');
  return guessGroup(tables, taken);
}

/**
 * The likeliest group: several values, of which most stand in several rows.
 * @param taken columns that play another part.
 */
export function guessGroup(
  tables: readonly Table[],
  taken: readonly (Column | undefined)[],
): Column | null {
  const rankOf = (column: Column) =>
    Math.max(
      groupRank(column.name),
      tables.length > 1 && isAlone(tables, column) ? groupRank(baseOf(column.file)) : -1,
    );
  const candidates = tables
    .flatMap((table) => table.columns)
    .filter((column) => {
      if (taken.includes(column) || rankOf(column) < 0) return false;
      const different = column.distinct(column.rows);
      return different > 1 && different <= column.there / 2;
    });
  const [likeliest] = candidates.sort((a, b) => rankOf(a) - rankOf(b));
  return likeliest ?? null;
}

function namedModalities(
  tables: readonly Table[],
  wanted: Readonly<Record<string, readonly string[]>>,
): ColumnGroup[] {
  return Object.entries(wanted).map(([id, entries]) => {
    const path = `data.modalities.${id}`;
    const columns = [...new Set(entries.flatMap((entry) => namedColumns(tables, entry, path)))];
    const words = columns.find((column) => !isNumeric(column) && !isCategory(column));
    if (words && columns.length > 1) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(words.name)}" of ${plainName(words.file)} holds texts of many kinds, so it cannot be part of the modality ${id} beside other columns.`,
        'Make it a modality of its own, or leave it out.',
      );
    }
    return { id, name: titleFor(id), columns, ...(words ? { isText: true as const } : {}) };
  });
}

function guessedModalities(
  tables: readonly Table[],
  reserved: ReadonlySet<Column>,
  choices: string[],
  leftOut: LeftOut[],
): ColumnGroup[] {
  const usable = tables.map((table) => usableColumns(table, reserved, choices, leftOut));
  const [first] = tables;
  if (usable.every((columns) => columns.length === 0)) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(first?.file ?? '')} has no column of numbers or sentences beside the class.`,
      'Open a table with measurements or texts.',
    );
  }
  const texts = usable.map((columns) => fewTexts(columns.filter(isTextColumn), leftOut));
  const others = usable.map((columns) => columns.filter((column) => !isTextColumn(column)));
  if (tables.length === 1 && texts.some((columns) => columns.length > 0)) {
    const place = ({ columns: [column] }: ColumnGroup) =>
      column ? (usable[0]?.indexOf(column) ?? 0) : 0;
    return besideTexts(texts[0] ?? [], others[0] ?? []).sort((a, b) => place(a) - place(b));
  }
  if (tables.length === 1) {
    const all = usable[0] ?? [];
    const grouped = groupColumns(all);
    const used = new Set(grouped.flatMap(({ columns }) => columns));
    const lone = all.filter((column) => !used.has(column));
    if (lone.length > 0) {
      leftOut.push({
        file: first?.file ?? '',
        reason: `The column ${listNames(lone.map(nameOf))} belongs to none of the modalities ${listNames(grouped.map(({ id }) => id))} by its name.`,
        fix: 'Give it to one of them, or leave it at that.',
        count: lone.length,
        unit: 'column',
      });
    }
    return grouped;
  }
  const groups = tables
    .map(({ file }, t) => ({ file, columns: others[t] ?? [] }))
    .filter(({ columns }) => columns.length > 0);
  const said = texts.flat();
  if (groups.length === 1 && said.length === 0) return groupColumns(groups[0]?.columns ?? []);
  const room = MOST_MODALITIES - Math.min(said.length, MOST_MODALITIES - 1);
  const kept = groups.slice(0, room);
  if (kept.length < groups.length) {
    const unused = groups.slice(room).map(({ file }) => baseName(file));
    choices.push(
      `Not used, because the lab shows at most ${MOST_MODALITIES} modalities: ${listNames(unused)}.`,
    );
  }
  const stems = withoutCommonStart(
    // a split is no part of what a modality is called
    kept.map(({ file }) => baseOf(file)),
  );
  const ids: string[] = [];
  const ofTables = kept.map(({ columns }, g) => {
    const id = keyFor(stems[g] ?? '', ids);
    ids.push(id);
    return { id, name: titleFor(stems[g] ?? ''), columns };
  });
  return [...ofTables, ...besideTexts(fewTexts(said, leftOut), [], ids)];
}

/** As many texts as there is room for: those that say most. */
export function fewTexts(
  texts: readonly Column[],
  leftOut: LeftOut[],
  most: number = MOST_MODALITIES - 1,
): readonly Column[] {
  if (texts.length <= most) return texts;
  const letters = (column: Column) => {
    let sum = 0;
    for (let row = 0; row < column.rows; row++) sum += column.text(row)?.length ?? 0;
    return sum;
  };
  const kept = [...texts].sort((a, b) => letters(b) - letters(a)).slice(0, most);
  const others = texts.filter((column) => !kept.includes(column));
  leftOut.push({
    file: others[0]?.file ?? '',
    reason: `The lab shows at most ${MOST_MODALITIES} modalities, so of ${texts.length} columns of texts those that say least are not used: ${listNames(others.map(nameOf))}.`,
    fix: 'Name other columns as modalities, or leave it at that.',
    count: others.length,
    unit: 'column',
  });
  return texts.filter((column) => kept.includes(column));
}

/** The columns that can be features, where nobody has said which are; says why the others are not. */
export function usableColumns(
  { file, columns }: Table,
  reserved: ReadonlySet<Column>,
  choices: string[],
  leftOut: LeftOut[],
): Column[] {
  const free = columns.filter((column) => !reserved.has(column));
  const named = free.filter((column) => isBookkeeping(column, column === columns[0]));
  const others = free.filter((column) => !named.includes(column));
  const empty = others.filter(isMostlyEmpty);
  const unfit = others.filter(
    (column) =>
      !empty.includes(column) && !isNumeric(column) && !isCategory(column) && !isTextColumn(column),
  );
  const same = unfit.filter((column) => column.distinct(1) <= 1);
  const texts = unfit.filter((column) => !same.includes(column));
  if (named.length > 0) {
    choices.push(
      `No features, because they say which sample it is or when: ${listNames(named.map(nameOf), 12)}.`,
    );
  }
  const leave = (some: readonly Column[], why: string, fix: string) => {
    if (some.length === 0) return;
    const what = some.length === 1 ? 'The column' : 'The columns';
    leftOut.push({
      file,
      reason: `${what} ${listNames(some.map(nameOf), 12)} of ${file} ${some.length === 1 ? 'is' : 'are'} ${why}.`,
      fix,
      count: some.length,
      unit: 'column',
    });
  };
  const bare = empty.filter(({ missing, rows }) => missing === rows);
  if (bare.length > 0) choices.push(`Empty: ${listNames(bare.map(nameOf), 12)}.`);
  leave(
    empty.filter((column) => !bare.includes(column)),
    'mostly empty',
    'Fill in the values, or leave it at that.',
  );
  leave(same, 'the same in every row', 'Leave it at that.');
  leave(
    texts,
    'many different names or codes, which are neither a feature nor sentences',
    'Name it as a modality of its own if it is a text, or leave it at that.',
  );
  return others.filter((column) => !empty.includes(column) && !unfit.includes(column));
}

/** `mfeat-kar`, `mfeat-zer` give `kar`, `zer`: a first word that all share tells nothing. */
function withoutCommonStart(names: readonly string[]): string[] {
  const first = /^[^-_. ]+[-_. ]+/.exec(names[0] ?? '')?.[0];
  if (!first || names.length < 2) return [...names];
  return names.every((name) => name.startsWith(first) && name.length > first.length)
    ? withoutCommonStart(names.map((name) => name.slice(first.length)))
    : [...names];
}
