/**
 * One matrix per channel, whose rows are windows: `body_acc_x_train.txt`, `body_acc_y_train.txt` ... beside one file with
 * the class and one with the person of each row. Imports this room only.
 */
import { ImportError, listNames, plainName } from '../import-error';
import { groupRank, isLabelName, splitInName, tokensOf } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import { baseName, type LeftOut, stemOf } from '../source-file';
import type { Column } from '../table/column';
import { isNumeric } from '../table/features';
import type { Table } from '../table/table';
import { type TablesTogether, tablesTogether } from '../table/together';
import type { Recordings } from './recording';

/** Shorter rows are few features, not series. */
const FEWEST_MOMENTS = 16;
const AXES = new Set(['x', 'y', 'z']);

/** What a file is called beside its split. */
const baseOf = ({ file }: Table): string => splitInName(stemOf(file))?.base || stemOf(file);

/** A matrix of one axis of a sensor. */
interface Axis {
  readonly table: Table;
  readonly sensor: string;
  readonly axis: string;
}

function axisOf(table: Table): Axis | null {
  const { columns, numbered } = table;
  if (!numbered || columns.length < FEWEST_MOMENTS || !columns.every(isNumeric)) return null;
  const words = tokensOf(baseOf(table));
  const axis = words.find((word) => AXES.has(word));
  if (!axis) return null;
  return { table, axis, sensor: words.filter((word) => word !== axis).join(' ') };
}

/** @returns null where no sensor has several axes in files of their own, or no file says the class. */
export function matrixRecordings(
  read: readonly Table[],
  options: ImportOptions,
): Recordings | null {
  if (read.filter((table) => axisOf(table)).length < 2) return null;
  const together = togetherOrNot(read);
  if (!together) return null;
  const { tables, splits } = together;
  const axes = tables.flatMap((table) => axisOf(table) ?? []);
  const [first] = axes;
  if (!first) return null;
  const same = axes.filter(({ table }) => isLike(table, first.table));
  const names = [...new Set(same.map(({ sensor }) => sensor))];
  const sensors = names
    .map((name) => ({ name, axes: same.filter(({ sensor }) => sensor === name) }))
    .filter((sensor) => sensor.axes.length > 1);
  const single = tables.filter(
    ({ columns, rows }) => columns.length === 1 && rows === first.table.rows,
  );
  const labels = single.find((table) =>
    options.label === undefined
      ? isLabelName(baseOf(table))
      : baseName(table.file) === options.label,
  );
  const [label] = labels?.columns ?? [];
  if (!label || !labels || sensors.length === 0) return null;
  const persons =
    options.group === NONE ? undefined : single.find((table) => groupRank(baseOf(table)) >= 0);
  const [person] = persons?.columns ?? [];
  const isOwn = splits !== null && options.split !== NONE;
  const used = new Set(sensors.flatMap((sensor) => sensor.axes.map(({ table }) => table)));
  const spare = tables.filter((table) => !used.has(table) && table !== labels && table !== persons);
  return {
    layout: 'a matrix for each channel',
    sensors: sensors.map(({ name }) => name),
    recordings: Array.from({ length: first.table.rows }, (_, row) => ({
      name: `row ${row + 1}`,
      label: label.text(row) ?? '',
      split: isOwn ? (splits[row] ?? null) : null,
      group: person?.text(row) ?? null,
      sensors: sensors.map((sensor) => ({
        channels: sensor.axes.map(({ axis }) => `${sensor.name} ${axis}`.trim()),
        times: null,
        values: sensor.axes.map(({ table }) => rowOf(table.columns, row)),
      })),
    })),
    areStretches: false,
    // parts were laid end to end, so that no table here is one that was read
    used: new Set(read),
    meaning: {
      classFrom: `file ${plainName(baseName(labels.file))}`,
      splitFrom: isOwn ? 'files' : null,
      group: persons ? plainName(baseOf(persons)) : null,
      pairedBy: 'row order',
      questions: [],
    },
    offer: {
      what: 'files',
      parts: single.map(({ file }) => ({
        name: baseName(file),
        detail: 'one value a row',
        uses: ['label', 'group'],
      })),
      roles: {
        [baseName(labels.file)]: 'label',
        ...(persons ? { [baseName(persons.file)]: 'group' as const } : {}),
      },
      gathers: true,
    },
    leftOut: [...together.leftOut, ...spareLine(spare)],
    choices: [
      ...together.choices,
      `Each file of a channel holds a window a row, ${first.table.columns.length} readings long.`,
    ],
  };
}

function togetherOrNot(read: readonly Table[]): TablesTogether | null {
  try {
    return tablesTogether(read);
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

const isLike = (a: Table, b: Table): boolean =>
  a.columns.length === b.columns.length && a.rows === b.rows;

const rowOf = (columns: readonly Column[], row: number): Float64Array =>
  Float64Array.from(columns, (column) => column.number(row));

function spareLine(spare: readonly Table[]): LeftOut[] {
  const [first] = spare;
  if (!first) return [];
  const names = spare.map(({ file }) => baseName(file));
  return [
    {
      file: first.file,
      reason: `${listNames(names)} ${spare.length === 1 ? 'is' : 'are'} no channel, class or person of the windows.`,
      fix: 'Leave it at that, or open it alone with the classes.',
      count: spare.length,
      unit: 'file',
    },
  ];
}
