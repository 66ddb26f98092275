import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawInFrame } from './draw-in-frame';

let frames: (() => void)[] = [];
let nowMs = 0;
/** Draws a frame; how many canvases it took. */
function frame(drawn: readonly unknown[]): number {
  const before = drawn.length;
  for (const task of frames.splice(0)) task();
  return drawn.length - before;
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => frames.push(task));
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Twenty canvases that take so long each. */
function canvases(ms: number) {
  const drawn: number[] = [];
  const callOff = Array.from({ length: 20 }, (_, i) =>
    drawInFrame(() => {
      nowMs += ms;
      drawn.push(i);
    }),
  );
  return { drawn, callOff };
}

it('quick canvases come in one frame', () => {
  const { drawn } = canvases(0.1);
  expect(frame(drawn)).toBe(20);
  expect(frames).toEqual([]);
});

it('slow ones are spread over frames, in order, and all come', () => {
  const { drawn } = canvases(2.5);
  expect(frame(drawn)).toBe(2);
  for (let i = 0; i < 9; i += 1) frame(drawn);
  expect(drawn).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(frames).toEqual([]);
});

it('one that is called off is not drawn', () => {
  const { drawn, callOff } = canvases(0.1);
  callOff[3]?.();
  expect(frame(drawn)).toBe(19);
  expect(drawn).not.toContain(3);
});
