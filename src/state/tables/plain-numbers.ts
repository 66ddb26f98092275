/**
 * A table whose cells are plain numbers, for programs that calculate: units go to the head of their column (to the name of
 * their row where a column mixes units), and a mean, its spread and its range to columns of their own. Pure.
 */
/** Rows of cells, all of one length; the first row names the columns. */
export interface TextTable {
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
}

/** Written as the page writes them: thousands by commas, a true minus. */
const NUMBER = '[+\\u2212-]?\\d(?:[\\d,]*\\d)?(?:\\.\\d+)?';
const UNIT = '%|points?\\b|ms\\b|s\\b|min\\b|nats\\b|pixels?\\b|kB\\b|MB\\b|GB\\b';
/** "92.2 ± 0.7 % 91.4 to 93.0 · 2 seeds", "−1.5 lost", "1.0 to 2.5". */
const CELL = new RegExp(
  `^(?:(?<low0>${NUMBER}) ?(?:${UNIT})? to (?<high0>${NUMBER})|(?<value>${NUMBER})(?: ?\\u00B1 ?(?<sd>${NUMBER}))?)(?: ?(?<unit>${UNIT}))?(?: (?<low>${NUMBER}) to (?<high>${NUMBER})(?: ?%)?)?(?:(?: \\u00B7)? (?<note>[^\\d\\s(][^\\d]*|\\d+ seeds?))?$`,
  'u',
);

const PARTS = ['value', 'sd', 'low', 'high', 'note'] as const;
type Part = (typeof PARTS)[number];

interface Quantity {
  readonly parts: Readonly<Partial<Record<Part, string>>>;
  readonly unit: string;
}

/** Blanks that every program knows. */
const plainBlanks = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim();

const plainNumber = (text: string): string => text.replaceAll(',', '').replace('\u2212', '-');

function quantityOf(text: string): Quantity | null {
  const found = CELL.exec(plainBlanks(text))?.groups;
  if (!found) return null;
  const { low0, high0, value, sd, low = low0, high = high0, note, unit = '' } = found;
  const numbers = Object.entries({ value, sd, low, high }).flatMap(([part, number]) =>
    number === undefined ? [] : [[part, plainNumber(number)] as const],
  );
  return {
    parts: { ...Object.fromEntries(numbers), ...(note !== undefined && { note }) },
    unit: unit.replace(/^point$/, 'points'),
  };
}

const EMPTY = /^[\u2013\u2212-]?$/;

/** A cell without a number: a dash says that there is none. */
const wordsOf = (text: string): string => {
  const plain = plainBlanks(text);
  return EMPTY.test(plain) ? '' : plain;
};

const withUnit = (name: string, unit: string): string =>
  unit === '' || name.includes(unit) ? name : `${name} (${unit})`.trim();

/** The column as columns: its numbers, and what stands beside them. */
function columnsOf(head: string, cells: readonly string[]): readonly (readonly string[])[] {
  const all = cells.map(quantityOf);
  const quantities = all.filter((each) => each !== null);
  const [first] = quantities;
  if (!first || quantities.some(({ unit }) => unit !== first.unit)) {
    return [[plainBlanks(head), ...cells.map(wordsOf)]];
  }
  const used = PARTS.filter((part) => quantities.some(({ parts }) => part in parts));
  return used.map((part, k) => {
    const name = part === 'value' ? plainBlanks(head) : `${plainBlanks(head)}, ${part}`;
    return [
      part === 'note' ? name : withUnit(name, first.unit),
      // words that stand in place of numbers stand in the first column
      ...all.map(
        (each, i) => each?.parts[part] ?? (!each && k === 0 ? wordsOf(cells[i] ?? '') : ''),
      ),
    ];
  });
}

const transposed = (rows: readonly (readonly string[])[], width: number): string[][] =>
  Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? ''));

/** Whether some column counts different things in its rows. */
const mixesUnits = (columns: readonly (readonly string[])[]): boolean =>
  columns.some(([, ...cells]) => {
    const units = new Set(cells.flatMap((cell) => quantityOf(cell)?.unit ?? []));
    return units.size > 1;
  });

/** Units of a row in its name, where all its cells have one. */
function byRows([head = [], ...body]: readonly (readonly string[])[]): readonly string[][] {
  const rows = body.map(([name = '', ...cells]) => {
    const quantities = cells.map(quantityOf);
    const units = new Set(quantities.flatMap((each) => each?.unit ?? []));
    const [unit = ''] = units;
    return [
      units.size === 1 ? withUnit(plainBlanks(name), unit) : plainBlanks(name),
      ...cells.map((cell, i) => {
        const { value, ...rest } = quantities[i]?.parts ?? {};
        const isPlain = units.size === 1 && value !== undefined && Object.keys(rest).length === 0;
        return isPlain ? value : wordsOf(cell);
      }),
    ];
  });
  return [head.map(plainBlanks), ...rows];
}

export function plainNumbers({ caption, rows }: TextTable): TextTable {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const [names = [], ...columns] = transposed(rows, width);
  if (mixesUnits(columns)) return { caption, rows: byRows(rows) };
  const plain = columns.flatMap(([head = '', ...cells]) => columnsOf(head, cells));
  const all = [names.map(plainBlanks), ...plain];
  return { caption, rows: transposed(all, rows.length) };
}
