/**
 * How long a task of a sweep takes on this machine, by a few steps of some of them: so that short ones can be put together,
 * for a scheduler takes seconds to start an element. In a thread of its own, which is ended where it takes too long: one
 * that trains for hours is not to be waited for, and needs no company. Node only.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../protocol/settings';
import { openedOn } from '../lab/open-lab';
import { createLabOfThreads } from '../threads/lab-of-threads';
import { dataOfTask } from './task-data';

/** All of them together, in milliseconds. */
const MOST_MS = 10_000;
/** Tasks that are weighed; methods differ by a factor of ten. */
const MOST_WEIGHED = 8;

/** So many of them, evenly over the list. */
const spread = <T>(all: readonly T[], most: number): readonly T[] =>
  all.filter(
    (_, i) => Math.floor((i * most) / all.length) > Math.floor(((i - 1) * most) / all.length),
  );

/**
 * @param tasks that differ in more than their seed.
 * @param path where the files lie that they name; null where they name none.
 * @returns milliseconds, the mean of those that were weighed in time; null where none was.
 */
export async function weighTasks(
  tasks: readonly Settings[],
  path: string | null,
): Promise<number | null> {
  const { lab } = await openedOn(createLabOfThreads(1), { backend: 'wasm' });
  const found: number[] = [];
  const unsubscribe = lab.subscribe((event) => {
    if (event.kind === 'race-weighed') found.push(event.need.ms);
  });
  const weighAll = async () => {
    for (const settings of spread(tasks, MOST_WEIGHED)) {
      const dataSet = await dataOfTask(settings, path, false);
      if (dataSet) lab.send({ kind: 'use-data', dataSet });
      lab.send({ kind: 'weigh-race', settings, withReference: false });
      await lab.settled();
    }
  };
  try {
    await Promise.race([weighAll(), wait(MOST_MS, undefined, { ref: false })]);
  } finally {
    unsubscribe();
    await lab.closed();
  }
  return found.length === 0 ? null : found.reduce((sum, ms) => sum + ms, 0) / found.length;
}
