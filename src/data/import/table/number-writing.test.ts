/** How a column writes its numbers. */
import { describe, expect, it } from 'vitest';
import { canBeNumber, readNumbers } from './number-writing';

const read = (texts: readonly string[], decimalComma = false, hasPoints = false) =>
  readNumbers(texts, decimalComma, hasPoints);

describe('a column of numbers', () => {
  it.each([
    [
      ['1.234,5', '12,25'],
      [1234.5, 12.25],
    ],
    [
      ['1 234,5', '7,5'],
      [1234.5, 7.5],
    ],
    [
      ['1\u202f234,5', '1\u00a0000'],
      [1234.5, 1000],
    ],
    [
      ['1,234.5', '2,000'],
      [1234.5, 2000],
    ],
    [
      ["1'234.5", '12’000'],
      [1234.5, 12000],
    ],
    [['1,234,567'], [1234567]],
    [['1.234.567'], [1234567]],
    [
      ['\u22123,5', '–2,25'],
      [-3.5, -2.25],
    ],
    [
      ['1,5e3', '2,5E-1'],
      [1500, 0.25],
    ],
  ])('is read whole: %j', (texts, values) => {
    expect(read(texts)?.values).toEqual(values);
  });

  it('means 1,234 as the rest of the file does where no cell tells', () => {
    expect(read(['1,234', '5,678'], true)?.values).toEqual([1.234, 5.678]);
    expect(read(['1,234', '5,678'], false)?.values).toEqual([1234, 5678]);
    // a cell that tells decides for the others
    expect(read(['1,234', '5,6'], false)?.values).toEqual([1.234, 5.6]);
    expect(read(['1,234'], true, true)?.values).toEqual([1234]);
  });

  it('gives its unit, where it is one', () => {
    expect(read(['151 cm', '-3 cm'])).toMatchObject({ values: [151, -3], unit: 'cm' });
    expect(read(['12,5 %', '7%'])).toMatchObject({ values: [12.5, 7], unit: '%' });
    expect(read(['€ 1.200,50', '€3'])).toMatchObject({ values: [1200.5, 3], unit: '€' });
    expect(read(['36.5°C', '9.5 m/s²'])).toBeNull();
    expect(read(['9.5 m/s²'])).toMatchObject({ values: [9.5], unit: 'm/s²' });
  });

  it('is none where a cell is something else, or is written in two ways', () => {
    for (const texts of [
      ['cat'],
      ['12 34'],
      ['1,2,3'],
      ['1.5,2.5'],
      ['2024-01-05'],
      ['12:30'],
      ['7.png'],
    ]) {
      expect([texts, read(texts)]).toEqual([texts, null]);
    }
    expect(read(['1.5 kg', '1,5 kg'])).toBeNull();
  });
});

it('tells a cell that can be a number from a name', () => {
  expect(['1,5', '12 %', '3.5', '-1 234'].every(canBeNumber)).toBe(true);
  expect(['height', 'Q1', 'x2', ''].some(canBeNumber)).toBe(false);
});
