import { expect, test } from 'vitest';
import { stackDots } from './dot-stacks';

test('values that are near stand on each other, and none is lost', () => {
  expect(stackDots([0.52, 0.1, 0.51, 0.58], 0, 0.05)).toEqual([
    { value: expect.closeTo(0.125), height: 0 },
    { value: expect.closeTo(0.525), height: 0 },
    { value: expect.closeTo(0.525), height: 1 },
    { value: expect.closeTo(0.575), height: 0 },
  ]);
});

test('a value on the border of two stacks stands in the upper one, also where its float is a hair below', () => {
  expect(stackDots([0.3, 0.1 + 0.2, 0.15 * 2], 0, 0.1).map(({ height }) => height)).toEqual([
    0, 1, 2,
  ]);
});
