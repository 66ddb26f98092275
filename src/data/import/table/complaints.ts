/** Rows that cannot be samples, gathered by reason, in sentences that name the first of each. Imports this room only. */
import { plainName } from '../import-error';
import type { LeftOut } from '../source-file';
import type { Column } from './column';
import type { Table } from './table';

/** Rows that cannot be used, gathered by reason: one line per column and fault. */
export class Complaints {
  private readonly counts = new Map<string, { count: number; make: (count: number) => LeftOut }>();
  private readonly tables: readonly Table[];

  /** @param tables with the same rows, at least one. */
  constructor(tables: readonly Table[]) {
    this.tables = tables;
  }

  add(column: Column, row: number): void {
    const value = column.number(row);
    const text = column.text(row);
    const table = this.tableOf(column);
    if (table?.present?.[row] === 0) {
      this.addRowless(column, row);
      return;
    }
    const at = table?.rowNumbers[row];
    const name = plainName(column.name);
    const place = `in column "${name}"`;
    const file = column.file;
    if (text === null) {
      this.count(`${file}|${name}|missing`, (count) => ({
        file,
        reason: `${rowsHave(count)} no value ${place} of ${file} (the first: row ${at}).`,
        fix: 'Fill in the value, or leave that column out of the modalities.',
        count,
        unit: 'row',
      }));
    } else if (Number.isNaN(value)) {
      this.count(`${file}|${name}|text`, (count) => ({
        file,
        reason: `${rowsHave(count)} a text instead of a number ${place} of ${file} (the first: "${plainName(text)}" in row ${at}).`,
        fix: 'Write numbers only, without units, or leave that column out of the modalities.',
        count,
        unit: 'row',
      }));
    } else {
      this.count(`${file}|${name}|infinite`, (count) => ({
        file,
        reason: `${rowsHave(count)} an infinite value ${place} of ${file} (the first: row ${at}).`,
        fix: 'Correct the value; a number may be at most about 3e38.',
        count,
        unit: 'row',
      }));
    }
  }

  /** A sample of which only a table without features has a row. */
  addFeatureless(row: number): void {
    const { file, place } = this.placeOf(row);
    this.count('featureless', (count) => ({
      file,
      reason: `${samplesHave(count)} no row in a table of features (the first: ${place}).`,
      fix: 'Add the missing rows, or leave it at that.',
      count,
      unit: 'row',
    }));
  }

  /** A sample of which the table of a column that is needed has no row. */
  private addRowless(column: Column, row: number): void {
    const { file, place } = this.placeOf(row);
    this.count(`${column.file}|${column.name}|row`, (count) => ({
      file,
      reason: `${samplesHave(count)} no row in ${column.file}, where the column "${plainName(column.name)}" is (the first: ${place}).`,
      fix: `Add the missing rows to ${column.file}, or leave it at that.`,
      count,
      unit: 'row',
    }));
  }

  private tableOf({ file }: Column): Table | undefined {
    return this.tables.find((table) => table.file === file) ?? this.tables[0];
  }

  /** The first row of a file that a sample has. */
  private placeOf(row: number): { readonly file: string; readonly place: string } {
    const table = this.tables.find(({ present }) => present?.[row] !== 0) ?? this.tables[0];
    const file = table?.file ?? '';
    return { file, place: `row ${table?.rowNumbers[row]} of ${file}` };
  }

  addSplit(column: Column, row: number): void {
    const table = this.tableOf(column);
    if (table?.present?.[row] === 0 && column.text(row) === null) {
      this.addRowless(column, row);
      return;
    }
    const at = table?.rowNumbers[row];
    const text = plainName(column.text(row) ?? '');
    this.count(`${column.name}|split`, (count) => ({
      file: column.file,
      reason: `${rowsHave(count)} no split that the lab knows in column "${plainName(column.name)}" of ${column.file} (the first: "${text}" in row ${at}).`,
      fix: 'Write train, validation or test, or set data.split=none.',
      count,
      unit: 'row',
    }));
  }

  list(): LeftOut[] {
    return [...this.counts.values()].map(({ count, make }) => make(count));
  }

  private count(key: string, make: (count: number) => LeftOut): void {
    const known = this.counts.get(key);
    if (known) known.count++;
    else this.counts.set(key, { count: 1, make });
  }
}

const samplesHave = (count: number) => (count === 1 ? '1 sample has' : `${count} samples have`);
const rowsHave = (count: number) => (count === 1 ? '1 row has' : `${count} rows have`);
