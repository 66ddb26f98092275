import { expect, it } from 'vitest';
import { madeSpan } from './overhead';

it.each([
  [[5, 5, 5, 5, 5, 5], 2, 15],
  [[9, 1, 1, 1], 2, 9],
  [[3], 2, 3],
])('tasks of %j in %i slots take %i', (durations, slots, wanted) => {
  expect(madeSpan(durations, slots)).toBe(wanted);
});
