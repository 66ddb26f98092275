/**
 * A table in memory, column by column: numbers where cells are numbers, texts beside them where they are
 * not. Made row by row by the readers of each file format. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { LeftOut } from '../source-file';
import { isMissing, numberIn } from './cell';

/** More columns than any page can group; a wrong separator or a transposed file, as a rule. */
export const MOST_COLUMNS = 50_000;
/** Reasons for single rows that are listed one by one; the rest is counted. */
const MOST_LISTED = 20;

/** A cell as a format's reader has it; null is missing. */
export type Cell = string | number | boolean | null;

/** One column. */
export class Column {
  readonly name: string;
  /** File it came from. */
  readonly file: string;
  private values = new Float64Array(64);
  private length = 0;
  /** Text cells by row; absent in a column of numbers. */
  private texts: Map<number, string> | null = null;
  /** Equal texts are kept once. */
  private readonly known = new Map<string, string>();
  missing = 0;

  constructor(name: string, file: string) {
    this.name = name;
    this.file = file;
  }

  push(cell: Cell, decimalComma: boolean): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    const row = this.length++;
    if (typeof cell === 'number') {
      this.values[row] = cell;
      if (Number.isNaN(cell)) this.missing++;
      return;
    }
    const text = cell === null ? '' : String(cell).trim();
    const value = numberIn(text, decimalComma);
    this.values[row] = value;
    if (!Number.isNaN(value)) return;
    if (isMissing(text)) {
      this.missing++;
      return;
    }
    this.texts ??= new Map();
    const kept = this.known.get(text) ?? text;
    this.known.set(kept, kept);
    this.texts.set(row, kept);
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

  get rows(): number {
    return this.length;
  }

  /** How many cells are words. */
  get textCount(): number {
    return this.texts?.size ?? 0;
  }

  /** Share of the filled cells that are numbers, 0..1. */
  get numericShare(): number {
    const filled = this.length - this.missing;
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
  /** Row of the file (1-based, its first line included) of each row here. */
  readonly rowNumbers: readonly number[];
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
  /** Whether the columns had no names and got their numbers. */
  readonly numbered: boolean;
  /** Names of the classes 0, 1, 2 ..., where the file lists them. */
  readonly classNames?: readonly string[];
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
          reason: `Row ${rowNumber} of ${this.file} has ${cells.length === 1 ? '1 cell' : `${cells.length} cells`} instead of ${this.columns.length}.`,
          fix: 'Add or take away cells in that row; a separator inside a text needs quotes around it.',
          count: 1,
        });
      }
      return;
    }
    this.rowNumbers.push(rowNumber);
    for (let k = 0; k < cells.length; k++) {
      (this.columns[k] as Column).push(cells[k] as Cell, this.decimalComma);
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
    if (this.ragged > MOST_LISTED) {
      const more = this.ragged - MOST_LISTED;
      this.leftOut.push({
        file: this.file,
        reason: `${more} more rows of ${this.file} have the wrong number of cells.`,
        fix: 'Fix them like those above.',
        count: more,
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
