/** A few of the mutations that `npm run fuzz` makes in thousands. */
import { expect, it } from 'vitest';
import { attackLinks, attackRunFiles } from './attack-readers';

it.each([
  ['files of runs', attackRunFiles],
  ['links', attackLinks],
] as const)('300 mutated %s are refused or repaired by name', (_what, attack) => {
  const all = [...attack(300, 16)];
  expect(all.flatMap(({ fault }) => fault ?? [])).toEqual([]);
  // mutations that nobody notices would prove nothing
  expect(all.filter(({ outcome }) => outcome !== 'whole').length).toBeGreaterThan(100);
});
