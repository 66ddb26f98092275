import { expect, test } from 'vitest';
import { handClock } from '../testing/hand-clock';
import { createBatcher } from './batcher';

test('a second of steady events is drawn at most ten times and nothing is lost', () => {
  const { scheduler, advance } = handClock();
  const batches: (readonly number[])[] = [];
  const batcher = createBatcher<number>((items) => batches.push(items), scheduler);
  for (let i = 0; i < 1000; i += 1) {
    batcher.push(i, false);
    advance(1);
  }
  advance(100);
  expect(batches.length).toBeLessThanOrEqual(12);
  expect(batches.flat()).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test('an urgent event is handed on at once, after those that came before it', () => {
  const { scheduler } = handClock();
  const batches: (readonly string[])[] = [];
  const batcher = createBatcher<string>((items) => batches.push(items), scheduler);
  batcher.push('epoch', false);
  batcher.push('paused', true);
  expect(batches).toEqual([['epoch', 'paused']]);
});

test('a cleared batcher forgets what waited', () => {
  const { scheduler, advance } = handClock();
  const batches: (readonly string[])[] = [];
  const batcher = createBatcher<string>((items) => batches.push(items), scheduler);
  batcher.push('old race', false);
  batcher.clear();
  advance(1000);
  expect(batches).toEqual([]);
});
