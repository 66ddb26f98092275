import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceField, numberField } from './fields';

const back = (unit: 'share' | 'points' | 'ratio', value: number) => {
  const field = numberField(unit);
  return field.read(field.write(value));
};

test('every share of a thousand test samples, and every difference of two, comes back as the same float', () => {
  for (let right = 0; right <= 1000; right += 1) {
    expect(back('share', right / 1000)).toBe(right / 1000);
    expect(back('points', right / 10)).toBe(right / 10);
    expect(back('points', 0 - right / 10)).toBe(0 - right / 10);
  }
});

test('with any other number of samples a share is right to two thousandths of a point', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(9999), (samples, some) => {
      const share = (some % (samples + 1)) / samples;
      expect(Math.abs((back('share', share) ?? Number.NaN) - share)).toBeLessThan(0.00002);
      expect(Math.abs((back('points', 100 * share) ?? Number.NaN) - 100 * share)).toBeLessThan(
        0.004,
      );
    }),
  );
});

test('any other number keeps five digits', () => {
  const numbers = fc
    .double({ min: -1e30, max: 1e30, noNaN: true })
    .filter((x) => Math.abs(x) > 1e-30);
  fc.assert(
    fc.property(numbers, (value) => {
      expect(Math.abs((back('ratio', value) ?? Number.NaN) / value - 1)).toBeLessThan(1e-5);
    }),
  );
  expect(back('ratio', 0)).toBe(0);
});

test('none is told from every number', () => {
  for (const unit of ['share', 'points', 'ratio', 'plain'] as const) {
    const field = numberField(unit);
    expect(field.read(field.write(null))).toBeNull();
  }
});

test('what a field cannot hold is refused, never bent', () => {
  for (const value of [-0.001, 1.001, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => back('share', value)).toThrow(`A result code cannot hold ${value} here.`);
  }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e39, -1e39]) {
    expect(() => back('ratio', value)).toThrow(RangeError);
  }
  expect(() => back('points', 100.1)).toThrow(RangeError);
  expect(() => choiceField(['both']).write('neither')).toThrow(RangeError);
});

test('symbols that no writer writes are refused', () => {
  expect(() => numberField('share').read([30, 0, 0])).toThrow(RangeError);
  expect(() => numberField('plain').read([15, 31, 31, 31, 31])).toThrow(RangeError);
  expect(() => choiceField(['both']).read([1])).toThrow(RangeError);
});
