/**
 * One table, or several with the same number of rows, as samples: decides the role of every column, by the
 * options where they say and by a guess where not. Imports the protocol and this folder only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import { type ImportOptions, NONE } from '../options';
import { keyFor, type RawSamples, splitNamed, titleFor } from '../raw-samples';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { findColumn, namedColumn, namedColumns } from './column-choice';
import { checkLabel, guessLabel, isLabelName } from './guess-label';
import { type ColumnGroup, groupColumns, isBookkeeping } from './guess-modalities';
import { commonest } from './separated-rows';
import type { Column, Table } from './table';
import { offerOfTables } from './table-offer';
import { samplesOf } from './table-samples';

/** A guessed feature may lack that share of its values; beyond, the column goes rather than the rows. */
const MOST_MISSING = 0.4;
/** Below that share of numbers a column is text. */
const LEAST_NUMERIC = 0.8;

/**
 * @param read tables in the order of their names, at least one.
 * @throws ImportError when label or modalities cannot be told; SettingsError for options that name nothing.
 */
export function tablesLayout(read: readonly Table[], options: ImportOptions): RawSamples {
  const { tables, leftOut } = sameLength(read);
  const choices: string[] = [];
  const label = chooseLabel(tables, options, choices);
  checkLabel(label);
  const split = chooseSplitColumn(tables, options);
  const group =
    options.group && options.group !== NONE
      ? namedColumn(tables, options.group, 'data.group')
      : null;
  const reserved = new Set([label, split, group].filter((column) => column !== null));
  const modalities = options.modalities
    ? namedModalities(tables, options.modalities)
    : guessedModalities(tables, reserved, choices);
  choices.unshift(
    tables.length === 1
      ? `The class is column "${plainName(label.name)}".`
      : `The class is ${isAlone(tables, label) ? '' : `column "${plainName(label.name)}" of `}${plainName(label.file)}.`,
    ...modalities.map(({ id, columns }) => `Modality ${id}: ${listNames(columns.map(nameOf), 6)}.`),
    ...(split ? [`The split is column "${plainName(split.name)}".`] : []),
    ...(group ? [`Groups are column "${plainName(group.name)}".`] : []),
  );
  const layout = tables.length === 1 ? 'a table' : `${tables.length} tables with the same rows`;
  const roles = { label, modalities, split, group };
  const raw = samplesOf(tables, roles, layout, choices, {
    classFrom:
      tables.length > 1 && isAlone(tables, label)
        ? `file ${plainName(baseName(label.file))}`
        : `column ${plainName(label.name)}`,
    splitFrom: split ? `column ${plainName(split.name)}` : null,
    group: group ? plainName(group.name) : null,
    pairedBy: tables.length > 1 ? 'row order' : null,
    questions: [],
  });
  return { ...raw, offer: offerOfTables(tables, roles), leftOut: [...leftOut, ...raw.leftOut] };
}

const nameOf = ({ name }: Column) => name;

/** Whether a column has a file to itself. */
const isAlone = (tables: readonly Table[], column: Column): boolean =>
  tables.some(({ file, columns }) => file === column.file && columns.length === 1);

/** The tables that have as many rows as most; the others are left out by name. */
function sameLength(read: readonly Table[]): { tables: Table[]; leftOut: LeftOut[] } {
  const rows = commonest(read.map((table) => table.rows));
  const tables = read.filter((table) => table.rows === rows);
  if (read.length > 1 && tables.length === 1) {
    throw new ImportError(
      'layout-unclear',
      `The tables ${listNames(read.map(({ file, rows }) => `${baseName(file)} (${rows} rows)`))} do not have the same number of rows, so they cannot be modalities of the same samples.`,
      'Open one of them alone, or tables in which each row is the same sample.',
    );
  }
  const leftOut = read
    .filter((table) => table.rows !== rows)
    .map((table) => ({
      file: table.file,
      reason: `${table.file} has ${table.rows} rows where the others have ${rows}.`,
      fix: 'Make each row the same sample in every file.',
    }));
  return { tables, leftOut };
}

