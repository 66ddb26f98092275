/** Going on with a race that was cut off: what of its record can be taken up again. Pure. */
import type { RaceCheckpoint } from '../protocol/checkpoint';
import type { RaceRecord, RunRecord } from './race-record';

/** A run that is over for good: it ended, or failed by itself and not because the device went. */
function isOver({ end, failed }: RunRecord): boolean {
  return end !== null || (failed !== null && failed.code !== 'device-lost');
}

/** Where the race can go on; null where nothing was written down yet or nothing is left to train. */
export function whereToGoOn(record: RaceRecord): RaceCheckpoint | null {
  const runs = record.flatMap((run) => (run.checkpoint && !isOver(run) ? [run.checkpoint] : []));
  if (runs.length === 0) return null;
  return { runs, done: record.filter(isOver).map(({ name }) => name) };
}
