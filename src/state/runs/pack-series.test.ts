/** Series of whole numbers as bytes: whatever they are, they come back to the bit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, packSeries, type Series, unpackSeries } from './pack-series';

const KINDS = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array];

const there = (series: Series) => {
  const { note, bytes } = packSeries(series);
  expect(bytes).toHaveLength(bytesOf(note));
  return unpackSeries(JSON.parse(JSON.stringify(note)), bytes, series.scales);
};

test('any numbers of any kind and length come back to the bit, whatever their scales', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.array(fc.array(fc.integer(), { maxLength: 5 }), { minLength: 1, maxLength: 9 }),
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 9, maxLength: 9 }),
      fc.constantFrom('arrays', 'places'),
      (kind, lists, scales, order) => {
        const arrays = lists.map((list) => kind.from(list));
        expect(there({ arrays, scales, order })).toEqual(arrays);
      },
    ),
    { numRuns: 300 },
  );
});

test('numbers that go on as they were become zeros, also where their scale changes', () => {
  const arrays = [Int16Array.of(400, -800), Int16Array.of(200, -400), Int16Array.of(100, -200)];
  const { note, bytes } = packSeries({ arrays, scales: [1, 2, 4], order: 'arrays' });
  expect(note.guess).not.toBe('line');
  expect(there({ arrays, scales: [1, 2, 4], order: 'arrays' })).toEqual(arrays);
  const steady = Array.from({ length: 8 }, (_, t) => Uint16Array.of(1000 + 50 * t, 60_000));
  const line = packSeries({ arrays: steady, scales: [], order: 'arrays' });
  expect(line.note.guess).toBe('line');
  expect([...line.bytes.slice(6, 16)]).toEqual(new Array(10).fill(0));
  expect(bytes).toHaveLength(12);
});
