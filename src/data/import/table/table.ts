/**
 * A table in memory, column by column: numbers where cells are numbers, texts beside them where they are
 * not. Made row by row by the readers of each file format. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { LeftOut } from '../source-file';
import { isMissing, plainNumber } from './cell';
import { readNumbers } from './number-writing';

/** More columns than any page can group; a wrong separator or a transposed file, as a rule. */
export const MOST_COLUMNS = 50_000;
/** Reasons for single rows that are listed one by one; the rest is counted. */
const MOST_LISTED = 20;
/** Below that share of numbers a column is text. */
export const LEAST_NUMBERS = 0.8;
/** `-999.999`. */
const LONGEST_GROUPED = 8;

/** A cell as a format's reader has it; null is missing. */
export type Cell = string | number | boolean | null;

/** One column. */
export class Column {
  readonly name: string;
  /** File it came from. */
  readonly file: string;
  private values = new Float64Array(64);
  private length = 0;
  /** Cells by row that are no plain numbers; absent in a column of numbers. */
  private texts: Map<number, string> | null = null;
  /** Cells by row that hold a word for a missing value, which may be a class of that name. */
  private absent: Map<number, string> | null = null;
  /** Rows whose cell is written like 1.234, which may be a thousand. */
  private grouped: Set<number> | null = null;
  /** Cells of `texts` that are numbers after all. */
  private written = 0;
  /** The unit that its numbers carry; empty where they have none. */
  unit = '';
  /** Equal texts are kept once. */
  private readonly known = new Map<string, string>();
  /** Cells without a value, in rows that the table has. */
  missing = 0;
  /** Rows of samples that the column's table does not have at all. */
  lacking = 0;
  /**
   * Of readings, what is known of it whatever it is called: its numbers are moments, so that it may be their clock, or it
   * says something of a whole recording. Null where its name and its cells must tell.
   */
  readonly role: 'moment' | 'key' | null;

  constructor(name: string, file: string, role: Column['role'] = null) {
    this.name = name;
    this.file = file;
    this.role = role;
  }

  private nextRow(): number {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    return this.length++;
  }

  push(cell: Cell): void {
    const row = this.nextRow();
    if (typeof cell === 'number') {
      this.values[row] = cell;
      if (Number.isNaN(cell)) this.missing++;
      return;
    }
    const text = cell === null ? '' : String(cell).trim();
    const value = plainNumber(text);
    this.values[row] = value;
    if (!Number.isNaN(value)) {
      if (text.at(-4) === '.' && text.length <= LONGEST_GROUPED) {
        this.grouped ??= new Set();
        this.grouped.add(row);
      }
      return;
    }
    if (isMissing(text)) {
      this.missing++;
      if (text !== '') {
        this.absent ??= new Map();
        this.absent.set(row, text);
      }
      return;
    }
    this.texts ??= new Map();
    const kept = this.known.get(text) ?? text;
    this.known.set(kept, kept);
    this.texts.set(row, kept);
  }

  /**
   * Reads cells that are numbers in a writing of their own, once all are there.
   * @param decimalComma what 1,234 means where no cell of the column says it.
   * @returns the decimal sign that its cells showed; null where they are plain numbers, or none.
   */
  settle(decimalComma: boolean): ',' | '.' | null {
    if (!this.texts) return null;
    const rows = [...this.texts.keys()];
    const hasPoints = this.hasFractions();
    const written = [...this.texts].map(([, text]) => text);
    // a few words among numbers are faults of their rows; they do not decide how the others are written
    const parts = written.map((text) => readNumbers([text], decimalComma, hasPoints) !== null);
    const readable = parts.filter(Boolean).length;
    if (readable === 0 || readable < (this.length - this.missing) * LEAST_NUMBERS - this.plain()) {
      return null;
    }
    const numbers = readNumbers(
      written.filter((_, i) => parts[i]),
      decimalComma,
      hasPoints,
    );
    if (!numbers) return null;
    let at = 0;
    rows.forEach((row, i) => {
      if (parts[i]) this.values[row] = numbers.values[at++] as number;
    });
    this.written = readable;
    this.unit = numbers.unit;
    if (numbers.groupsByPoint) this.takeThousands();
    return numbers.decimal;
  }

  /** Where the file writes decimals with a comma, 1.234 is a thousand; says whether such a cell was there. */
  takeThousands(): boolean {
    if (!this.grouped) return false;
    for (const row of this.grouped) {
      this.values[row] = Math.round((this.values[row] as number) * 1000);
    }
    this.grouped = null;
    return true;
  }

