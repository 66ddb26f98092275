/**
 * What the columns of a table of readings are: the clock, the channels, and what stays as it is for a while (class, group,
 * split, the number of the recording). Evidence for rows being readings is gathered here. Imports this room only.
 */
import { groupRank, isNeitherName, isTimeName, labelStrength, tokensOf } from '../meaning/words';
import type { Column } from '../table/column';
import { isNumeric } from '../table/features';
import { countsRows } from '../table/join-by-id';
import { guessSplit } from '../table/split-column';
import type { Table } from '../table/table';
import { FEWEST_READINGS } from './windows';

/** Readings of one class after each other, on average, at the least. */
const LEAST_RUN = 8;
/** A clock goes forward so often at the least, */
const LEAST_FORWARD = 0.8;
/** and by steps that are alike: so many of them, by no more than this share of the middle one. */
const LEAST_ALIKE = 0.75;
const APART = 0.5;
/** Steps back, where a single table has only its clock to show that rows are readings. */
const FEW_BACK = 0.05;
/** Neighbouring readings of a sensor are alike: the middle channel's correlation with itself one row on. */
const LEAST_LIKENESS = 0.3;

/** A table of readings. */
export interface Sheet {
  readonly table: Table;
  readonly clock: Column | null;
  readonly channels: readonly Column[];
  /** Columns that stay as they are from row to row, but for a few places. */
  readonly slow: readonly Column[];
}

const COUNTERS = new Set(
  't step steps tick ticks frame sample samples counter count seq sequence measurement ms millis zeit temps tiempo epoc epoch'.split(
    ' ',
  ),
);

/** What a recording may be a number of. */
const PARTS = new Set(['rep', 'repetition', 'run', 'segment', 'window', 'recording', 'series']);

/** Whether a name is a clock's or a counter's. */
function isClockName(name: string): boolean {
  const words = tokensOf(name.replace(/[([].*?[)\]]/g, ' ')).filter((word) => !/^\d+$/.test(word));
  const others = words.filter((word) => !['number', 'no', 'nr', 'elapsed', 'since'].includes(word));
  return isTimeName(name) || (others.length === 1 && COUNTERS.has(others[0] ?? ''));
}

/** Whether a column changes at more than so many places. */
function changesMore(column: Column, most: number): boolean {
  let changes = 0;
  for (let row = 1; row < column.rows && changes <= most; row++) {
    if (!column.repeats(row)) changes++;
  }
  return changes > most;
}

/** The rows at which any of these columns changes, the first included. */
export function runsOf(columns: readonly Column[], rows: number): number[] {
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === 0 || columns.some((column) => !column.repeats(row))) starts.push(row);
  }
  return starts;
}

/** @returns null where no column could be a channel. */
export function sheetOf(table: Table): Sheet | null {
  const { columns, rows } = table;
  if (rows < FEWEST_READINGS) return null;
  const slow = columns.filter((column) => isSlow(column, table));
  const clock = clockOf(table, slow);
  const splits = guessSplit(columns)?.column;
  const channels = columns.filter((column, at) => {
    if (column === clock || slow.includes(column) || column === splits) return false;
    if (column.role !== null) return false;
    if (!isNumeric(column) || column.missing === rows) return false;
    if (isClockName(column.name) || isNeitherName(column.name)) return false;
    if (groupRank(column.name) >= 0) return false;
    if (labelStrength(column.name) >= 0.8 && !isAxis(column, columns)) return false;
    return !(at === 0 && countsRows(column));
  });
  return channels.length > 0 ? { table, clock, channels, slow } : null;
}

/** `y` beside `x` is an axis, though it is a usual name of the class elsewhere. */
const isAxis = ({ name }: Column, columns: readonly Column[]): boolean =>
  name.toLowerCase() === 'y' && columns.some((other) => other.name.toLowerCase() === 'x');