function chooseLabel(
  tables: readonly Table[],
  { label }: ImportOptions,
  choices: string[],
): Column {
  if (label !== undefined) return namedColumn(tables, label, 'data.label');
  const [only] = tables;
  if (tables.length === 1 && only) {
    const guess = guessLabel(only);
    choices.push('The class column was guessed.');
    return guess;
  }
  const single = tables.filter(({ columns }) => columns.length === 1);
  const labelFile = single.find(({ file }) => isLabelName(stemOf(file))) ?? single[0];
  if (labelFile) return labelFile.columns[0] as Column;
  const named = tables.flatMap(({ columns }) => columns).filter(({ name }) => isLabelName(name));
  const [first] = named;
  if (!first) {
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
  return first;
}

function disagreesAt(a: Column, b: Column): number {
  for (let row = 0; row < a.rows; row++) {
    if (a.text(row) !== b.text(row)) return row;
  }
  return -1;
}

function chooseSplitColumn(tables: readonly Table[], { split }: ImportOptions): Column | null {
  if (split === NONE) return null;
  if (split !== undefined) return namedColumn(tables, split, 'data.split');
  const guess = findColumn(tables, 'split') ?? findColumn(tables, 'subset');
  if (!guess || guess.textCount === 0) return null;
  for (let row = 0; row < guess.rows; row++) {
    const text = guess.text(row);
    if (text !== null && splitNamed(text) === null) return null;
  }
  return guess;
}

function namedModalities(
  tables: readonly Table[],
  wanted: Readonly<Record<string, readonly string[]>>,
): ColumnGroup[] {
  return Object.entries(wanted).map(([id, entries]) => {
    const path = `data.modalities.${id}`;
    const columns = [...new Set(entries.flatMap((entry) => namedColumns(tables, entry, path)))];
    const words = columns.find((column) => column.numericShare < LEAST_NUMERIC);
    if (words) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(words.name)}" of ${plainName(words.file)} holds text, not numbers, so it cannot be part of the modality ${id}.`,
        'Leave it out, or write its values as numbers.',
      );
    }
    return { id, name: titleFor(id), columns };
  });
}

function guessedModalities(
  tables: readonly Table[],
  reserved: ReadonlySet<Column>,
  choices: string[],
): ColumnGroup[] {
  const dropped: string[] = [];
  const usable = tables.map(({ columns }) =>
    columns.filter((column, k) => {
      const isLabel = tables.length > 1 && isLabelName(column.name);
      if (reserved.has(column) || isLabel) return false;
      const good =
        !isBookkeeping(column, k === 0) &&
        column.numericShare >= LEAST_NUMERIC &&
        column.missing <= column.rows * MOST_MISSING;
      if (!good) dropped.push(column.name);
      return good;
    }),
  );
  if (dropped.length > 0) {
    choices.push(
      `Not used, because they are no measurements or mostly empty: ${listNames(dropped, 12)}.`,
    );
  }
  const [first] = tables;
  if (usable.every((columns) => columns.length === 0)) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(first?.file ?? '')} has no column of numbers beside the class.`,
      'Open a table whose measurements are numbers.',
    );
  }
  if (tables.length === 1) return groupColumns(usable[0] ?? []);
  const groups = tables
    .map(({ file }, t) => ({ file, columns: usable[t] ?? [] }))
    .filter(({ columns }) => columns.length > 0);
  if (groups.length === 1) return groupColumns(groups[0]?.columns ?? []);
  const kept = groups.slice(0, MOST_MODALITIES);
  if (kept.length < groups.length) {
    const others = groups.slice(MOST_MODALITIES).map(({ file }) => baseName(file));
    choices.push(
      `Not used, because the lab shows at most ${MOST_MODALITIES} modalities: ${listNames(others)}.`,
    );
  }
  const stems = withoutCommonStart(kept.map(({ file }) => stemOf(file)));
  const ids: string[] = [];
  return kept.map(({ columns }, g) => {
    const id = keyFor(stems[g] ?? '', ids);
    ids.push(id);
    return { id, name: titleFor(stems[g] ?? ''), columns };
  });
}

/** `mfeat-kar`, `mfeat-zer` give `kar`, `zer`: a first word that all share tells nothing. */
function withoutCommonStart(names: readonly string[]): string[] {
  const first = /^[^-_. ]+[-_. ]+/.exec(names[0] ?? '')?.[0];
  if (!first || names.length < 2) return [...names];
  return names.every((name) => name.startsWith(first) && name.length > first.length)
    ? withoutCommonStart(names.map((name) => name.slice(first.length)))
    : [...names];
}
