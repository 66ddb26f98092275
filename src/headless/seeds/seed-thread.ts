/**
 * A thread that trains seeds, one after the other. Says what happens in messages; stdout is the command's.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../protocol/failure';
import { eventLines } from '../lab/event-lines';
import { openLab } from '../lab/open-lab';
import { runRace } from '../lab/run-race';
import { readData } from '../read-data';
import { numberOf } from './differing';
import type { SeedRequest, ThreadMessage, ThreadStart } from './thread-messages';

const start = workerData as ThreadStart;
const say = (message: ThreadMessage) => parentPort?.postMessage(message);

async function train({ settings, tellsFiles }: SeedRequest): Promise<void> {
  // who is in the training part depends on the seed and the fold, so files are read for each
  const dataSet =
    start.paths.length === 0 ? null : await readData(start.paths, settings, tellsFiles);
  // a lab of its own for every seed: what an earlier one left on the device is counted in what this one holds
  const { lab, report } = await openLab(start.device);
  say({ kind: 'opened', report });
  const lineOf = eventLines({ [start.by]: numberOf(settings, start.by) });
  const { runs } = await runRace(lab, { settings, dataSet }, (event) => {
    const line = lineOf(event);
    if (line) say({ kind: 'line', line: JSON.stringify(line) });
  }).finally(() => lab.closed());
  // not before the device is free for the next seed
  say({ kind: 'ended', runs });
}

parentPort?.on('message', (request: SeedRequest) => {
  train(request).catch((error: unknown) => say({ kind: 'refused', failed: toFailure(error) }));
});