  /** Whether every plain number with a fraction is written like 1.234. */
  get mayGroup(): boolean {
    return this.grouped !== null && !this.hasFractions();
  }

  private hasFractions(): boolean {
    for (let row = 0; row < this.length; row++) {
      const value = this.values[row] as number;
      if (!Number.isNaN(value) && !Number.isInteger(value) && !this.grouped?.has(row)) return true;
    }
    return false;
  }

  private plain(): number {
    return this.length - this.missing - (this.texts?.size ?? 0);
  }

  /** The number in a row; NaN where there is none. */
  number(row: number): number {
    return this.values[row] as number;
  }

  /** The cell in words; null where it is missing. Numbers lose leading and trailing zeros. */
  text(row: number): string | null {
    const text = this.texts?.get(row);
    if (text !== undefined) return text;
    const value = this.values[row] as number;
    return Number.isNaN(value) ? null : String(value);
  }

  /** The cell in words even where they say that a value is missing; null for an empty cell. */
  word(row: number): string | null {
    return this.absent?.get(row) ?? this.text(row);
  }

  /** Whether the cell is that of the row before. */
  repeats(row: number): boolean {
    const [value, before] = [this.values[row], this.values[row - 1]];
    return value === before || (Number.isNaN(value) && this.word(row) === this.word(row - 1));
  }

  /** The words for missing values that stand in the column, with how often each does. */
  absentWords(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const word of this.absent?.values() ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }

  /** Adds another column's cell, read already; null is a row that the column's table does not have. */
  take(from: Column, row: number | null): void {
    if (row === null) {
      this.values[this.nextRow()] = Number.NaN;
      this.lacking++;
      return;
    }
    const text = from.texts?.get(row) ?? null;
    const absent = from.absent?.get(row) ?? null;
    const value = from.number(row);
    if (text === null) this.push(absent ?? (Number.isNaN(value) ? null : value));
    else {
      this.push(text);
      const at = this.length - 1;
      if (!Number.isNaN(value) && Number.isNaN(this.values[at])) {
        this.values[at] = value;
        this.written++;
      }
    }
  }

  get rows(): number {
    return this.length;
  }

  /** How many rows the column's table has, of all samples. */
  get there(): number {
    return this.length - this.lacking;
  }

  /** How many cells are words. */
  get textCount(): number {
    return (this.texts?.size ?? 0) - this.written;
  }

  /** Share of the filled cells that are numbers, 0..1. */
  get numericShare(): number {
    const filled = this.there - this.missing;
    return filled === 0 ? 0 : 1 - this.textCount / filled;
  }

  /** Different values, at most `limit + 1` of them. */
  distinct(limit: number): number {
    const seen = new Set<string | number>();
    for (let row = 0; row < this.length && seen.size <= limit; row++) {
      const value = this.texts?.get(row) ?? (this.values[row] as number);
      if (typeof value === 'string' || !Number.isNaN(value)) seen.add(value);
    }
    return seen.size;
  }
}

/** A whole table. */
export interface Table {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Row of the file (1-based, its first line included) of each row here; 0 for one that the file does not have. */
  readonly rowNumbers: readonly number[];
  /** Which samples it has, `[rows]`, 1 or 0; absent where it has all. */
  readonly present?: Uint8Array;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
  /** Whether the columns had no names and got their numbers. */
  readonly numbered: boolean;
  /** Names of the classes 0, 1, 2 ..., where the file lists them. */
  readonly classNames?: readonly string[];
  /** Whether it is no table of samples but a list of words and what they stand for. */
  readonly isMap?: boolean;
  /** Cells that hold a series each, beside the columns. */
  readonly series?: readonly SeriesColumn[];
}

/** A column whose cells are series. */
export interface SeriesColumn {
  readonly name: string;
  readonly channels: readonly string[];
  /** `[rows][channels][readings]`; NaN where there is no number. */
  readonly cells: readonly (readonly Float64Array[])[];
}

/** Collects rows into a table. */
export class TableBuilder {
  private readonly columns: Column[];
  private readonly rowNumbers: number[] = [];
  private readonly leftOut: LeftOut[] = [];
  private readonly choices: string[] = [];
  private ragged = 0;
  private firstRagged = 0;
  private readonly file: string;
  private readonly numbered: boolean;
  private readonly decimalComma: boolean;

