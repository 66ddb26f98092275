/**
 * Tables whose rows are series, as the UCR archive has them: no line of names, the class first, then the readings one
 * after the other. Told from features by what stands in the rows: neighbours are alike. Imports this room only.
 */
import { plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { splitInName } from '../meaning/words';
import { extensionOf, stemOf } from '../source-file';
import type { Column } from '../table/column';
import type { Table } from '../table/table';

/** Shorter rows are few features, not series. */
const FEWEST_MOMENTS = 16;
const MOST_CLASSES = 100;
/** Rows that are looked at, and how alike neighbours are in the middle one of them: their correlation one place on. */
const LOOKED_AT = 60;
const LEAST_LIKENESS = 0.5;
/** Tables that a program for tables writes have names; those of the archive end so, or say their part. */
const ENDINGS = ['tsv', 'txt', 'dat', 'data', ''];

/** Tables, those of series with a series a row, and what is left to ask. */
export interface RowSeries {
  readonly tables: readonly Table[];
  readonly question: Question | null;
}

export function withRowSeries(tables: readonly Table[]): RowSeries {
  const found = tables.map((table) => (isOfSeries(table) ? asSeries(table) : table));
  const rows = found.filter((table, at) => table !== tables[at]);
  const isSaid = rows.every(({ file }) => saysPart(file) || extensionOf(file) === 'tsv');
  const [first] = rows;
  return { tables: found, question: first && !isSaid ? questionOf(first) : null };
}

const saysPart = (file: string): boolean => splitInName(stemOf(file)) !== null;

function isOfSeries(table: Table): boolean {
  const { columns, numbered, rows, file } = table;
  const [label, ...readings] = columns;
  if (!numbered || !label || readings.length < FEWEST_MOMENTS || table.series) return false;
  if (!ENDINGS.includes(extensionOf(file)) && !saysPart(file)) return false;
  if (columns.some(({ textCount }) => textCount > 0) || label.missing > 0) return false;
  const classes = label.distinct(MOST_CLASSES);
  const isClass = classes >= 2 && classes <= Math.min(MOST_CLASSES, rows / 2) && areWhole([label]);
  return isClass && !areWhole(readings) && likeness(readings, rows) >= LEAST_LIKENESS;
}

/** Whole numbers throughout are classes, pixels or counts. */
const areWhole = (columns: readonly Column[]): boolean =>
  columns.every((column) => {
    for (let row = 0; row < column.rows; row++) {
      const value = column.number(row);
      if (!Number.isNaN(value) && !Number.isInteger(value)) return false;
    }
    return true;
  });

/** Correlation of a row's numbers with their neighbours, of the middle one of some rows. */
function likeness(columns: readonly Column[], rows: number): number {
  const step = Math.max(1, Math.floor(rows / LOOKED_AT));
  const found: number[] = [];
  for (let row = 0; row < rows; row += step) {
    const values = columns
      .map((column) => column.number(row))
      .filter((value) => Number.isFinite(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const along = values
      .slice(1)
      .reduce((sum, value, at) => sum + (value - mean) * ((values[at] as number) - mean), 0);
    found.push(spread > 0 ? along / spread : 0);
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0;
}

function asSeries(table: Table): Table {
  const [label, ...readings] = table.columns;
  const cells = Array.from({ length: table.rows }, (_, row) => [
    Float64Array.from(readings, (column) => column.number(row)),
  ]);
  return {
    ...table,
    columns: label ? [label] : [],
    series: [{ name: 'series', channels: ['reading'], cells }],
    choices: [
      ...table.choices,
      'Neighbouring numbers of a row are alike: each row is a series, its class first.',
    ],
  };
}

const questionOf = ({ file, rows, series = [] }: Table): Question => {
  const length = series[0]?.cells[0]?.[0]?.length ?? 0;
  const samples = [1, 2].map((row) => `Row ${row} of ${plainName(file)}: ${length} numbers`);
  const option = (text: string, choices: Question['options'][number]['choices']) => ({
    text,
    samples,
    choices,
  });
  return {
    ask: 'Is each row a series, or a list of features?',
    options: [
      option(`${rows} series of ${length} readings, one after the other`, { series: {} }),
      option(`${rows} rows of ${length} features`, { series: { rows: 'samples' } }),
    ],
  };
};
