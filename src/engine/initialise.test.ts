/** Where parameters begin: drawn in turn from the streams of their modules, or all alike. */
import { expect, it } from 'vitest';
import { initialValues } from './initialise';

const stream = ['m'];
const shape = [4000];
const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
const values = (name: string, specs: Parameters<typeof initialValues>[0]) => [
  ...(initialValues(specs, 3).get(name) ?? []),
];

it('a constant is the same number everywhere, and draws nothing from its module', () => {
  const w = { name: 'w', shape, bound: 0.5, stream };
  const one = { name: 'one', shape: [3], value: 1, stream, isTrained: false } as const;
  expect(values('one', [one, w])).toEqual([1, 1, 1]);
  expect(values('w', [one, w])).toEqual(values('w', [w]));
});

it('normal numbers have the mean and the standard deviation that were asked for', () => {
  const drawn = values('w', [{ name: 'w', shape, mean: 1, sd: 0.02, stream }]);
  const centre = mean(drawn);
  expect(centre).toBeCloseTo(1, 2);
  const spread = Math.sqrt(mean(drawn.map((value) => (value - centre) ** 2)));
  expect(spread).toBeCloseTo(0.02, 3);
  // beyond what uniform numbers of this spread reach
  expect(Math.max(...drawn)).toBeGreaterThan(1 + 0.02 * Math.sqrt(3));
});
