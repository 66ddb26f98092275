/**
 * How the lab's events change the stores: one place for the whole table of events.
 * Called with batches by the session; sends nothing itself.
 */
import type { RunEvent } from '../protocol/events';
import type { LabEvent, LabRequest } from '../protocol/messages';
import type { ExperimentStore } from './experiment-store';
import type { LabStore } from './lab-store';
import type { NoticesStore } from './notices';
import { isCutOff, recordAfter, waitingRuns, withRuns } from './race-record';
import { NO_RACE, type RaceStore } from './race-store';
import { forgetSamples, keepSamples, type SampleStore } from './samples/sample-store';
import { answers, type StepStore } from './slow-motion/step-store';
import { takeReport, tellStretch } from './tell-place';
import type { ThreadsStore } from './threads-store';

export interface Stores {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
  readonly samples: SampleStore;
  readonly slowMotion: StepStore;
  readonly threads: ThreadsStore;
}

const isRunEvent = (event: LabEvent): event is RunEvent => 'run' in event;

/** Whether an event must be seen at once: answers to what a person did, and failures. */
export function isUrgent(event: LabEvent): boolean {
  return !isRunEvent(event) || event.kind === 'run-failed';
}

/** What a race can be asked; a refusal of it is said of that race. */
const RACE_REQUESTS = new Set<LabRequest['kind']>([
  'start-race',
  'resume-race',
  'pause-race',
  'step-race',
]);

/** Whether an event is said of a race, and so means nothing any more once that race was stopped. */
export function isOfRace(event: LabEvent): boolean {
  if (isRunEvent(event)) return true;
  switch (event.kind) {
    case 'race-started':
    case 'race-paused':
    case 'race-resumed':
    case 'race-ended':
    case 'reference-known':
      return true;
    case 'request-failed':
      return RACE_REQUESTS.has(event.request);
    default:
      return false;
  }
}

/** Whether an event ends the wait for a race that was told to stop. */
export function isAnswerToStop(event: LabEvent): boolean {
  return (
    event.kind === 'race-stopped' ||
    (event.kind === 'request-failed' && event.request === 'stop-race')
  );
}

/** Takes a batch of events into the stores, each store changed at most once per kind. */
export function applyEvents(stores: Stores, events: readonly LabEvent[]): void {
  let runEvents: RunEvent[] = [];
  const takeRuns = () => {
    if (runEvents.length === 0) return;
    const taken = runEvents;
    runEvents = [];
    stores.race.setState(({ record }) => ({ record: recordAfter(record, taken) }));
    tellStretch(stores, taken);
  };
  for (const event of events) {
    if (isRunEvent(event)) {
      runEvents.push(event);
      if (event.kind === 'run-failed') {
        stores.notices.getState().tellFailure(`run:${event.run}`, event.failed);
      }
    } else {
      takeRuns();
      takeOne(stores, event);
    }
  }
  takeRuns();
}

function takeOne(stores: Stores, event: Exclude<LabEvent, RunEvent>): void {
  const { lab, experiment, race, notices, samples, slowMotion, threads } = stores;
  switch (event.kind) {
    case 'lab-opened':
      notices.getState().dismiss('device');
      takeReport(stores, event.report);
      lab.setState({
        status: 'ready',
        report: event.report,
        catalogue: event.catalogue,
        measures: event.measures,
      });
      break;
    case 'data-opened':
      notices.getState().dismiss('data');
      // what was opened while the first data were still coming waits for them
      if (experiment.getState().summary !== null) forgetSamples(samples);
      experiment.setState({ dataStatus: 'ready', summary: event.summary });
      break;
    case 'step-shown':
    case 'step-approached':
    case 'step-given-up':
      takeStep(stores, event);
      break;
    case 'samples-read':
      keepSamples(samples, event);
      break;
    case 'race-started':
      // a race that goes on has its record still
      race.setState(({ record, levels }) =>
        record.length > 0
          ? { phase: 'running', record: withRuns(record, event.runs), levels }
          : { phase: 'running', record: waitingRuns(event.runs), levels },
      );
      break;
    case 'reference-known':
      race.setState({
        levels: { alone: event.alone, end: event.end, untrained: event.untrained },
      });
      break;
    case 'race-paused':
      race.setState({ phase: 'paused' });
      break;
    case 'race-resumed':
      race.setState({ phase: 'running' });
      break;
    case 'race-ended':
      // of a race that lost a thread something is left to train
      race.setState(({ record }) => ({
        phase: record.some(isCutOff) ? 'lost' : 'ended',
      }));
      break;
    case 'race-stopped':
    // whoever asked what a race takes, or what its nets say, has heard it
    case 'race-weighed':
    case 'sample-tried':
    case 'nets-taken':
    case 'data-taken':
      break;
    case 'threads-counted':
      threads.setState({ there: event.threads, reasons: event.reasons });
      break;
    case 'request-failed':
      takeRefusal(stores, event);
      break;
    case 'device-lost': {
      // the runs that were cut off say the same thing one by one; once is enough
      notices.getState().dismiss('run:');
      notices.getState().tellFailure('device', event.failed);
      lab.setState({ status: 'failed' });
      if (slowMotion.getState().isAwaited) {
        slowMotion.setState({ failed: event.failed, way: null, isAwaited: false });
      }
      const { phase } = race.getState();
      if (phase !== 'idle' && phase !== 'ended') race.setState({ phase: 'lost' });
      break;
    }
  }
}

type StepEvent = Extract<LabEvent, { kind: 'step-shown' | 'step-approached' | 'step-given-up' }>;

function takeStep({ slowMotion }: Stores, event: StepEvent): void {
  if (!answers(event.asked, slowMotion.getState())) return;
  switch (event.kind) {
    case 'step-shown':
      slowMotion.setState({
        seen: event.step,
        trained: event.trained,
        ...{ isAwaited: false, way: null, isGivenUp: false, failed: null },
      });
      break;
    case 'step-approached': {
      const { from, trained } = event;
      slowMotion.setState({ way: { from, trained }, isAwaited: true, isGivenUp: false });
      break;
    }
    case 'step-given-up':
      slowMotion.setState({ way: null, isAwaited: false, isGivenUp: true });
  }
}

function takeRefusal(
  { lab, experiment, race, notices, samples, slowMotion }: Stores,
  event: Extract<LabEvent, { kind: 'request-failed' }>,
): void {
  switch (event.request) {
    case 'open-lab':
      lab.setState({ status: 'failed' });
      notices.getState().tellFailure('device', event.failed);
      break;
    case 'open-data':
    case 'use-data':
      experiment.setState({ dataStatus: 'failed' });
      notices.getState().tellFailure('data', event.failed);
      break;
    case 'start-race':
      race.setState(NO_RACE);
      notices.getState().tellFailure('race', event.failed);
      break;
    case 'weigh-race':
      // anything else is said once somebody wants to train it
      if (event.failed.code === 'too-much-memory')
        notices.getState().tellFailure('race', event.failed);
      break;
    case 'show-step':
      slowMotion.setState({ failed: event.failed, way: null, isAwaited: false });
      break;
    case 'read-samples':
      samples.setState({ failed: event.failed });
      break;
    default:
      notices.getState().tellFailure('race', event.failed);
  }
}
