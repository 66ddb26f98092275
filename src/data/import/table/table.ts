/**
 * A table in memory, column by column, made row by row by the readers of each file format. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { LeftOut } from '../source-file';
import { type Cell, Column } from './column';

/** More columns than any page can group; a wrong separator or a transposed file, as a rule. */
export const MOST_COLUMNS = 50_000;
/** Reasons for single rows that are listed one by one; the rest is counted. */
const MOST_LISTED = 20;

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
