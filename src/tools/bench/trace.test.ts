import { expect, test } from 'vitest';
import { drawingShare, mainTasks, type TraceEvent, threadSeconds } from './trace';

const THREADS = [
  [1, 'CrRendererMain'],
  [2, 'DedicatedWorker thread'],
  [3, 'Compositor'],
  [4, 'CompositorTileWorker1'],
  [5, 'ThreadPoolForegroundWorker'],
  [6, 'CrBrowserMain'],
] as const;

const names = THREADS.map(
  ([tid, name]): TraceEvent => ({ name: 'thread_name', ph: 'M', pid: 9, tid, args: { name } }),
);

/** A task of a thread; milliseconds by the clock and of processor time. */
const task = (tid: number, ms: number, cpuMs = ms): TraceEvent => ({
  name: tid === 5 ? 'ThreadPool_RunTask' : 'ThreadControllerImpl::RunTask',
  ph: 'X',
  pid: 9,
  tid,
  dur: ms * 1000,
  tdur: cpuMs * 1000,
});

test('processor time goes to what its thread is for; the browser has no part in it', () => {
  const events = [
    task(1, 300),
    task(2, 900, 800),
    task(3, 20),
    task(4, 80),
    task(5, 50),
    task(6, 700),
  ];
  const seconds = threadSeconds([...events, ...names]);
  expect(seconds.worker).toBeCloseTo(0.8);
  expect(seconds.main).toBeCloseTo(0.3);
  expect(seconds.compositor).toBeCloseTo(0.1);
  expect(seconds.helpers).toBeCloseTo(0.05);
  expect(drawingShare(seconds)).toBeCloseTo(0.5);
});

test('what happens inside of a task is not counted a second time', () => {
  const inside: TraceEvent = { ...task(1, 40), name: 'FunctionCall' };
  expect(threadSeconds([...names, task(1, 50), inside]).main).toBeCloseTo(0.05);
});

test('a thread of the same number in another process is another thread', () => {
  expect(threadSeconds([...names, { ...task(2, 100), pid: 8 }]).worker).toBe(0);
});

test('blocked is what long tasks have above 50 ms, on the page’s own thread only', () => {
  const events = [...names, task(1, 50), task(1, 60, 20), task(1, 150, 90), task(2, 900)];
  expect(mainTasks(events)).toEqual({ blockedMs: 110, longestMs: 150, longestCpuMs: 90, long: 2 });
});

test('a page without tasks is not blocked', () => {
  expect(mainTasks(names)).toEqual({ blockedMs: 0, longestMs: 0, longestCpuMs: 0, long: 0 });
});
