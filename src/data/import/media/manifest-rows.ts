/**
 * The rows of a table that names files as samples. A file that is not there costs its sample that modality; a row of
 * which nothing is left is left out. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut } from '../source-file';
import type { ClassColumn } from '../table/class-column';
import type { Column } from '../table/column';
import type { SplitColumn } from '../table/split-column';
import type { Table } from '../table/table';
import { type MediaSample, wholeFile } from './media-source';
import type { PathColumn } from './naming-table';
import type { PathIndex } from './path-index';
import { rearName, type Views } from './views';

/** Rows at fault that are listed one by one. */
const MOST_LISTED = 20;

/** What the columns are for. */
interface Roles {
  /** Of files, one per modality; the only one names fronts where there are views. */
  readonly paths: readonly PathColumn[];
  readonly label: ClassColumn;
  readonly split: SplitColumn | null;
  readonly group: Column | null;
  /** What else the table says of a sample, in numbers and in sentences. */
  readonly features: readonly Column[];
  readonly texts: readonly Column[];
}

/** Where the rows stand and where files are found. */
interface Surroundings {
  /** The list of each row, `[rows]`. */
  readonly places: readonly string[];
  /** The split that the list of each row says, `[rows]`; null where lists say none. */
  readonly listSplits: readonly (SplitName | null)[] | null;
  readonly index: PathIndex;
  readonly views: Views | null;
}

export interface ManifestRows {
  readonly samples: readonly MediaSample[];
  /** All files that a row means. */
  readonly named: ReadonlySet<GatheredFile>;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

export function manifestRows(table: Table, roles: Roles, around: Surroundings): ManifestRows {
  const { label, split, group, features, texts } = roles;
  const { places, listSplits } = around;
  const samples: MediaSample[] = [];
  const faults: LeftOut[] = [];
  const missing: string[] = [];
  const named = new Set<GatheredFile>();
  for (let row = 0; row < table.rows; row++) {
    const place = places[row] ?? table.file;
    const found = filesOf(row, place, roles, around);
    for (const file of found.files) if (file) named.add(file);
    const word = split ? split.of(row) : (listSplits?.[row] ?? null);
    const problem =
      found.problem ??
      (label.texts[row] === null
        ? 'has no label'
        : split && word === null
          ? `has no split that the lab knows ("${plainName(split.column.text(row) ?? '')}")`
          : features.some((column) => Math.abs(column.number(row)) === Infinity)
            ? 'has an infinite value'
            : null);
    if (problem !== null) {
      faults.push({
        file: place,
        reason: `Row ${table.rowNumbers[row]} of ${place} ${problem}.`,
        fix: 'Correct the row, or add the file.',
        count: 1,
        unit: 'row',
      });
      continue;
    }
    missing.push(
      ...found.missing.map((path) => `${path} in row ${table.rowNumbers[row]} of ${place}`),
    );
    samples.push({
      label: label.texts[row] ?? '',
      split: word,
      group: group ? (group.text(row) ?? '') : null,
      sources: found.files.map((file) => file && wholeFile(file)),
      ...(features.length > 0 ? { numbers: features.map((column) => column.number(row)) } : {}),
      ...(texts.length > 0 ? { words: texts.map((column) => column.text(row)) } : {}),
    });
  }
  return {
    samples,
    named,
    leftOut: [...faults.slice(0, MOST_LISTED), ...moreFaults(table.file, faults)],
    choices: missingInWords(missing),
  };
}

function moreFaults(file: string, faults: readonly LeftOut[]): LeftOut[] {
  const more = faults.length - MOST_LISTED;
  if (more <= 0) return [];
  return [
    {
      file,
      reason: `${more} more rows of ${file} name files that are not there, or lack a label.`,
      fix: 'Correct them like those above.',
      count: more,
      unit: 'row',
    },
  ];
}

function missingInWords(missing: readonly string[]): string[] {
  const [first] = missing;
  if (!first) return [];
  const [are, the] =
    missing.length === 1
      ? [`1 file that is named is not there (${first})`, 'its sample lacks']
      : [
          `${missing.length} files that are named are not there (the first: ${first})`,
          'their samples lack',
        ];
  return [`${are}, so ${the} that modality; add what is missing, or leave it at that.`];
}

/** What one row means; `problem` where nothing of it is left, as the end of a sentence. */
interface RowFiles {
  readonly files: readonly (GatheredFile | null)[];
  /** Paths of files that are not there though the sample has something else. */
  readonly missing: readonly string[];
  readonly problem: string | null;
}

function filesOf(
  row: number,
  place: string,
  { paths, features, texts }: Roles,
  { index, views }: Surroundings,
): RowFiles {
  const files: (GatheredFile | null)[] = [];
  const missing: string[] = [];
  for (const { column, start } of paths) {
    // an empty cell says that there is none, which leaves the sample its other modalities
    const text = column.text(row);
    const file = text === null ? null : index.find(text, place, start);
    files.push(file);
    if (views) {
      // one view without the other is a sample that lacks one
      const rear =
        text === null ? null : file ? views.rearOf(file) : index.find(rearName(text), place, start);
      files.push(rear);
      if (rear) continue;
    }
    if (text !== null && !file) missing.push(plainName(text));
  }
  const hasMore = features.length > 0 || texts.some((column) => column.text(row) !== null);
  const [first] = missing;
  const isEmpty = files.every((file) => file === null) && !hasMore;
  return {
    files,
    missing,
    problem: !isEmpty ? null : first ? `names ${first}, which is not there` : 'names no file',
  };
}

/** Lists beside those that are read that name files as well and do not say their class. */
export function classlessLines(
  lists: readonly { readonly table: Table; readonly paths: readonly PathColumn[] }[],
  label: Column,
  index: PathIndex,
  named: Set<GatheredFile>,
): LeftOut[] {
  const isLabel = ({ name }: Column) => name.toLowerCase() === label.name.toLowerCase();
  return lists.flatMap(({ table, paths }): LeftOut[] => {
    if (table.columns.some(isLabel)) return [];
    const files = new Set<GatheredFile>();
    for (const { column, start } of paths) {
      for (let row = 0; row < column.rows; row++) {
        const file = index.find(column.text(row) ?? '', table.file, start);
        if (file && !named.has(file)) files.add(file);
      }
    }
    for (const file of files) named.add(file);
    const wanted = `class column "${plainName(label.name)}"`;
    const fix = `Add a column "${plainName(label.name)}" with the class of each file, or leave it at that.`;
    const [first] = files;
    return [
      { file: table.file, reason: `${table.file} names files and has no ${wanted}.`, fix },
      ...(first
        ? [
            {
              file: first.path,
              reason: `${files.size === 1 ? `${first.path} has` : `${files.size} files have`} no class: ${plainName(baseName(table.file))} lists ${files.size === 1 ? 'it' : 'them'} without one${files.size === 1 ? '' : ` (the first: ${first.path})`}.`,
              fix,
              count: files.size,
              unit: 'file' as const,
            },
          ]
        : []),
    ];
  });
}
