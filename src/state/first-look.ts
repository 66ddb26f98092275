/**
 * What stands on the page before anyone trains: the race that an earlier page was closed on, else the race of these
 * settings that ended in this browser, else the recorded race. All come late and step back if the person was quicker.
 */
import { writeFragment } from './address-codec';
import type { Scheduler } from './batcher';
import type { ExperimentStore } from './experiment-store';
import type { LabStore } from './lab-store';
import type { NoticesStore } from './notices';
import type { RaceStore } from './race-store';
import type { Runs } from './runs/runs';
import type { TimeStore } from './time/time-store';
import type { UnfinishedStorage } from './unfinished/unfinished-race';

export interface FirstLookNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly time: TimeStore;
  readonly notices: NoticesStore;
  /** Whether somebody has asked to train. */
  readonly isAwaited: () => boolean;
  readonly scheduler: Scheduler;
}

/** A device that takes longer leaves the line free for long enough. */
const LATEST_MS = 8000;

/** Once the lab has opened or cannot, or takes long: until then everything that is fetched is for Play. */
function whenOpened(lab: LabStore, { later }: Scheduler): Promise<void> {
  if (lab.getState().status !== 'opening') return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      stop();
      callOff();
      resolve();
    };
    const callOff = later(end, LATEST_MS);
    const stop = lab.subscribe(({ status }) => status !== 'opening' && end());
  });
}

/** Until someone trains: the race that this experiment would give, as it was recorded. */
export async function showRecording(
  { lab, experiment, race, time, isAwaited, scheduler }: FirstLookNeeds,
  fetchRecording: () => Promise<ArrayBuffer>,
  whenIdle: (task: () => void) => void,
): Promise<void> {
  const isWanted = () => race.getState().phase === 'idle' && time.getState().past === null;
  if (writeFragment(experiment.getState().settings) !== '') return;
  time.getState().awaitPast(true);
  try {
    await whenOpened(lab, scheduler);
    // drawing that Play can be pressed comes first
    await new Promise<void>(whenIdle);
    if (!isWanted() || isAwaited()) return;
    const [bytes, { isRecordingOf, readRecording }] = await Promise.all([
      fetchRecording(),
      import('./runs/recording'),
    ]);
    const recording = await readRecording(bytes);
    if (!recording || !isWanted() || isAwaited()) return;
    if (isRecordingOf(recording, experiment.getState().settings)) {
      time.getState().showPast(recording);
    }
  } catch {
    // an empty page teaches as well; what a recording lacks is nobody's trouble
  } finally {
    time.getState().awaitPast(false);
  }
}

/** Until someone trains: the race of these settings that came to its end in this browser, in place of a recording. */
export async function showFinished(
  { experiment, race, time, isAwaited }: FirstLookNeeds,
  runs: Pick<Runs, 'showFinished'>,
): Promise<void> {
  const { settings } = experiment.getState();
  const isWanted = () =>
    experiment.getState().settings === settings &&
    race.getState().phase === 'idle' &&
    time.getState().past?.origin.kind !== 'shelf' &&
    !isAwaited();
  await runs.showFinished(settings, isWanted);
}

/** Puts the race on the page that an earlier page was closed on, ready to go on. */
export async function takeUpUnfinished(
  { experiment, race, time, notices, isAwaited }: FirstLookNeeds,
  storage: UnfinishedStorage,
): Promise<void> {
  const { settings } = experiment.getState();
  const { findUnfinishedRace } = await import('./unfinished/unfinished-race');
  const found = await findUnfinishedRace(storage, settings, Date.now);
  const isFree = race.getState().phase === 'idle' && !isAwaited();
  if (!found || !isFree || experiment.getState().settings !== settings) return;
  const { id, record, levels } = found;
  time.getState().backToPresent();
  race.setState({ id, phase: 'lost', record, levels });
  notices.getState().tell({
    topic: 'race',
    tone: 'news',
    message: 'The page was closed while this race was training.',
    hint: 'Play goes on where it was; Reset starts anew.',
  });
}
