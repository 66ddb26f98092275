/**
 * Columns of a table that are moments, as numbers that can be its clock: dates, a date beside a time of day, and
 * seconds, milli-, micro- or nanoseconds since 1970. Rows that come newest first are turned round. Imports this room only.
 */
import { plainName } from '../import-error';
import { Column } from '../table/column';
import type { Table } from '../table/table';
import { momentsIn, type Written } from './moments';

/** Seconds since 1970, of 1998 to 2039. */
const EPOCH = [0.9e9, 2.2e9] as const;
const UNITS = [1, 1e3, 1e6, 1e9];
/** Steps in one direction, of all steps. */
const MOST = 0.8;

/** The table with its moments as numbers; the same one where it has none. */
export function withMoments(table: Table): Table {
  const written = new Map<Column, Written>();
  for (const column of table.columns) {
    const found = column.textCount > 0 ? momentsIn(cellsOf(column)) : null;
    // days that stay for a while say which recording it is
    if (found && (found.what !== 'days' || changesOften(found.times))) written.set(column, found);
  }
  const day = table.columns.flatMap((column) => {
    const found = column.textCount > 0 && !written.has(column) ? momentsIn(cellsOf(column)) : null;
    return found?.what === 'days' ? [{ column, times: found.times }] : [];
  })[0];
  const epochs = table.columns.filter((column) => column.textCount === 0 && isEpoch(column));
  if (written.size === 0 && epochs.length === 0) return table;
  const columns = table.columns.flatMap((column): Column[] => {
    const found = written.get(column);
    if (found) {
      const isOfDay = day !== undefined && found.what === 'times of day';
      const times = isOfDay
        ? found.times.map((time, at) => sinceDay(time, day.times, at))
        : found.times;
      return [columnOf(column, times)];
    }
    if (
      column === day?.column &&
      [...written.values()].some(({ what }) => what === 'times of day')
    ) {
      return [];
    }
    return [epochs.includes(column) ? columnOf(column, numbersOf(column)) : column];
  });
  const said = [...written].map(
    ([{ name }, { what, first }]) =>
      `Column "${plainName(name)}" holds ${what}${first ? ` (the ${first} first)` : ''}.`,
  );
  return inOrder({ ...table, columns, choices: [...table.choices, ...said] });
}

const cellsOf = (column: Column): (string | null)[] =>
  Array.from({ length: column.rows }, (_, row) => column.text(row));

const numbersOf = (column: Column): Float64Array =>
  Float64Array.from({ length: column.rows }, (_, row) => column.number(row));

function columnOf(column: Column, times: Float64Array): Column {
  const moments = new Column(column.name, column.file, 'moment');
  for (const time of times) moments.push(time);
  return moments;
}

const DAY = 86_400_000;

/** The day of a row and the time in it: days that were counted over midnight are in the dates already. */
const sinceDay = (time: number, days: Float64Array, at: number): number =>
  (time % DAY) + (days[at] ?? Number.NaN);

function changesOften(times: Float64Array): boolean {
  let changes = 0;
  for (let at = 1; at < times.length; at++) if (times[at] !== times[at - 1]) changes++;
  return changes > times.length / 2;
}

function isEpoch(column: Column): boolean {
  const first = column.number(0);
  const unit = UNITS.find((each) => first >= EPOCH[0] * each && first <= EPOCH[1] * each);
  if (unit === undefined) return false;
  for (let row = 0; row < column.rows; row++) {
    const value = column.number(row);
    if (value < EPOCH[0] * unit || value > EPOCH[1] * unit) return false;
  }
  const [forward, back] = stepsOf(column);
  return Math.max(forward, back) >= MOST * (forward + back) && forward + back > column.rows / 8;
}

/** Steps up and steps down. */
function stepsOf(column: Column): [forward: number, back: number] {
  let [forward, back] = [0, 0];
  for (let row = 1; row < column.rows; row++) {
    const step = column.number(row) - column.number(row - 1);
    if (step > 0) forward++;
    else if (step < 0) back++;
  }
  return [forward, back];
}

/** Rows in the order of time, where they are newest first or, beside numbers only, in none. */
function inOrder(table: Table): Table {
  const clock = table.columns.find(({ role }) => role === 'moment');
  if (!clock) return table;
  const [forward, back] = stepsOf(clock);
  if (back <= (1 - MOST) * (forward + back)) return table;
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const isTurned = back >= MOST * (forward + back);
  const hasKeys = table.columns.some(({ textCount }) => textCount > 0);
  if (!isTurned && hasKeys) return table;
  const order = isTurned ? rows.reverse() : rows.sort((a, b) => clock.number(a) - clock.number(b));
  return {
    ...table,
    columns: table.columns.map((column) => reordered(column, order)),
    rowNumbers: order.map((row) => table.rowNumbers[row] ?? row + 1),
    choices: [
      ...table.choices,
      isTurned
        ? 'Rows come newest first; they were turned round.'
        : 'Rows were put in the order of time.',
    ],
  };
}

function reordered(column: Column, order: readonly number[]): Column {
  const turned = new Column(column.name, column.file, column.role);
  turned.unit = column.unit;
  for (const row of order) turned.take(column, row);
  return turned;
}
