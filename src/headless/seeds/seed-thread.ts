/**
 * A thread that trains seeds, one after the other. Says what happens in messages; stdout is the command's.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../protocol/failure';
import { eventLines } from '../lab/event-lines';
import { type OpenedLab, openLab } from '../lab/open-lab';
import { runRace } from '../lab/run-race';
import { readData } from '../read-data';
import { withSetAside } from '../set-aside';
import { numberOf } from './differing';
import type { SeedRequest, ThreadMessage, ThreadStart } from './thread-messages';

const start = workerData as ThreadStart;
const say = (message: ThreadMessage) => parentPort?.postMessage(message);

/** Sets aside, reads and trains. */
async function trainOn(
  { lab, report, catalogue }: OpenedLab,
  { settings: asked, tells }: SeedRequest,
): Promise<ThreadMessage> {
  say({ kind: 'opened', report });
  const settings = start.leavesValidation ? withSetAside(asked, catalogue, tells) : asked;
  // who is in the training part depends on the seed and the fold, so files are read for each
  const dataSet = start.paths.length === 0 ? null : await readData(start.paths, settings, tells);
  const lineOf = eventLines({ [start.by]: numberOf(settings, start.by) });
  const { runs } = await runRace(lab, { settings, dataSet }, (event) => {
    const line = lineOf(event);
    if (line) say({ kind: 'line', line: JSON.stringify(line) });
  });
  return { kind: 'ended', settings, runs };
}

async function train(request: SeedRequest): Promise<void> {
  // a lab of its own for every seed: what an earlier one left on the device is counted in what this one holds
  const opened = await openLab(start.device);
  const ended = await trainOn(opened, request).finally(() => opened.lab.closed());
  // not before the device is free for the next seed
  say(ended);
}

parentPort?.on('message', (request: SeedRequest) => {
  train(request).catch((error: unknown) => say({ kind: 'refused', failed: toFailure(error) }));
});
