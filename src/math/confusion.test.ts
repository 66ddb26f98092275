import { expect, it } from 'vitest';
import { confusion } from './confusion';

it('counts true classes down and answers across', () => {
  const labels = Int32Array.from([0, 0, 1, 2, 2, 2]);
  const answers = Uint16Array.from([0, 1, 1, 0, 2, 2]);
  expect([...confusion(answers, labels, 3)]).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 2]);
});

it('refuses answers that do not fit the labels', () => {
  expect(() => confusion(Int32Array.of(0), Int32Array.of(0, 1), 2)).toThrow(
    '1 answers do not fit 2 labels.',
  );
});
