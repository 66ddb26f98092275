import { expect, test } from 'vitest';
import { handClock } from '../testing/hand-clock';
import { createBatcher } from './batcher';

test('a second of steady events is drawn at most five times and nothing is lost', () => {
  const { scheduler, advance } = handClock();
  const batches: (readonly number[])[] = [];
  const batcher = createBatcher<number>((items) => batches.push(items), scheduler);
  for (let i = 0; i < 1000; i += 1) {
    batcher.push(i, false);
    advance(1);
  }
  advance(100);
  expect(batches.length).toBeLessThanOrEqual(7);
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

test('where drawing is slow it takes .15 of the time, and a frame that never came slows nothing for good', () => {
  const { scheduler, advance } = handClock();
  let drawMs = 60;
  const flushedMs: number[] = [];
  const batcher = createBatcher<number>(() => flushedMs.push(scheduler.now()), {
    ...scheduler,
    drawn: (task) => void scheduler.later(task, drawMs),
  });
  const run = (seconds: number) => {
    flushedMs.length = 0;
    for (let i = 0; i < 1000 * seconds; i += 1) {
      batcher.push(i, false);
      advance(1);
    }
    return flushedMs.length;
  };
  run(1);
  // every 400 ms
  expect(run(4)).toBe(10);
  drawMs = 600_000;
  run(1);
  advance(600_000);
  drawMs = 5;
  run(2);
  expect(run(3)).toBeGreaterThan(14);
});
