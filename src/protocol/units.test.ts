import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  asEpoch,
  asPlace,
  asRow,
  asShare,
  type Epoch,
  type Place,
  placeOf,
  type Row,
  rowAt,
  rowsAt,
  type Share,
  shareOf,
} from './units';

describe('units', () => {
  it('are not taken for one another, nor a plain number for one of them', () => {
    expectTypeOf<Place>().not.toExtend<Row>();
    expectTypeOf<Row>().not.toExtend<Place>();
    expectTypeOf<Epoch>().not.toExtend<Row>();
    expectTypeOf<Share>().not.toExtend<Epoch>();
    expectTypeOf<number>().not.toExtend<Row>();
    expectTypeOf<Row>().toExtend<number>();
    // @ts-expect-error a row is no place, and the third sample of a split is seldom the third of the data set
    expect(rowAt(Int32Array.of(7, 8, 9), asRow(2))).toBe(9);
  });

  it('go from place to row and back through the list that knows both', () => {
    const rows = Int32Array.of(41, 7, 30);
    expect(rowAt(rows, asPlace(1))).toBe(7);
    expect(rowsAt(rows, [asPlace(2), asPlace(0)])).toEqual([30, 41]);
    expect(placeOf(rows, asRow(30))).toBe(2);
    expect(placeOf(rows, asRow(2))).toBeNull();
    expect(() => rowAt(rows, asPlace(3))).toThrow('There is no place 3 among 3.');
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse %d', (value) => {
    expect(() => asRow(value)).toThrow(`${value} is no number of a sample`);
    expect(() => asPlace(value)).toThrow(`${value} is no place in a list`);
    expect(() => asEpoch(value)).toThrow(`${value} is no epoch`);
  });

  it('count epochs from 1, and keep shares between 0 and 1', () => {
    expect(asEpoch(1)).toBe(1);
    expect(() => asEpoch(0)).toThrow('0 is no epoch; epochs are counted from 1.');
    expect([asShare(0), asShare(1), shareOf(1, 4), shareOf(0, 0)]).toEqual([0, 1, 0.25, 0]);
    for (const value of [-0.01, 1.01, Number.NaN]) {
      expect(() => asShare(value)).toThrow(`${value} is no share`);
    }
    expect(() => shareOf(3, 2)).toThrow('1.5 is no share');
  });
});
