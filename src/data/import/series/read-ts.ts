/**
 * The `.ts` files of the archives of time series (sktime, aeon, timeseriesclassification.com): `@` lines that say what
 * there is, then a sample a line, its channels between colons and the class behind the last one. Source of the form:
 * https://www.aeon-toolkit.org, "Data formats". Imports this room only.
 */
import { unusable } from '../import-error';
import type { TableReader } from '../reader';
import { plainNumber } from '../table/cell';
import { decodeText } from '../table/decode-text';
import { type Table, TableBuilder } from '../table/table';

/** Lines that ARFF, which has `@data` too, does not know. */
const SIGNS = /^\s*@(problemname|timestamps|univariate|dimensions|classlabel)\b/im;
const FIX = 'Save it again, or leave that line out.';
/** Lines that are listed one by one when they cannot be read. */
const MOST_LISTED = 20;

export const ts: TableReader = {
  id: 'ts',
  name: 'TS',
  endings: ['ts'],
  signature: { test: (start) => SIGNS.test(new TextDecoder().decode(start)), weight: 'certain' },
  gives: 'table',
  where: 'anywhere',
  note: 'The archives of time series: a sample a line, channels between colons, the class last.',
  read: readTs,
};

/** @throws ImportError when the file is something else, or no line can be read. */
function readTs(bytes: Uint8Array, file: string): Table {
  const { text, note } = decodeText(bytes, file);
  const lines = text.split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => /^\s*@data\b/i.test(line));
  if (start < 0) {
    throw unusable(file, 'is a program or a video, not a file of series', 'Leave it out.');
  }
  const head = lines.slice(0, start).map((line) => line.trim());
  const said = (name: string) =>
    head.flatMap((line) => new RegExp(`^@${name}\\s+(.*)$`, 'i').exec(line)?.[1] ?? [])[0];
  const isTrue = (name: string) => /^true\b/i.test(said(name) ?? '');
  const [hasClass, isTimed] = [isTrue('classlabel'), isTrue('timestamps')];
  // a number to predict is no class
  const hasLast = hasClass || isTrue('targetlabel');
  const builder = new TableBuilder(file, ['class']);
  if (note) builder.note(note);
  const cells: Float64Array[][] = [];
  const bad: number[] = [];
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    if (at <= start || line === '' || line.startsWith('#')) continue;
    const parts = isTimed ? timedParts(line) : line.split(':');
    const label = hasLast ? (parts.pop() ?? '').trim() : '';
    const series = parts.map((part) => (isTimed ? timedValues(part) : valuesOf(part)));
    const isWhole = series.length > 0 && series.every((each) => each !== null);
    if (!isWhole || (cells[0] && cells[0].length !== series.length)) {
      bad.push(at + 1);
      continue;
    }
    cells.push(series.filter((each) => each !== null));
    builder.addRow([label], at + 1);
  }
  const [first] = cells;
  if (!first) {
    throw unusable(
      file,
      bad.length > 0
        ? `has no line that can be read (the first is line ${bad[0]})`
        : 'holds no series',
      FIX,
    );
  }
  const table = builder.finish();
  const channels = first.map((_, k) => `channel ${k + 1}`);
  return {
    ...table,
    columns: hasClass ? table.columns : [],
    series: [{ name: 'series', channels, cells }],
    leftOut: [
      ...table.leftOut,
      ...bad.slice(0, MOST_LISTED).map((row) => ({
        file,
        reason: `Line ${row} of ${file} does not hold ${first.length === 1 ? 'a series' : `${first.length} series`} of numbers.`,
        fix: FIX,
        count: row === bad[MOST_LISTED - 1] ? bad.length - MOST_LISTED + 1 : 1,
        unit: 'row' as const,
      })),
    ],
  };
}

const numberOf = (cell: string): number => (cell === '?' ? Number.NaN : plainNumber(cell));

/** Numbers between commas, `?` where one is missing; null where something else stands there. */
function valuesOf(part: string): Float64Array | null {
  const cells = part.split(',').map((cell) => cell.trim());
  const values = Float64Array.from(cells, numberOf);
  const isClean = cells.every((cell, at) => !Number.isNaN(values[at]) || /^(\?|nan)?$/i.test(cell));
  return isClean ? values : null;
}

/** Channels of pairs such as `(0,1.5),(1,1.7):(0,3)`; a time may hold colons itself. */
const timedParts = (line: string): string[] => line.split(/:(?![^(]*\))/);

/** The readings of pairs of time and number, in the order of the file. */
function timedValues(part: string): Float64Array | null {
  const pairs = [...part.matchAll(/\(\s*[^()]*?,\s*([^(),]*)\)/g)].map(([, value]) =>
    (value ?? '').trim(),
  );
  return pairs.length > 0 ? Float64Array.from(pairs, numberOf) : null;
}
