/**
 * Media named by a table: one column of paths per modality, a label, optionally split and group; or lists
 * such as train.txt and test.txt (path, label), their split in their name. Imports the protocol and this folder only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { Meaning } from '../meaning/meaning';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, splitNamed, titleFor } from '../raw-samples';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { findColumn, namedColumn } from '../table/column-choice';
import { guessLabel, isLabelName } from '../table/guess-label';
import type { Column, Table } from '../table/table';
import { offerOfManifest } from '../table/table-offer';
import {
  type MediaModality,
  type MediaSample,
  type PairedSamples,
  wholeFile,
} from './media-source';
import { PathIndex } from './path-index';
import { VIEW_MODALITIES, Views } from './views';

const GROUP_NAMES = ['group', 'speaker', 'actor', 'subject', 'participant', 'fold'];
/** A column is one of paths when that share of its cells names files that are there. */
const LEAST_FOUND = 0.5;
/** Missing files that are listed one by one. */
const MOST_LISTED = 20;

/** A manifest's samples, and whether its label was named rather than guessed among other columns. */
export interface Manifest extends PairedSamples {
  readonly isSure: boolean;
}

/**
 * @returns null when no table names media files.
 * @throws ImportError when one does and has no label; SettingsError for an option that names no column.
 */
export function manifestSamples(
  tables: readonly Table[],
  media: readonly GatheredFile[],
  options: ImportOptions,
): Manifest | null {
  const index = new PathIndex(media);
  const found = tables
    .map((table) => ({ table, paths: pathColumns(table, index) }))
    .filter(({ paths }) => paths.length > 0);
  const [first] = found;
  if (!first) return null;
  const views = new Views(media);
  const isFrontList =
    first.paths.length === 1 && namesFronts(first.table, first.paths, index, views);
  const lists = found.filter(({ paths }) => paths.length === first.paths.length);
  const modalities = isFrontList
    ? [...VIEW_MODALITIES]
    : chosenColumns(first.table, first.paths, options);
  const leftOut: LeftOut[] = [];
  const samples: MediaSample[] = [];
  const choices: string[] = [];
  let offer: Offer | undefined;
  let meaning: Meaning | undefined;
  for (const { table, paths } of lists) {
    leftOut.push(...table.leftOut);
    choices.push(...table.choices);
    const reserved = new Set(paths);
    const label = options.label
      ? namedColumn([table], options.label, 'data.label')
      : guessLabel({ ...table, columns: table.columns.filter((each) => !reserved.has(each)) });
    const split = splitColumn(table, options);
    const listSplit = options.split === NONE || lists.length < 2 ? null : splitOfList(table.file);
    const group = groupColumn(table, options);
    choices.push(
      `${baseName(table.file)} names the files; the class is column "${plainName(label.name)}"${split ? `, the split column "${plainName(split.name)}"` : listSplit ? `, the split "${listSplit}"` : ''}${group ? `, groups are column "${plainName(group.name)}"` : ''}.`,
    );
    meaning ??= {
      classFrom: `column ${plainName(label.name)}`,
      splitFrom: split ? `column ${plainName(split.name)}` : listSplit ? 'files' : null,
      group: group ? plainName(group.name) : null,
      pairedBy: 'manifest',
      questions: [],
    };
    const columns = isFrontList
      ? paths
      : modalities.map(({ id }) => paths[pathIds(paths).indexOf(id)] ?? chosen(table, id, options));
    offer ??= isFrontList
      ? undefined
      : offerOfManifest(table, paths, {
          label,
          split,
          group,
          modalities: modalities.map((each, m) => ({ ...each, columns: columns.slice(m, m + 1) })),
        });
    const faults: LeftOut[] = [];
    for (let row = 0; row < table.rows; row++) {
      const files = filesOf(columns, row, table, index, isFrontList ? views : null);
      const word = split ? splitNamed(split.text(row) ?? '') : listSplit;
      const problem = Array.isArray(files)
        ? label.text(row) === null
          ? 'has no label'
          : split && word === null
            ? `has no split that the lab knows ("${plainName(split.text(row) ?? '')}")`
            : null
        : files;
      if (problem !== null || !Array.isArray(files)) {
        faults.push({
          file: table.file,
          reason: `Row ${table.rowNumbers[row]} of ${table.file} ${problem}.`,
          fix: 'Correct the row, or add the file.',
          count: 1,
        });
        continue;
      }
      samples.push({
        label: label.text(row) as string,
        split: word as SplitName | null,
        group: group ? (group.text(row) ?? '') : null,
        sources: files.map(wholeFile),
      });
    }
    leftOut.push(...faults.slice(0, MOST_LISTED));
    if (faults.length > MOST_LISTED) {
      const count = faults.length - MOST_LISTED;
      leftOut.push({
        file: table.file,
        reason: `${count} more rows of ${table.file} name files that are not there, or lack a label.`,
        fix: 'Correct them like those above.',
        count,
      });
    }
  }
  return {
    isSure: options.label !== undefined || namesItsLabel(first.table, first.paths),
    layout: isFrontList ? 'lists of front and rear views' : 'a manifest of files',
    modalities,
    samples,
    meaning: meaning as Meaning,
    classNames: classList(tables, samples),
    offer,
    leftOut,
    choices,
  };
}

