/** ARFF (Weka, OpenML) as a table: attributes, then comma-separated rows. Imports this room only. */
import { unusable } from '../import-error';
import type { TableReader } from '../reader';
import { type Attribute, relationalTable } from '../series/relational-arff';
import { decodeText } from './decode-text';
import { eachRow } from './separated-rows';
import { type Table, TableBuilder } from './table';

export const arff: TableReader = {
  id: 'arff',
  name: 'ARFF',
  endings: ['arff'],
  gives: 'table',
  where: 'anywhere',
  note: 'The tables of Weka and OpenML; relational ones hold a series a row.',
  read: readArff,
};

const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\S+)\s+(\S+)/i;
const FIX = 'Save the table as CSV.';

/** @throws ImportError when the file is no ARFF, or is written in its sparse form. */
export function readArff(bytes: Uint8Array, file: string): Table {
  const { text, note } = decodeText(bytes, file);
  const lines = text.split(/\r\n|\n|\r/);
  const { attributes, start } = headOf(lines);
  if (start < 0 || attributes.length === 0) {
    throw unusable(file, 'is not ARFF: it has no @attribute or no @data line', FIX);
  }
  if (attributes.some(({ inner }) => inner !== null)) {
    return relationalTable(file, attributes, lines.slice(start + 1), start + 1);
  }
  const names = attributes.map(({ name }) => name);
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

/** What stands before the data; a relation's own attributes stand between its line and its end. */
function headOf(lines: readonly string[]): { attributes: Attribute[]; start: number } {
  const attributes: Attribute[] = [];
  let relation: { readonly name: string; readonly inner: string[] } | null = null;
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    if (/^@data\b/i.test(line)) return { attributes, start: at };
    if (/^@end\b/i.test(line)) {
      if (relation) attributes.push(relation);
      relation = null;
    }
    const [, quoted, type = ''] = ATTRIBUTE.exec(line) ?? [];
    if (quoted === undefined) continue;
    const name = unquote(quoted);
    if (/^relational$/i.test(type)) relation = { name, inner: [] };
    else if (relation) relation.inner.push(name);
    else attributes.push({ name, inner: null });
  }
  return { attributes, start: -1 };
}

/** ARFF also quotes with single quotes. */
function unquote(text: string): string {
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  return quoted ? (quoted[2] as string).replace(/\\(.)/g, '$1') : text;
}
