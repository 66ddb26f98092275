import { expect, expectTypeOf, it } from 'vitest';
import { zip } from './zip';

it('pairs what stands at the same place', () => {
  const pairs = zip(['sound', 'picture'], [1, undefined]);
  expect(pairs).toEqual([
    ['sound', 1],
    ['picture', undefined],
  ]);
  expectTypeOf(pairs).toEqualTypeOf<[string, number | undefined][]>();
});

it('refuses lists of two lengths', () => {
  const sentence = 'A list of 1 does not go with a list of 2.';
  expect(() => zip([1], [1, 2])).toThrow(sentence);
});
