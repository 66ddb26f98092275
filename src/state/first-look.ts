/**
 * What stands on the page before anyone trains: the race that an earlier page was closed on, else the recorded race.
 * Both come late and step back if the person was quicker.
 */
import { writeFragment } from './address-codec';
import type { ExperimentStore } from './experiment-store';
import type { NoticesStore } from './notices';
import type { RaceStore } from './race-store';
import type { TimeStore } from './time/time-store';
import { findUnfinishedRace, type UnfinishedStorage } from './unfinished/unfinished-race';

export interface FirstLookNeeds {
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly time: TimeStore;
  readonly notices: NoticesStore;
  /** Whether somebody has asked to train. */
  readonly isAwaited: () => boolean;
}

/** Until someone trains: the race that this experiment would give, as it was recorded. */
export async function showRecording(
  { experiment, race, time, isAwaited }: FirstLookNeeds,
  fetchRecording: () => Promise<ArrayBuffer>,
): Promise<void> {
  const isWanted = () => race.getState().phase === 'idle' && time.getState().past === null;
  if (writeFragment(experiment.getState().settings) !== '') return;
  try {
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
  }
}

/** Puts the race on the page that an earlier page was closed on, ready to go on. */
export async function takeUpUnfinished(
  { experiment, race, time, notices, isAwaited }: FirstLookNeeds,
  storage: UnfinishedStorage,
): Promise<void> {
  const { settings } = experiment.getState();
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
