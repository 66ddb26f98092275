/** A CSV, TSV, semicolon or blank-separated file as a table. Imports this folder only. */
import { listNames, unusable } from '../import-error';
import type { TableReader } from '../reader';
import { decodeText } from './decode-text';
import { findHeader, type NumberedRow } from './header';
import { eachRow, guessSeparator, separatorName } from './separated-rows';
import { MOST_COLUMNS, type Table, TableBuilder, tooWide } from './table';

const HEAD_ROWS = 200;
const HEAD_LETTERS = 10_000;

export const separated: TableReader = {
  id: 'separated',
  name: 'CSV and TSV',
  endings: ['csv', 'tsv'],
  alsoEndings: ['ssv', 'psv', 'tab', 'txt', 'dat', 'data'],
  // any text may be a table; a byte of zero is no text
  signature: { test: (start) => !start.includes(0), weight: 'last-resort' },
  gives: 'table',
  where: 'anywhere',
  note: 'With or without a line of names; commas, semicolons, tabs, bars or blanks between the cells.',
  read: readSeparated,
};

/**
 * @param bytes the file.
 * @param file its name, for sentences.
 * @throws ImportError when it is no table.
 */
export function readSeparated(bytes: Uint8Array, file: string): Table {
  const { text: whole, note } = decodeText(bytes, file);
  if (whole.trim() === '') {
    throw unusable(file, 'is empty', 'Open a table with one row per sample.');
  }
  const text = withoutLineEnds(whole);
  const separator = guessSeparator(text, file);
  const decimalComma = separator !== ',';

  const head: NumberedRow[] = [];
  eachRow(text, separator, file, (cells, rowNumber) => {
    if (cells.length > MOST_COLUMNS) throw tooWide(file, cells.length);
    head.push({ cells, rowNumber });
    return head.length < HEAD_ROWS;
  });
  const { names, width, lastHeaderRow, classNames, choices } = findHeader(head);
  const kept = filledWidth(head, names, width);
  const table = new TableBuilder(file, names ? names.slice(0, kept) : kept, { decimalComma });
  if (note) table.note(note);
  for (const choice of choices) table.note(`${file}: ${choice}`);
  if (separator !== ',' && width > 1) {
    table.note(`${file} is separated by ${separatorName[separator]}.`);
  }

  eachRow(text, separator, file, (cells, rowNumber) => {
    if (rowNumber > lastHeaderRow) {
      const cut = cells.slice(kept).every((cell) => cell === '') ? cells.slice(0, kept) : cells;
      table.addRow(cut, rowNumber);
    }
    return true;
  });
  if (names && table.isEmpty) {
    throw unusable(
      file,
      `has a line of names (${listNames(names)}) but no row of data`,
      'Open a table with one row per sample.',
    );
  }
  return table.finish(classNames);
}

/** Lines that end with a semicolon and are separated by commas: the semicolon is a full stop. */
function withoutLineEnds(text: string): string {
  const lines = text.slice(0, HEAD_LETTERS).split(/\r?\n/).slice(0, -1);
  const ended = lines.filter((line) => /^[^;]*,[^;]*;\s*$/.test(line));
  return lines.length > 1 && ended.length > lines.length / 2
    ? text.replace(/;[ \t]*(?=\r?\n|$)/g, '')
    : text;
}

/** The width without columns at the right end that are empty throughout, as spreadsheets leave them. */
function filledWidth(
  head: readonly NumberedRow[],
  names: readonly string[] | null,
  width: number,
): number {
  let kept = width;
  const isEmpty = (k: number) =>
    (names?.[k] ?? '') === '' && head.every(({ cells }) => (cells[k] ?? '') === '');
  while (kept > 1 && isEmpty(kept - 1)) kept--;
  return kept;
}
