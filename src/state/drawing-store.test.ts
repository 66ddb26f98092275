import { expect, test } from 'vitest';
import { handClock } from '../testing/hand-clock';
import { createDrawingStore, drawnInTurns } from './drawing-store';

/** Frames every 16 ms. */
function page() {
  const { scheduler, advance } = handClock();
  const drawing = createDrawingStore();
  const clock = drawnInTurns(
    { ...scheduler, drawn: (task) => void scheduler.later(task, 16) },
    drawing,
  );
  const drawnAt: number[] = [];
  return { drawing, advance, drawnAt, ask: () => clock.drawn?.(() => drawnAt.push(clock.now())) };
}

test('a change is drawn with the next frame where no figure waits', () => {
  const { ask, advance, drawnAt } = page();
  ask();
  advance(100);
  expect(drawnAt).toEqual([16]);
});

test('a change is drawn with the frame after the turn of the last figure', () => {
  const { ask, advance, drawing, drawnAt } = page();
  const [first, second] = [drawing.getState().wait(), drawing.getState().wait()];
  ask();
  advance(30);
  first();
  advance(30);
  expect(drawnAt).toEqual([]);
  second();
  advance(100);
  expect(drawnAt).toEqual([76]);
});