  /**
   * @param names of the columns, or how many there are when they have none.
   * @throws ImportError when there are too many columns.
   */
  constructor(
    file: string,
    names: readonly string[] | number,
    { decimalComma = false }: { readonly decimalComma?: boolean } = {},
  ) {
    const width = typeof names === 'number' ? names : names.length;
    if (width > MOST_COLUMNS) throw tooWide(file, width);
    this.file = file;
    this.numbered = typeof names === 'number';
    this.decimalComma = decimalComma;
    const given =
      typeof names === 'number' ? Array.from({ length: width }, (_, k) => String(k + 1)) : names;
    this.columns = this.unique(given).map((name) => new Column(name, file));
  }

  /** @param rowNumber of the file, from 1. */
  addRow(cells: readonly Cell[], rowNumber: number): void {
    if (cells.length !== this.columns.length) {
      if (this.ragged++ === 0) this.firstRagged = rowNumber;
      if (this.ragged <= MOST_LISTED) {
        this.leftOut.push({
          file: this.file,
          unit: 'row',
          reason: `Row ${rowNumber} of ${this.file} has ${cells.length === 1 ? '1 cell' : `${cells.length} cells`} instead of ${this.columns.length}.`,
          fix: 'Add or take away cells in that row; a separator inside a text needs quotes around it.',
          count: 1,
        });
      }
      return;
    }
    this.rowNumbers.push(rowNumber);
    for (let k = 0; k < cells.length; k++) {
      (this.columns[k] as Column).push(cells[k] as Cell);
    }
  }

  /** Whether no row has come, good or bad. */
  get isEmpty(): boolean {
    return this.rowNumbers.length === 0 && this.ragged === 0;
  }

  note(choice: string): void {
    this.choices.push(choice);
  }

  /** @throws ImportError when no row, or fewer rows than bad ones, came through. */
  finish(classNames?: readonly string[]): Table {
    const rows = this.rowNumbers.length;
    if (this.ragged > rows) {
      throw unusable(
        this.file,
        `is not one table: ${this.ragged} of ${rows + this.ragged} rows do not have ${this.columns.length} cells (the first is row ${this.firstRagged})`,
        'Take away titles and notes around the table, and check that one separator is used throughout.',
      );
    }
    if (rows === 0) {
      throw unusable(this.file, 'holds no rows of data', 'Open a table with one row per sample.');
    }
    this.settleNumbers();
    if (this.ragged > MOST_LISTED) {
      const more = this.ragged - MOST_LISTED;
      this.leftOut.push({
        file: this.file,
        reason: `${more} more rows of ${this.file} have the wrong number of cells.`,
        fix: 'Fix them like those above.',
        count: more,
        unit: 'row',
      });
    }
    return {
      file: this.file,
      columns: this.columns,
      rows,
      rowNumbers: this.rowNumbers,
      leftOut: this.leftOut,
      choices: this.choices,
      numbered: this.numbered,
      ...(classNames && classNames.length > 0 ? { classNames } : {}),
    };
  }

  /** Each column's way of writing numbers, and what was taken off. */
  private settleNumbers(): void {
    const decimals = this.columns.map((column) => column.settle(this.decimalComma));
    const units = this.columns.filter(({ unit }) => unit !== '');
    if (decimals.includes(',')) {
      this.choices.push(`${this.file} writes decimals with a comma.`);
      // one writing goes for the whole file where a column leaves it open
      for (const column of this.columns) {
        if (column.mayGroup && column.takeThousands()) {
          this.choices.push(
            `In "${column.name}", 1.234 is a thousand and more, not one and a bit.`,
          );
        }
      }
    }
    if (units.length > 0) {
      const said = units.slice(0, MOST_LISTED).map(({ name, unit }) => `${name} in ${unit}`);
      this.choices.push(`Units were taken off the numbers: ${said.join(', ')}.`);
    }
  }

  /** Gives a repeated or empty name a number, and says so. */
  private unique(names: readonly string[]): string[] {
    const given = new Set(names);
    const taken = new Set<string>();
    return names.map((raw, k) => {
      const name = raw === '' ? `column ${k + 1}` : raw;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
      let n = 2;
      while (taken.has(`${name} (${n})`) || given.has(`${name} (${n})`)) n++;
      const renamed = `${name} (${n})`;
      taken.add(renamed);
      if (this.choices.length < MOST_LISTED) {
        this.choices.push(
          `${this.file} has two columns called "${name}"; the second (column ${k + 1}) is called "${renamed}" here.`,
        );
      }
      return renamed;
    });
  }
}

/** The refusal of a table that is too wide. */
export const tooWide = (file: string, width: number) =>
  unusable(
    file,
    `has ${width} columns; a table may have ${MOST_COLUMNS}`,
    'Check the separator and that samples are rows, not columns; save large arrays as NPZ.',
  );