/** A table of files with other columns about them, such as where they were found, need not say their class. */
function namesItsLabel({ columns }: Table, paths: readonly Column[]): boolean {
  const others = columns.filter((column) => !paths.includes(column));
  return others.length <= 1 || others.some(({ name }) => isLabelName(name));
}

function pathColumns(table: Table, index: PathIndex): Column[] {
  return table.columns.filter((column) => {
    if (column.textCount < table.rows * LEAST_FOUND) return false;
    const step = Math.max(1, Math.floor(table.rows / 200));
    let asked = 0;
    let found = 0;
    for (let row = 0; row < table.rows; row += step) {
      const text = column.text(row);
      if (text === null) continue;
      asked++;
      if (index.find(text, table.file)) found++;
    }
    return asked > 0 && found >= asked * LEAST_FOUND;
  });
}

function namesFronts(
  table: Table,
  [paths]: readonly Column[],
  index: PathIndex,
  views: Views,
): boolean {
  const text = paths?.text(0);
  const file = text ? index.find(text, table.file) : null;
  return file !== null && views.rearOf(file) !== null;
}

/** Modalities of the path columns, or of those that the options name. */
function chosenColumns(
  table: Table,
  paths: readonly Column[],
  { modalities }: ImportOptions,
): MediaModality[] {
  if (!modalities) {
    const ids = pathIds(paths);
    return paths.map(({ name }, k) => ({ id: ids[k] as string, name: titleFor(name) }));
  }
  return Object.entries(modalities).map(([id, [name]]) => {
    const column = namedColumn([table], name ?? '', `data.modalities.${id}`);
    if (!paths.includes(column)) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(column.name)}" of ${plainName(table.file)} does not name files that are there.`,
        `Columns that do: ${listNames(paths.map((each) => each.name))}.`,
      );
    }
    return { id, name: titleFor(id) };
  });
}

function pathIds(paths: readonly Column[]): string[] {
  const ids: string[] = [];
  for (const { name } of paths) ids.push(keyFor(name, ids));
  return ids;
}

function chosen(table: Table, id: string, { modalities }: ImportOptions): Column {
  return namedColumn([table], modalities?.[id]?.[0] ?? '', `data.modalities.${id}`);
}

function filesOf(
  columns: readonly Column[],
  row: number,
  table: Table,
  index: PathIndex,
  views: Views | null,
): GatheredFile[] | string {
  const files: GatheredFile[] = [];
  for (const column of columns) {
    const text = column.text(row);
    if (text === null) return `names no file in column "${plainName(column.name)}"`;
    const file = index.find(text, table.file);
    if (!file) return `names ${plainName(text)}, which is not there`;
    files.push(file);
    if (views) {
      const rear = views.rearOf(file);
      if (!rear) return `names ${plainName(text)}, which has no rear view`;
      files.push(rear);
    }
  }
  return files;
}

function splitColumn(table: Table, { split }: ImportOptions): Column | null {
  if (split === NONE) return null;
  if (split !== undefined) return namedColumn([table], split, 'data.split');
  return findColumn([table], 'split');
}

function groupColumn(table: Table, { group }: ImportOptions): Column | null {
  if (group === NONE) return null;
  if (group !== undefined) return namedColumn([table], group, 'data.group');
  for (const name of GROUP_NAMES) {
    const column = table.columns.find((each) => each.name.toLowerCase() === name);
    if (column && column.distinct(column.rows) > 1) return column;
  }
  return null;
}

/** `train.txt`, `my_test_list.csv`: the split that the name of a list says. */
function splitOfList(file: string): SplitName | null {
  const words = stemOf(file).split(/[^a-z]+/i);
  for (const word of words) {
    const split = splitNamed(word);
    if (split) return split;
  }
  return null;
}

/** A table of number and name that covers all labels, such as `0 <tab> animal`. */
function classList(
  tables: readonly Table[],
  samples: readonly MediaSample[],
): ReadonlyMap<string, string> | undefined {
  const labels = new Set(samples.map(({ label }) => label));
  for (const { columns, rows } of tables) {
    const [numbers, names] = columns;
    if (columns.length !== 2 || !numbers || !names || rows < labels.size) continue;
    const list = new Map<string, string>();
    for (let row = 0; row < rows; row++) {
      list.set(numbers.text(row) ?? '', names.text(row) ?? '');
    }
    if (names.textCount === rows && [...labels].every((label) => list.has(label))) return list;
  }
  return undefined;
}
