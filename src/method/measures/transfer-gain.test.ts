import { expect, it } from 'vitest';
import { transferGain } from './transfer-gain';

// On A = {0, 2}: (.5 - .4 + .9 - .6) / 2 = .2; dimension 1 must not count.
it('transfer gain is the mean rise of separability on the set alone', () => {
  const now = Float64Array.from([0.5, 0.1, 0.9]);
  const then = Float64Array.from([0.4, 0.8, 0.6]);
  expect(transferGain(now, then, [0, 2])).toBeCloseTo(0.2, 12);
  expect(transferGain(then, then, [0, 2])).toBe(0);
  expect(transferGain(now, then, [])).toBeNull();
});
