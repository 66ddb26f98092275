/**
 * A column in memory: numbers where cells are numbers, texts beside them where they are not, and words for missing values,
 * which may be a class of that name. Imports this folder only.
 */
import { isMissing, plainNumber } from './cell';
import { readNumbers } from './number-writing';

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
