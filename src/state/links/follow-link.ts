/**
 * Follows a link that carries end numbers: says so, and once the race of its settings has ended here, whether they came
 * out again. Says nothing of a race of other settings. Fetched when such a link is opened.
 */
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import type { ExperimentState } from '../experiment-store';
import type { NoticesStore } from '../notices';
import type { RaceState } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import { readLink } from './end-numbers-link';
import { type Told, tellClaimed, tellReproduced } from './tell-reproduced';

export interface FollowedBy {
  readonly race: ReadonlyStore<RaceState>;
  readonly experiment: ReadonlyStore<ExperimentState>;
  readonly notices: NoticesStore;
}

const TOPIC = 'link';

/** @param settings as the page has read them from the fragment. @returns what ends it. */
export function followLink(
  fragment: string,
  settings: Settings,
  { race, experiment, notices }: FollowedBy,
): () => void {
  const { claimed, failed } = readLink(fragment);
  if (failed) notices.getState().tellFailure(TOPIC, failed);
  if (!claimed) return () => {};
  const tell = (told: Told) => notices.getState().tell({ topic: TOPIC, ...told });
  tell(tellClaimed(claimed));
  return race.subscribe((state, before) => {
    if (state.phase !== 'ended' || before.phase === 'ended') return;
    const now = experiment.getState();
    if (!haveSameSettings(now.settings, settings)) return;
    tell(tellReproduced(claimed, state.record, now.summary));
  });
}
