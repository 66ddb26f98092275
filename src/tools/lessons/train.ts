/** Trains one race with its modalities alone beside it, and yields what the page would know of it at its end. */
import { createInThreadLab } from '../../client/in-thread-lab';
import type { RunEvent } from '../../protocol/events';
import type { Settings } from '../../protocol/settings';
import { recordAfter, waitingRuns } from '../../state/race-record';
import type { RaceSaid } from '../../state/race-store';

/** @throws Error where a run failed or the race was refused. */
export async function train(settings: Settings): Promise<RaceSaid> {
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
  });
  let said: RaceSaid = { record: [], levels: null };
  let events: RunEvent[] = [];
  const problems: string[] = [];
  lab.subscribe((event) => {
    switch (event.kind) {
      case 'race-started':
        said = { record: waitingRuns(event.runs), levels: null };
        break;
      case 'reference-known': {
        const { alone, end, untrained } = event;
        said = { ...said, levels: { alone, end, untrained } };
        break;
      }
      case 'request-failed':
        problems.push(event.failed.message);
        break;
      case 'run-failed':
        problems.push(`${event.run}: ${event.failed.message}`);
        break;
      case 'stage-started':
      case 'epoch-ended':
      case 'run-started':
      case 'run-ended':
        events.push(event);
        break;
    }
  });
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({ kind: 'start-race', settings, withReference: true, paused: false });
  await lab.settled();
  await lab.closed();
  if (problems.length > 0) throw new Error(problems.join(' '));
  const { record, levels } = said;
  said = { record: recordAfter(record, events), levels };
  events = [];
  return said;
}
