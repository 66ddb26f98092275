/**
 * Going on with a race that was left before its end. Another race on the page is left for it, and can be gone on with
 * the same way. Fetched when somebody does.
 */
import type { Settings } from '../../protocol/settings';
import type { ExperimentStore } from '../experiment-store';
import type { NoticesStore } from '../notices';
import type { RaceStore } from '../race-store';
import { takeLeftRace, type UnfinishedStorage } from './unfinished-race';

interface Needs {
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
  readonly storage: UnfinishedStorage;
  /** Puts an experiment on the page; the race is cleared. */
  readonly moveTo: (settings: Settings) => void;
  readonly play: () => void;
}

const GONE = {
  topic: 'shelf',
  tone: 'problem',
  message: 'This race cannot go on: another page is training it, or it is no longer kept.',
  hint: 'Its curves stay; \u201CUse these settings\u201D and Play train it from the start.',
} as const;

/** Once the data of these settings are there; false where they cannot be had, or a person chose others. */
function whenDataReady(experiment: ExperimentStore, settings: Settings): Promise<boolean> {
  const answer = () => {
    const now = experiment.getState();
    if (now.settings !== settings || now.dataStatus === 'failed') return false;
    return now.dataStatus === 'ready' ? true : null;
  };
  const first = answer();
  if (first !== null) return Promise.resolve(first);
  return new Promise((resolve) => {
    const stop = experiment.subscribe(() => {
      const now = answer();
      if (now === null) return;
      stop();
      resolve(now);
    });
  });
}

/** Puts the race with its settings and data on the page and trains it from where it was. */
export async function goOnWith(id: string, needs: Needs): Promise<void> {
  const { experiment, race, notices, storage, moveTo, play } = needs;
  if (race.getState().id === id) return play();
  const found = await takeLeftRace(storage, id);
  if (!found) return notices.getState().tell(GONE);
  const { settings, record, levels } = found;
  moveTo(settings);
  // a record is kept with the data that are in use, which must be its own
  if (!(await whenDataReady(experiment, settings))) return;
  if (race.getState().phase !== 'idle') return;
  race.setState({ id, phase: 'lost', record, levels });
  play();
}
