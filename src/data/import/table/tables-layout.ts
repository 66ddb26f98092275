/**
 * One table, or several of the same samples, as samples: decides the role of every column, by the options where they
 * say and by the evidence where not. Imports the protocol and this room only.
 */
import { isPresent } from '../../../protocol/data-set';
import { listNames, plainName } from '../import-error';
import { askIncomplete } from '../meaning/ask-incomplete';
import type { Question } from '../meaning/meaning';
import { groupRank } from '../meaning/words';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import type { RawSamples } from '../raw-samples';
import { baseName, type LeftOut } from '../source-file';
import {
  baseOf,
  chooseClass,
  classByFile,
  columnsOfClass,
  isAlone,
  sharedColumns,
} from './chosen-class';
import { guessedModalities, namedModalities } from './chosen-features';
import { type ClassColumn, checkClass } from './class-column';
import type { Column } from './column';
import { namedColumn } from './column-choice';
import { withoutCopies } from './copies';
import { guessSplit, namedSplit, type SplitColumn } from './split-column';
import type { Table } from './table';
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
  const alone = new Set(tables.flatMap(({ file, columns }) => (columns.length === 1 ? file : [])));
  const rankOf = (column: Column) =>
    Math.max(
      groupRank(column.name),
      tables.length > 1 && alone.has(column.file) ? groupRank(baseOf(column.file)) : -1,
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
