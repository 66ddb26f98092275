/**
 * Relational ARFF: cells that are tables of their own, as Weka writes multi-instance data and the archive of multivariate
 * series its sets. Where the inner columns are only numbered and outnumber the rows, each row is a channel and the columns
 * are time; else each inner column is a channel. Imports this room only.
 */
import { unusable } from '../import-error';
import { plainNumber } from '../table/cell';
import { type SeriesColumn, type Table, TableBuilder } from '../table/table';

/** An attribute of the outer table: a plain column, or a relation with the names of its own columns. */
export interface Attribute {
  readonly name: string;
  readonly inner: readonly string[] | null;
}

/** Rows that are listed one by one when they cannot be read. */
const MOST_LISTED = 20;
const FIX = 'Save the table again, or leave that row out.';

/**
 * @param lines after `@data`. @param before lines before them, so that rows are named as in the file.
 * @throws ImportError where no row can be read.
 */
export function relationalTable(
  file: string,
  attributes: readonly Attribute[],
  lines: readonly string[],
  before: number,
): Table {
  const plain = attributes.filter(({ inner }) => inner === null);
  const builder = new TableBuilder(
    file,
    plain.map(({ name }) => name),
  );
  const cells = attributes.map((): (readonly Float64Array[])[] => []);
  const bad: number[] = [];
  lines.forEach((line, at) => {
    if (line.trim() === '' || line.trimStart().startsWith('%')) return;
    const parts = partsOf(line);
    const relations = attributes.map(({ inner }, k) =>
      inner === null ? null : relationOf(parts[k] ?? '', inner.length),
    );
    const isWhole =
      parts.length === attributes.length &&
      attributes.every(({ inner }, k) => inner === null || relations[k] !== null);
    if (!isWhole) {
      bad.push(before + at + 1);
      return;
    }
    builder.addRow(
      parts.filter((_, k) => attributes[k]?.inner === null),
      before + at + 1,
    );
    relations.forEach((relation, k) => {
      if (relation) cells[k]?.push(relation);
    });
  });
  if (bad.length > 0 && builder.isEmpty) {
    throw unusable(file, `has no row that can be read (the first is row ${bad[0]})`, FIX);
  }
  const table = builder.finish();
  return {
    ...table,
    series: attributes.flatMap(({ name, inner }, k) =>
      inner === null ? [] : [seriesOf(name, inner, cells[k] ?? [])],
    ),
    leftOut: [
      ...table.leftOut,
      ...bad.slice(0, MOST_LISTED).map((row) => ({
        file,
        reason: `Row ${row} of ${file} does not hold the ${attributes.length} cells that the file names, or not as many numbers.`,
        fix: FIX,
        count: 1,
        unit: 'row' as const,
      })),
    ],
  };
}

/** Cells of a line, which commas separate; in quotes of either kind a comma is text, and a backslash keeps what follows. */
function partsOf(line: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string;
    if (quote !== '' && sign === '\\') {
      const next = line[++at] ?? '';
      part += next === 'n' ? '\n' : next;
    } else if (quote !== '') {
      if (sign === quote) quote = '';
      else part += sign;
    } else if ((sign === "'" || sign === '"') && part.trim() === '') {
      quote = sign;
      part = '';
    } else if (sign === ',') {
      parts.push(part.trim());
      part = '';
    } else part += sign;
  }
  return [...parts, part.trim()];
}

/** Rows of a relation, `[rows][columns]`; null where a row has another width. */
function relationOf(text: string, width: number): Float64Array[] | null {
  const rows = text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => Float64Array.from(row.split(','), (cell) => plainNumber(cell.trim())));
  return rows.length > 0 && rows.every(({ length }) => length === width) ? rows : null;
}

function seriesOf(
  name: string,
  inner: readonly string[],
  cells: readonly (readonly Float64Array[])[],
): SeriesColumn {
  const [first] = cells;
  const rows = first?.length ?? 0;
  const areNumbered = inner.every((each) => /\d+$/.test(each));
  const isTimeAcross =
    areNumbered && inner.length > rows && cells.every(({ length }) => length === rows);
  if (isTimeAcross) {
    const channels = Array.from({ length: rows }, (_, k) => `channel ${k + 1}`);
    return { name, channels, cells };
  }
  return {
    name,
    channels: inner,
    cells: cells.map((some) =>
      inner.map((_, k) => Float64Array.from(some, (row) => row[k] ?? Number.NaN)),
    ),
  };
}
