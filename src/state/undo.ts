/**
 * Taking changes back: what stood on the page before each change of the experiment, the race with all its curves
 * included, so that a touch on a slider destroys nothing. A race that was still training goes on from its checkpoints.
 * Undoing can itself be taken back.
 */
import { createStore } from 'zustand/vanilla';
import { haveSameSettings } from '../protocol/same-settings';
import type { Settings } from '../protocol/settings';
import type { ExperimentState, ExperimentStore } from './experiment-store';
import type { NoticesStore } from './notices';
import { NO_RACE, type RaceState, type RaceStore, racingRuns } from './race-store';
import type { ReadonlyStore } from './readonly-store';

/** What stood on the page. */
interface Standing extends Pick<ExperimentState, 'settings' | 'summary'> {
  readonly race: RaceState;
}

export interface UndoState {
  /** The oldest first. */
  readonly past: readonly Standing[];
  /** What was taken back, the last one first. */
  readonly future: readonly Standing[];
}

export interface Undo {
  readonly store: ReadonlyStore<UndoState>;
  /** Called before every change of the experiment, and before a race is cleared. */
  remember(): void;
  undo(): void;
  redo(): void;
  /** Takes back as many changes as it needs for a race to stand on the page again. */
  bringRaceBack(): void;
  /** Whether there is one to bring back. */
  hasRace(): boolean;
}

export interface UndoNeeds {
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
  /** Puts an experiment on the page without a word; the race is cleared. */
  readonly moveTo: (settings: Settings) => void;
  /** Why these data cannot be opened again; null where they can. */
  readonly whyNotOpen: (settings: Settings) => string | null;
}

/** Settings are small. */
const MOST_CHANGES = 50;
/** Races hold samples of many epochs. */
const MOST_RACES = 3;

const hasCurves = ({ record }: RaceState): boolean =>
  racingRuns(record).some(({ epochs }) => epochs.length > 0);

/** The last of them, and of races the last few. */
function withinLimits(past: readonly Standing[]): readonly Standing[] {
  let races = 0;
  const kept = past
    .slice(-MOST_CHANGES)
    .reverse()
    .map((standing) => {
      if (!hasCurves(standing.race)) return standing;
      races += 1;
      return races > MOST_RACES ? { ...standing, race: NO_RACE } : standing;
    });
  return kept.reverse();
}

/** The race as it stands on a page on which it does not train. */
function atRest(race: RaceState): RaceState {
  if (!hasCurves(race)) return NO_RACE;
  return race.phase === 'ended' ? race : { ...race, phase: 'lost' };
}

export function createUndo({ experiment, race, notices, moveTo, whyNotOpen }: UndoNeeds): Undo {
  const store = createStore<UndoState>(() => ({ past: [], future: [] }));
  const standing = (): Standing => {
    const { settings, summary } = experiment.getState();
    return { settings, summary, race: race.getState() };
  };
  const put = ({ settings, summary, race: before }: Standing) => {
    moveTo(settings);
    experiment.setState({ summary });
    const there = atRest(before);
    race.setState(there);
    if (!hasCurves(there)) return;
    notices.getState().tell({
      topic: 'race',
      tone: 'news',
      message: 'The race is back.',
      hint:
        there.phase === 'ended'
          ? 'Its curves are as they were; to try samples on its nets, train it again.'
          : 'It was not at its end: Play goes on where it was.',
    });
  };
  /** Says so where what is to come back cannot. */
  const isThere = ({ settings }: Standing): boolean => {
    const reason = whyNotOpen(settings);
    if (reason === null) return true;
    const hint = 'Nothing has been changed.';
    notices.getState().tell({ topic: 'settings', tone: 'problem', message: reason, hint });
    return false;
  };
  /** @param count of changes. */
  const goBack = (count: number) => {
    const { past, future } = store.getState();
    const to = past.at(-count);
    if (!to || !isThere(to)) return;
    const [, ...between] = past.slice(-count);
    store.setState({ past: past.slice(0, -count), future: [...between, standing(), ...future] });
    put(to);
  };
  /** How many changes lie behind the last race with curves; 0 where there is none. */
  const toRace = (): number => {
    const { past } = store.getState();
    const at = past.findLastIndex((each) => hasCurves(each.race));
    return at < 0 ? 0 : past.length - at;
  };
  return {
    store,
    remember() {
      const { past } = store.getState();
      const now = standing();
      const last = past.at(-1);
      const isSame =
        last && haveSameSettings(last.settings, now.settings) && last.race.id === now.race.id;
      store.setState({ past: withinLimits(isSame ? past : [...past, now]), future: [] });
    },
    undo: () => goBack(1),
    redo() {
      const { past, future } = store.getState();
      const [to, ...rest] = future;
      if (!to || !isThere(to)) return;
      store.setState({ past: withinLimits([...past, standing()]), future: rest });
      put(to);
    },
    bringRaceBack: () => goBack(toRace()),
    hasRace: () => toRace() > 0,
  };
}
