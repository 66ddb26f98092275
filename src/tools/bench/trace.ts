/**
 * What a trace of the browser says of a race: processor seconds by thread, and how long the page could not answer.
 * Pure: events in, numbers out.
 */

/** One event of Chromium's trace format; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** By the clock, and of processor time. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Processor seconds. */
export interface ThreadSeconds {
  /** The threads that train. */
  readonly worker: number;
  /** The page's own thread: React, layout, painting commands. */
  readonly main: number;
  /** Compositor and raster, in the page's process and in the one that shows it. */
  readonly compositor: number;
  /** Threads that compile and collect for the others. */
  readonly helpers: number;
}

/** How long the page's own thread was busy without a pause; milliseconds. */
export interface Tasks {
  /** Sum over tasks longer than `LONG_MS` of what is above it. */
  readonly blockedMs: number;
  /** The longest by the clock, and the longest by processor time: other programs lengthen only the first. */
  readonly longestMs: number;
  readonly longestCpuMs: number;
  /** Tasks longer than `LONG_MS`. */
  readonly long: number;
}

/** A person notices that the page is later than this (the Long Tasks API's limit). */
export const LONG_MS = 50;

/** What the browser calls a task of a thread with a loop of its own, and one of a pool. */
const TASKS = new Set(['ThreadControllerImpl::RunTask', 'ThreadPool_RunTask']);

const ROLES: readonly (readonly [RegExp, keyof ThreadSeconds])[] = [
  [/^DedicatedWorker/, 'worker'],
  [/^CrRendererMain$/, 'main'],
  [/^(Compositor|VizCompositor|CrGpuMain)/, 'compositor'],
  [/^ThreadPool/, 'helpers'],
];

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

const namesOf = (events: readonly TraceEvent[]): ReadonlyMap<string, string> =>
  new Map(
    events
      .filter(({ name, ph }) => ph === 'M' && name === 'thread_name')
      .map((event) => [threadOf(event), event.args?.name ?? '']),
  );

const tasksOf = (events: readonly TraceEvent[]): readonly TraceEvent[] =>
  events.filter(({ ph, name }) => ph === 'X' && TASKS.has(name));

/** Processor seconds by what a thread is for; threads that have no part in it (the browser's own) are left out. */
export function threadSeconds(events: readonly TraceEvent[]): ThreadSeconds {
  const names = namesOf(events);
  const seconds = { worker: 0, main: 0, compositor: 0, helpers: 0 };
  for (const event of tasksOf(events)) {
    const name = names.get(threadOf(event)) ?? '';
    const role = ROLES.find(([pattern]) => pattern.test(name))?.[1];
    if (role) seconds[role] += (event.tdur ?? 0) / 1e6;
  }
  return seconds;
}

/** Drawing by what training takes: main thread, compositor and raster over the worker. */
export const drawingShare = ({ worker, main, compositor }: ThreadSeconds): number =>
  (main + compositor) / worker;

/** How long the page's own thread was busy without a pause. */
export function mainTasks(events: readonly TraceEvent[]): Tasks {
  const names = namesOf(events);
  const main = tasksOf(events).filter((event) => names.get(threadOf(event)) === 'CrRendererMain');
  const clock = main.map(({ dur = 0 }) => dur / 1000);
  const long = clock.filter((ms) => ms > LONG_MS);
  return {
    blockedMs: long.reduce((sum, ms) => sum + ms - LONG_MS, 0),
    longestMs: Math.max(0, ...clock),
    longestCpuMs: Math.max(0, ...main.map(({ tdur = 0 }) => tdur / 1000)),
    long: long.length,
  };
}
