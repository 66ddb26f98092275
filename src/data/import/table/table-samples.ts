/**
 * From chosen columns to samples: rows in which every feature and the label are there, the rest counted
 * by reason. One table or several with the same rows. Imports this folder only.
 */
import { listNames, plainName } from '../import-error';
import type { Meaning } from '../meaning/meaning';
import { checkRoom, type RawModality, type RawSamples } from '../raw-samples';
import type { TextLook } from '../text/hash-text';
import { textModality, textsInWords } from '../text/text-modality';
import type { ClassColumn } from './class-column';
import type { Column } from './column';
import { Complaints } from './complaints';
import { featuresOf, isNumeric } from './features';
import type { ColumnGroup } from './guess-modalities';
import type { SplitColumn } from './split-column';
import type { Table } from './table';
import type { TablesTogether } from './together';

/** What each column is for. */
export interface ColumnRoles {
  readonly label: ClassColumn;
  readonly modalities: readonly ColumnGroup[];
  readonly split: SplitColumn | null;
  readonly group: Column | null;
}

/** Samples, and the row that each of them is. */
export interface SampledRows extends RawSamples {
  readonly rows: readonly number[];
}

/** @throws ImportError `too-large`. */
export function samplesOf(
  { tables, splits }: Pick<TablesTogether, 'tables' | 'splits'>,
  { label, modalities, split, group }: ColumnRoles,
  layout: string,
  choices: readonly string[],
  meaning: Meaning,
  look: TextLook,
): SampledRows {
  const [first] = tables;
  if (!first) throw new RangeError('there is no table');
  const columns = modalities.flatMap((modality) => (modality.isText ? [] : modality.columns));
  const texts = modalities.flatMap((modality) => (modality.isText ? modality.columns : []));
  const present = modalities.map((modality) => presentIn(modality, tables, first.rows));
  const features = modalities.map((modality, m) =>
    modality.isText ? [] : featuresOf(modality.columns, (row) => present[m]?.[row] !== 0),
  );
  const width = features.reduce((sum, list) => sum + list.length, 0);
  checkRoom(first.file, first.rows, width);
  const complaints = new Complaints(tables);
  const rows: number[] = [];
  for (let row = 0; row < first.rows; row++) {
    const lacksAll = present.every((has) => has?.[row] === 0);
    if (lacksAll && tables.some((table) => table.present)) {
      complaints.addFeatureless(row);
      continue;
    }
    const wrong =
      columns.find((column) => isFault(column, row)) ??
      (lacksAll ? modalities[0]?.columns[0] : null) ??
      (label.texts[row] === null ? label.column : null) ??
      (group && group.text(row) === null ? group : null);
    if (wrong) complaints.add(wrong, row);
    else if (split && split.of(row) === null) complaints.addSplit(split.column, row);
    else rows.push(row);
  }
  return {
    layout,
    rows,
    modalities: modalities.map((modality, m) =>
      modality.isText
        ? textModality(modality, textsIn(modality.columns, rows), look)
        : toModality({ ...modality, columns: features[m] ?? [] }, rows, present[m] ?? null),
    ),
    labels: rows.map((row) => label.texts[row] ?? ''),
    classNames: first.classNames
      ? new Map(first.classNames.map((name, at) => [String(at), name]))
      : undefined,
    splits: split
      ? rows.map((row) => split.of(row) ?? 'train')
      : splits && rows.map((row) => splits[row] ?? 'train'),
    groups: group ? rows.map((row) => group.text(row) as string) : null,
    meaning,
    leftOut: [...tables.flatMap((table) => table.leftOut), ...complaints.list()],
    choices: [
      ...tables.flatMap((table) => table.choices),
      ...choices,
      ...gapsInWords(
        modalities.flatMap((modality, m) =>
          modality.isText
            ? []
            : modality.columns.map((column) => ({ column, present: present[m] ?? null })),
        ),
        rows,
      ),
      ...(texts.length > 0
        ? textsInWords(
            texts.map(({ name }) => name),
            textsIn(texts, rows),
            look,
          )
        : []),
    ],
  };
}

/** The cells of these columns, a column after the other; null for an empty one. */
const textsIn = (columns: readonly Column[], rows: readonly number[]): (string | null)[] =>
  columns.flatMap((column) => rows.map((row) => column.text(row)));

