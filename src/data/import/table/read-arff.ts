/** ARFF (Weka, OpenML) as a table: attributes, then comma-separated rows. Imports this folder only. */
import { unusable } from '../import-error';
import type { TableReader } from '../reader';
import { decodeText } from './decode-text';
import { eachRow } from './separated-rows';
import { type Table, TableBuilder } from './table';

export const arff: TableReader = {
  id: 'arff',
  name: 'ARFF',
  endings: ['arff'],
  gives: 'table',
  where: 'anywhere',
  note: 'The tables of Weka and OpenML.',
  read: readArff,
};

const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\S+)\s+\S/i;
const FIX = 'Save the table as CSV.';

/** @throws ImportError when the file is no ARFF, or is written in its sparse form. */
export function readArff(bytes: Uint8Array, file: string): Table {
  const { text, note } = decodeText(bytes, file);
  const lines = text.split(/\r\n|\n|\r/);
  const names: string[] = [];
  const start = lines.findIndex((line) => {
    const attribute = ATTRIBUTE.exec(line.trim())?.[1];
    if (attribute !== undefined) names.push(unquote(attribute));
    return /^@data\b/i.test(line.trim());
  });
  if (start < 0 || names.length === 0) {
    throw unusable(file, 'is not ARFF: it has no @attribute or no @data line', FIX);
  }
  // comments go, line numbers stay
  const body = lines.slice(start + 1).map((line) => (line.trimStart().startsWith('%') ? '' : line));
  if (
    body
      .find((line) => line.trim() !== '')
      ?.trimStart()
      .startsWith('{')
  ) {
    throw unusable(file, 'is written in the sparse form of ARFF', FIX);
  }
  const table = new TableBuilder(file, names);
  if (note) table.note(note);
  eachRow(body.join('\n'), ',', file, (cells, rowNumber) => {
    table.addRow(cells.map(unquote), start + 1 + rowNumber);
    return true;
  });
  return table.finish();
}

/** ARFF also quotes with single quotes. */
function unquote(text: string): string {
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  return quoted ? (quoted[2] as string).replace(/\\(.)/g, '$1') : text;
}
