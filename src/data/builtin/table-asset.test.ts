import { describe, expect, it } from 'vitest';
import { DataError } from '../data-error';
import { parseTable } from './table-asset';

const table = {
  format: 1,
  name: 'Birds',
  origin: 'a test',
  licence: 'CC0',
  classes: ['owl', 'crow'],
  columns: ['wing', 'tail'],
  labels: [0, 1],
  encoding: 'numbers',
  values: [
    [1.5, 2],
    [3, null],
  ],
};
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const read = (change: object = {}) =>
  parseTable(bytes(JSON.stringify({ ...table, ...change })), 'data/birds.json');

function reason(change: object): string {
  try {
    read(change);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).code).toBe('asset-invalid');
    const prefix = 'The built-in data file data/birds.json cannot be used: ';
    expect((error as DataError).message.startsWith(prefix)).toBe(true);
    return (error as DataError).message.slice(prefix.length);
  }
  throw new Error('the table was read');
}

describe('reading a table', () => {
  it('gives numbers, labels and names, with NaN for what is missing', () => {
    const out = read();
    expect([...out.values]).toEqual([1.5, 2, 3, Number.NaN]);
    expect([...out.labels]).toEqual([0, 1]);
    expect(out.columns).toEqual(['wing', 'tail']);
  });

  it('understands one letter per number', () => {
    expect([...read({ encoding: 'base36', values: ['0g', '9a'] }).values]).toEqual([0, 16, 9, 10]);
  });

  it('says what is wrong with a file that is something else', () => {
    const page = () => parseTable(bytes('<!doctype html>'), 'data/birds.json');
    expect(page).toThrow(
      'The built-in data file data/birds.json cannot be used: it is not a JSON document.',
    );
    expect(() => parseTable(bytes('null'), 'x.json')).toThrow('it holds no table');
    expect(reason({ format: 2 })).toBe('its format is not 1.');
    expect(reason({ licence: '' })).toBe('its licence is missing.');
    expect(reason({ classes: [1, 2] })).toBe('its classes are not a list of names.');
    expect(reason({ labels: [0] })).toBe('it has 1 labels for 2 rows.');
    expect(reason({ labels: [0, 2] })).toBe('the label of row 2 names no class.');
    expect(reason({ encoding: 'toString' })).toBe(
      'its encoding is not known to this version of the lab.',
    );
    expect(reason({ values: [[1, 2], [3]] })).toBe('row 2 does not hold 2 numbers.');
    expect(
      reason({
        values: [
          [1, 2],
          [3, '4'],
        ],
      }),
    ).toBe('row 2 does not hold 2 numbers.');
  });
});