/** A key, not a measurement: it changes seldom, and is words, or whole numbers of which its name says what they are. */
function isSlow(column: Column, { rows, numbered }: Table): boolean {
  if (column.role === 'key') return true;
  if (column.role === 'moment' || changesMore(column, rows / LEAST_RUN - 1)) return false;
  if (column.textCount > 0) return true;
  const { name } = column;
  if (isClockName(name) || !allWhole(column)) return false;
  if (labelStrength(name) > 0 || groupRank(name) >= 0) return true;
  // without a name, what never changes in a file may change from file to file
  if (numbered) return true;
  const isNumber = isNeitherName(name) || tokensOf(name).some((word) => PARTS.has(word));
  return isNumber && column.distinct(1) > 1;
}

function allWhole(column: Column): boolean {
  for (let row = 0; row < column.rows; row++) {
    const value = column.number(row);
    if (!Number.isNaN(value) && !Number.isInteger(value)) return false;
  }
  return true;
}

/** The column that runs on while the slow ones stay as they are; of several the one that repeats least. */
function clockOf({ columns, rows, numbered }: Table, slow: readonly Column[]): Column | null {
  const starts = new Set(runsOf(slow, rows));
  const candidates = columns.filter(
    (column) =>
      !slow.includes(column) &&
      column.textCount === 0 &&
      (numbered || column.role === 'moment' || isClockName(column.name)) &&
      goesForward(column, starts),
  );
  const named = candidates.filter(({ name, role }) => role === 'moment' || isTimeName(name));
  const some = named.length > 0 ? named : candidates;
  return (
    some
      .toSorted((a, b) => b.distinct(b.rows) - a.distinct(a.rows))
      .find((column) => !numbered || column.role === 'moment' || runsEvenly(column, starts)) ?? null
  );
}

function stepsOf(column: Column, starts: ReadonlySet<number>): number[] {
  const steps: number[] = [];
  for (let row = 1; row < column.rows; row++) {
    const step = column.number(row) - column.number(row - 1);
    if (!starts.has(row) && !Number.isNaN(step)) steps.push(step);
  }
  return steps;
}

function goesForward(column: Column, starts: ReadonlySet<number>): boolean {
  const most = column.rows * (1 - LEAST_FORWARD);
  let [back, forward] = [0, 0];
  for (let row = 1; row < column.rows && back <= most; row++) {
    const step = column.number(row) - column.number(row - 1);
    if (step > 0) forward++;
    else if (step < 0 && !starts.has(row)) back++;
  }
  return back <= most && forward > 0;
}

function runsEvenly(column: Column, starts: ReadonlySet<number>): boolean {
  const steps = stepsOf(column, starts);
  const middle = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const alike = steps.filter((step) => Math.abs(step - middle) <= APART * middle);
  return middle > 0 && alike.length >= LEAST_ALIKE * steps.length;
}

/** Whether the clock's steps are alike between changes of these columns, and hardly one goes back. */
export function hasEvenClock({ clock, table }: Sheet, keys: readonly Column[]): boolean {
  if (!clock) return false;
  const starts = new Set(runsOf(keys, table.rows));
  const steps = stepsOf(clock, starts);
  const back = steps.filter((step) => step < 0).length;
  return back <= steps.length * FEW_BACK && runsEvenly(clock, starts);
}

/** Whether most channels are like themselves one row on, as a sensor's readings are and samples in a list are not. */
export function areReadings({ channels, table, slow }: Sheet): boolean {
  const starts = new Set(runsOf(slow, table.rows));
  const likeness = channels
    .map((channel) => {
      let [sum, squares, count] = [0, 0, 0];
      for (let row = 0; row < channel.rows; row++) {
        const value = channel.number(row);
        if (Number.isFinite(value))
          [sum, squares, count] = [sum + value, squares + value ** 2, count + 1];
      }
      const mean = sum / Math.max(1, count);
      const variance = squares / Math.max(1, count) - mean ** 2;
      let [together, pairs] = [0, 0];
      for (let row = 1; row < channel.rows; row++) {
        const product = (channel.number(row) - mean) * (channel.number(row - 1) - mean);
        if (!starts.has(row) && Number.isFinite(product))
          [together, pairs] = [together + product, pairs + 1];
      }
      return variance > 0 && pairs > 0 ? together / pairs / variance : 0;
    })
    .sort((a, b) => a - b);
  return (likeness[Math.floor(likeness.length / 2)] ?? 0) >= LEAST_LIKENESS;
}
