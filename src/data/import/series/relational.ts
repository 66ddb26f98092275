/**
 * Tables whose cells are series as recordings, one a row; tables of parts to train and to test are one. Imports this room
 * only.
 */
import { ImportError, listNames, plainName } from '../import-error';
import { groupRank, splitInName } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import { baseName, stemOf } from '../source-file';
import { checkClass, classOf, guessClass } from '../table/class-column';
import type { Column } from '../table/column';
import { namedColumn } from '../table/column-choice';
import type { SeriesColumn, Table } from '../table/table';
import type { Recording, Recordings } from './recording';

/** @returns null where no cell is a series. @throws ImportError where no column is the class. */
export function relationalRecordings(
  all: readonly Table[],
  options: ImportOptions,
): Recordings | null {
  const tables = all.filter(({ series = [] }) => series.length > 0);
  const [first] = tables;
  if (!first) return null;
  const splits = tables.map(({ file }) => splitInName(stemOf(file))?.split ?? null);
  const isOwn =
    options.split !== NONE &&
    splits.includes('train') &&
    new Set(splits).size > 1 &&
    !splits.includes(null);
  const series = first.series ?? [];
  const likes = tables.filter((table) => isLike(series, table));
  const recordings = likes.flatMap((table) => {
    const label = labelOf(table, options);
    const group = groupOf(table, label.column, options);
    const split = splits[tables.indexOf(table)] ?? null;
    return Array.from({ length: table.rows }, (_, row): Recording[] => {
      const text = label.texts[row];
      if (text == null) return [];
      return [
        {
          name: `${baseName(table.file)}, row ${table.rowNumbers[row] ?? row + 1}`,
          label: text,
          split: isOwn ? split : null,
          group: group?.text(row) ?? null,
          sensors: (table.series ?? []).map(({ channels, cells }) => ({
            channels,
            times: null,
            values: trimmed(cells[row] ?? []),
          })),
        },
      ];
    }).flat();
  });
  const { column } = labelOf(first, options);
  const group = groupOf(first, column, options);
  const spare = first.columns.filter((each) => each !== column && each !== group);
  return {
    layout: tables.length > 1 ? 'tables of series' : 'a table of series',
    sensors: series.map(({ name }) => name),
    recordings,
    areStretches: false,
    used: new Set(tables),
    meaning: {
      classFrom: `column ${plainName(column.name)}`,
      splitFrom: isOwn ? 'files' : null,
      group: group ? plainName(group.name) : null,
      pairedBy: series.length > 1 ? 'row order' : null,
      questions: [],
    },
    offer: {
      what: 'columns',
      parts: first.columns.map(({ name }) => ({
        name,
        detail: 'a column',
        uses: ['label', 'group'],
      })),
      roles: { [column.name]: 'label', ...(group ? { [group.name]: 'group' as const } : {}) },
      gathers: true,
    },
    leftOut: [
      ...tables.flatMap(({ leftOut }) => leftOut),
      ...tables
        .filter((table) => !likes.includes(table))
        .map(({ file }) => ({
          file,
          reason: `${file} does not have the channels of ${first.file}.`,
          fix: 'Open tables with the same channels.',
        })),
      ...(spare.length > 0
        ? [
            {
              file: first.file,
              reason: `${spare.length === 1 ? 'The column' : 'The columns'} ${listNames(spare.map(({ name }) => name))} beside the series ${spare.length === 1 ? 'is' : 'are'} not used.`,
              fix: 'Leave it at that, or choose it as the class or the group.',
              count: spare.length,
              unit: 'column' as const,
            },
          ]
        : []),
    ],
    choices: [
      ...new Set(tables.flatMap(({ choices }) => choices)),
      `Each row holds a series, and the class is column "${plainName(column.name)}".`,
    ],
  };
}

const isLike = (series: readonly SeriesColumn[], table: Table): boolean =>
  table.series?.length === series.length &&
  table.series.every(({ channels }, k) => channels.join('|') === series[k]?.channels.join('|'));

function labelOf(table: Table, { label }: ImportOptions) {
  if (label !== undefined) return classOf(namedColumn([table], label, 'data.label'));
  const [only] = table.columns;
  if (!only) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(table.file)} holds series, but no column beside them says their class.`,
      'Add a column with the class of each row.',
    );
  }
  const found = table.columns.length === 1 ? classOf(only) : guessClass(table);
  checkClass(found);
  return found;
}

function groupOf({ columns }: Table, label: Column, { group }: ImportOptions): Column | null {
  if (group === NONE) return null;
  const free = columns.filter((column) => column !== label);
  if (group !== undefined) return free.find(({ name }) => name === group) ?? null;
  return (
    free.find(
      (column) => groupRank(column.name) >= 0 && column.distinct(column.rows) <= column.rows / 2,
    ) ?? null
  );
}

/** Series of different lengths are filled up to the longest with cells without a number: the end of those goes. */
function trimmed(channels: readonly Float64Array[]): Float64Array[] {
  const ends = channels.map(
    (channel) => channel.findLastIndex((value) => Number.isFinite(value)) + 1,
  );
  const end = Math.max(0, ...ends);
  return channels.map((channel) => channel.slice(0, end));
}
