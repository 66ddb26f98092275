/**
 * A table that names files, one row per sample: a column per modality, a label, perhaps a split and a group, and what
 * else it says of the sample as a modality of its own. Imports the protocol's types and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { listNames, plainName } from '../import-error';
import type { Meaning } from '../meaning/meaning';
import { isSubmissionName, splitInName } from '../meaning/words';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { type ClassColumn, classOf, guessClass } from '../table/class-column';
import { Column } from '../table/column';
import { namedColumn } from '../table/column-choice';
import { featuresOf } from '../table/features';
import { guessSplit, namedSplit, type SplitColumn } from '../table/split-column';
import { haveEqualColumns, stacked } from '../table/stacked';
import type { Table } from '../table/table';
import { offerOfManifest } from '../table/table-offer';
import { guessGroup } from '../table/tables-layout';
import { formLine } from '../table/together';
import { isTextColumn } from '../text/column-of-texts';
import { chosenColumns, chosenPath, chosenTexts, otherColumns } from './manifest-columns';
import { classlessLines, manifestRows } from './manifest-rows';
import { type MediaSample, type PairedSamples, unusedLine } from './media-source';
import {
  namesFronts,
  namesItsLabel,
  namingTable,
  type PathColumn,
  pathIds,
  textsOf,
} from './naming-table';
import { commonStart, PathIndex } from './path-index';
import { withFolderFiles } from './sample-folders';
import { VIEW_MODALITIES, Views } from './views';

/** A manifest's samples, and whether its label was named rather than guessed among other columns. */
export interface Manifest extends PairedSamples {
  readonly isSure: boolean;
}

interface ManifestNeeds {
  /** Absent where the table itself is to say the class. */
  readonly placed?: PlacedClass;
  /** Told what is known before the class is looked for. */
  readonly onOffer?: ((offer: Offer) => void) | undefined;
}

/** The class of each file by the folder that it lies in, for a table that says everything else. */
export interface PlacedClass {
  /** As the report calls the place: `folder level 2`. */
  readonly from: string;
  readonly of: (file: GatheredFile) => string | null;
}

/**
 * @returns null when no table names media files.
 * @throws ImportError when one does and has no label; SettingsError for an option that names no column.
 */
