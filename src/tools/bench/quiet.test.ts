import { expect, test } from 'vitest';
import { waitForQuiet } from './quiet';

/** A machine whose load is each of these in turn, the last for ever. */
function machine(...loads: number[]) {
  const told: string[] = [];
  let at = 0;
  return {
    told,
    look: () => loads[Math.min(at, loads.length - 1)] as number,
    async pause() {
      at += 1;
    },
    tell: (sentence: string) => told.push(sentence),
  };
}

test('a quiet machine is not waited for, and nothing is said', async () => {
  const { look, pause, tell, told } = machine(0.4, 9);
  expect(await waitForQuiet(10, tell, look, pause)).toBe(0.4);
  expect(told).toEqual([]);
});

test('a busy machine is waited for until it is quiet', async () => {
  const { look, pause, tell, told } = machine(3, 2, 0.5, 9);
  expect(await waitForQuiet(10, tell, look, pause)).toBe(0.5);
  expect(told).toEqual(['The load is 3.00; waiting at most 10 minutes until it is 0.5 or less.']);
});

test('where the load never falls, the waiting ends and the load is told', async () => {
  const { look, pause, tell } = machine(3);
  expect(await waitForQuiet(1, tell, look, pause)).toBe(3);
});

test('no minutes to wait: the load is told at once', async () => {
  const { look, pause, tell, told } = machine(3);
  expect(await waitForQuiet(0, tell, look, pause)).toBe(3);
  expect(told).toEqual([]);
});
