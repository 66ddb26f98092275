import { expect, test } from 'vitest';
import { type Json, packColumn, unpackColumn } from './columns';

/** Packed, written as JSON, read and unpacked. */
const through = (values: readonly Json[]): readonly Json[] =>
  unpackColumn(JSON.parse(JSON.stringify(packColumn(values))), values.length);

test.each<[string, readonly Json[]]>([
  ['nothing', []],
  ['the same number', [3, 3, 3]],
  ['numbers up and down', [0.1, 0.25, 0.2, -7]],
  ['whole numbers of any size', [1, 200_000_000_017, -4]],
  ['numbers, some of them null', [0.5, null, 0.75, null]],
  ['nulls alone', [null, null]],
  ['numbers that change little', [0.5, 0.51, 0.505, 0.46]],
  ['texts', ['a', 'b', 'a']],
  ['base64 of one length', ['A', 'f', '/'].map((digit) => `${'Zg9/'.repeat(12)}${digit}w==`)],
  ['base64 of different lengths', ['Zg9/'.repeat(12), 'Zg9/'.repeat(13)]],
  ['texts that only look like base64', ['a word '.repeat(6), 'another'.repeat(6)]],
  [
    'records',
    [
      { epoch: 1, by: { a: 1, b: 2 } },
      { epoch: 2, by: { a: 3, b: 2 } },
    ],
  ],
  ['records that differ in their keys', [{ a: 1 }, { a: 2, b: 'x' }, { b: 'y', c: null }]],
  [
    'lists of one length',
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  ['long lists of different lengths', [[1, 2, 3, 4], [5], []]],
  ['lists of records', [[{ n: 1 }, { n: 2 }], [{ n: 3 }]]],
  ['values of different kinds', [1, 'a', true, [2]]],
])('%s come back as they were', (_, values) => {
  expect(through(values)).toEqual(values);
});

test('numbers keep five digits of the largest beside them', () => {
  expect(through([1234.5678, 0.0123456])).toEqual([1234.6, 0]);
  expect(through([0.123456, 0.0123456])).toEqual([0.12346, 0.01235]);
});

test('what every epoch says stands once', () => {
  const epochs = Array.from({ length: 50 }, (_, i) => ({ run: 'joint', epoch: i + 1 }));
  expect(packColumn(epochs)).toEqual({
    of: { run: { same: 'joint' }, epoch: { from: 1, by: 'P'.repeat(49), decimals: 0 } },
  });
});