/** Whether a cell makes its row unusable: an infinite number, or a word among numbers. A gap does not. */
const isFault = (column: Column, row: number): boolean =>
  isNumeric(column) && column.text(row) !== null && !Number.isFinite(column.number(row));

/** Fewer rows than that, and what is not filled in is a slip of the pen: single numbers are missing, no modality. */
const LEAST_LACKING = 0.05;

/**
 * Which rows have a modality: not those that none of its tables has; and where many of the others fill in none of its
 * several columns, these lack it, rather than every single number of it; an empty cell of texts lacks it. Null where
 * all rows have it.
 */
function presentIn(
  { columns, isText }: ColumnGroup,
  tables: readonly Table[],
  rows: number,
): Uint8Array | null {
  if (isText) return Uint8Array.from({ length: rows }, (_, row) => (columns[0]?.text(row) ? 1 : 0));
  const files = new Set(columns.map(({ file }) => file));
  const own = tables.filter(({ file }) => files.has(file));
  const isListed = (row: number) => own.some(({ present }) => present?.[row] !== 0);
  const listed = Uint8Array.from({ length: rows }, (_, row) => Number(isListed(row)));
  const there = listed.reduce((sum, has) => sum + has, 0);
  const all = there < rows ? listed : null;
  if (columns.length < 2 || columns.some(({ missing }) => missing === 0)) return all;
  const filled = listed.map((has, row) =>
    has === 1 && columns.some((column) => column.text(row) !== null) ? 1 : 0,
  );
  const lacking = there - filled.reduce((sum, has) => sum + has, 0);
  return lacking > there * LEAST_LACKING ? filled : all;
}

/** Columns with gaps that are listed by name. */
const MOST_NAMED = 8;

function gapsInWords(
  columns: readonly { readonly column: Column; readonly present: Uint8Array | null }[],
  rows: readonly number[],
): string[] {
  const gaps = columns.flatMap(({ column, present }) => {
    const count = rows.filter((row) => column.text(row) === null && present?.[row] !== 0).length;
    return count === 0 ? [] : [{ column, count }];
  });
  const total = gaps.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const named = gaps.map(({ column, count }) => `${column.name} ${count}`);
  return [
    `${total === 1 ? '1 cell has' : `${total} cells have`} no value (${listNames(named, MOST_NAMED)}): a missing number was filled with the mean of the training split, and a column of 0 and 1 beside it says where; a missing word is a value of its own.`,
  ];
}

function toModality(
  { id, name, columns }: ColumnGroup,
  rows: readonly number[],
  presentOfAll: Uint8Array | null,
): RawModality {
  const width = columns.length;
  const data = new Float32Array(rows.length * width);
  const has = (row: number) => presentOfAll?.[row] !== 0;
  columns.forEach((column, k) => {
    rows.forEach((row, i) => {
      data[i * width + k] = has(row) ? column.number(row) : Number.NaN;
    });
  });
  const present = rows.every(has)
    ? {}
    : { present: Uint8Array.from(rows, (row) => Number(has(row))) };
  const side = pictureSide(columns, data, present.present);
  if (side !== null) {
    const shape = [side, side, 1];
    return { id, name, kind: 'image', shape, data, standardise: 'global', ...present };
  }
  return {
    id,
    name,
    ...present,
    kind: 'vector',
    shape: [width],
    data,
    standardise: 'per-feature',
    featureNames: columns.map((column) => plainName(column.name)),
  };
}

/**
 * Side of a square picture whose pixels the columns are (`pixel0` ... or no names at all, whole numbers
 * from 0 to 255); null otherwise.
 */
function pictureSide(
  columns: readonly Column[],
  data: Float32Array,
  present: Uint8Array | undefined,
): number | null {
  const side = Math.sqrt(columns.length);
  if (!Number.isInteger(side) || side < 8) return null;
  const named = columns.every(({ name }) =>
    /^((pix(els?)?|image|img|picture)[ _]?)?\d*(x\d+)?$/i.test(name),
  );
  const isPixel = (v: number, at: number) =>
    present?.[Math.floor(at / columns.length)] === 0 || (Number.isInteger(v) && v >= 0 && v <= 255);
  return named && data.every(isPixel) ? side : null;
}