export function manifestSamples(
  read: readonly Table[],
  media: readonly GatheredFile[],
  options: ImportOptions,
  { placed, onOffer }: ManifestNeeds = {},
): Manifest | null {
  const tables = read.map((table) => withFolderFiles(table, media));
  const index = new PathIndex(media);
  const found = tables
    .filter(({ file }) => !isSubmissionName(stemOf(file)))
    .map((table) => namingTable(table, index))
    .filter(({ paths }) => paths.length > 0)
    .sort((a, b) => b.named - a.named);
  const [first] = found;
  if (!first) return null;
  const views = new Views(media);
  const isFrontList = first.paths.length === 1 && namesFronts(first, index, views);
  const lists = tables.flatMap(
    (each) =>
      found.find(({ table }) => table === each && haveEqualColumns(first.table, table)) ?? [],
  );
  const whole = lists.length > 1 ? stacked(lists.map(({ table }) => table)) : first.table;
  const places = lists.flatMap(({ table }) => table.rowNumbers.map(() => table.file));
  const paths = first.paths.map((path) => {
    const k = first.table.columns.indexOf(path.column);
    const same = whole.columns[k] as Column;
    return { ...path, column: same, start: commonStart(textsOf(same)) };
  });
  const reserved = new Set(paths.map(({ column }) => column));
  const rest = { ...whole, columns: whole.columns.filter((each) => !reserved.has(each)) };

  const split = chooseSplit(rest, options);
  if (split) reserved.add(split.column);
  onOffer?.(
    offerOfManifest(whole, [...reserved], {
      split,
      group: options.group === NONE ? null : guessGroup([whole], [split?.column]),
      modalities: pathIds(paths).map((id, k) => {
        const { column, name } = paths[k] as PathColumn;
        return { id, name, columns: [column] };
      }),
    }),
  );
  const label = placed
    ? classOf(placedColumn(placed, paths, places, whole, index))
    : chooseClass(whole, rest, split, options);
  const group = chooseGroup(whole, label, split, options);
  for (const column of [label.column, group, ...label.oneHot]) if (column) reserved.add(column);
  const listSplits =
    options.split === NONE || lists.length < 2
      ? null
      : lists.flatMap(({ table }) => {
          const said = splitInName(stemOf(table.file))?.split ?? null;
          return table.rowNumbers.map(() => said);
        });
  const modalities = isFrontList
    ? [...VIEW_MODALITIES]
    : chosenColumns(whole, paths, options).slice(0, MOST_MODALITIES);
  const columns = isFrontList
    ? paths
    : modalities.map(
        ({ id }) => paths[pathIds(paths).indexOf(id)] ?? chosenPath(whole, paths, id, options),
      );

  const forms = tables.filter(({ file }) => isSubmissionName(stemOf(file)));
  const leftOut: LeftOut[] = [...whole.leftOut, ...forms.map(formLine)];
  const choices: string[] = [...whole.choices];
  const others =
    isFrontList || options.modalities ? [] : otherColumns(whole, reserved, label, choices, leftOut);
  const features = featuresOf(others.filter((column) => !isTextColumn(column)));
  const texts = isFrontList ? [] : chosenTexts(whole, paths, others, modalities, options, leftOut);
  const names = lists.map(({ table }) => plainName(baseName(table.file)));
  choices.push(
    `${listNames(names, 4)} ${names.length === 1 ? 'names' : 'name'} the files; the class is ${placed?.from ?? `column "${plainName(label.column.name)}"`}${split ? `, the split column "${plainName(split.column.name)}"` : listSplits ? ', the split that of the lists' : ''}${group ? `, groups are column "${plainName(group.name)}"` : ''}.`,
    ...(split?.note ? [split.note] : []),
    ...(features.length > 0
      ? [
          `Beside the files, the columns ${listNames(others.filter((each) => !isTextColumn(each)).map(({ name }) => name))} are a modality.`,
        ]
      : []),
    ...(texts.length > 0
      ? [
          `Beside the files, ${texts.length === 1 ? 'the column' : 'each of the columns'} ${listNames(texts.map(({ column }) => column.name))} is a modality of texts.`,
        ]
      : []),
  );

  const rows = manifestRows(
    whole,
    { paths: columns, label, split, group, features, texts: texts.map(({ column }) => column) },
    { places, listSplits, index, views: isFrontList ? views : null },
  );
  const { samples } = rows;
  const named = new Set(rows.named);
  leftOut.push(...rows.leftOut);
  choices.push(...rows.choices);
  if (!placed) {
    const others = found.filter((each) => !lists.includes(each));
    leftOut.push(...classlessLines(others, label.column, index, named));
  }
  leftOut.push(
    ...unusedLine(
      media.filter((file) => !named.has(file)),
      `named by no row of ${listNames(names, 3)}`,
      'Add a row for each, or leave it at that.',
    ),
  );
  const meaning: Meaning = {
    classFrom:
      placed?.from ??
      `${label.oneHot.length > 0 ? 'columns' : 'column'} ${plainName(label.column.name)}`,
    splitFrom: split ? `column ${plainName(split.column.name)}` : listSplits ? 'files' : null,
    group: group ? plainName(group.name) : null,
    pairedBy: 'manifest',
    questions: label.question ? [label.question] : [],
  };
  const classes = classList(tables, samples);
  return {
    // whoever names the folder of each sample says what the samples are
    isSure: options.label !== undefined || namesItsLabel(first) || !read.includes(first.table),
    layout: isFrontList ? 'lists of front and rear views' : 'a manifest of files',
    modalities,
    samples,
    meaning,
    columns: features.length > 0 ? features.map(({ name }) => name) : undefined,
    texts: texts.length > 0 ? texts.map(({ id, name }) => ({ id, name })) : undefined,
    classNames: classes?.names,
    tables: [...lists.map(({ table }) => table.file), ...(classes ? [classes.file] : [])],
    offer: isFrontList
      ? undefined
      : offerOfManifest(
          whole,
          paths.map(({ column }) => column),
          {
            label,
            split,
            group,
            modalities: [
              ...modalities.map((each, m) => ({
                ...each,
                columns: columns.slice(m, m + 1).map(({ column }) => column),
              })),
              ...texts.map(({ column, ...each }) => ({ ...each, columns: [column] })),
            ],
          },
        ),
    leftOut,
    choices,
  };
}

/** The class of every row, by where the first file that it names lies. */
function placedColumn(
  placed: PlacedClass,
  paths: readonly PathColumn[],
  places: readonly string[],
  { rows, file }: Table,
  index: PathIndex,
): Column {
  const column = new Column(placed.from, '');
  for (let row = 0; row < rows; row++) {
    const files = paths.flatMap(({ column: each, start }) => {
      const text = each.text(row);
      return (text && index.find(text, places[row] ?? file, start)) || [];
    });
    column.push(files[0] ? placed.of(files[0]) : null);
  }
  return column;
}

function chooseSplit(rest: Table, { split }: ImportOptions): SplitColumn | null {
  if (split === NONE) return null;
  if (split !== undefined) return namedSplit(namedColumn([rest], split, 'data.split'));
  return guessSplit(rest.columns);
}

function chooseClass(
  whole: Table,
  rest: Table,
  split: SplitColumn | null,
  { label }: ImportOptions,
): ClassColumn {
  if (label !== undefined) return classOf(namedColumn([whole], label, 'data.label'));
  return guessClass(rest, new Set(split ? [split.column] : []));
}

function chooseGroup(
  table: Table,
  label: ClassColumn,
  split: SplitColumn | null,
  { group }: ImportOptions,
): Column | null {
  if (group === NONE) return null;
  if (group !== undefined) return namedColumn([table], group, 'data.group');
  return guessGroup([table], [label.column, split?.column]);
}

/** A table of number and name that covers all labels, such as `0 <tab> animal`. */
function classList(
  tables: readonly Table[],
  samples: readonly MediaSample[],
): { readonly names: ReadonlyMap<string, string>; readonly file: string } | undefined {
  const labels = new Set(samples.map(({ label }) => label));
  for (const { columns, rows, file } of tables) {
    const [numbers, names] = columns;
    if (columns.length !== 2 || !numbers || !names || rows < labels.size) continue;
    const list = new Map<string, string>();
    for (let row = 0; row < rows; row++) {
      list.set(numbers.text(row) ?? '', names.text(row) ?? '');
    }
    if (names.textCount === rows && [...labels].every((label) => list.has(label))) {
      return { names: list, file };
    }
  }
  return undefined;
}
