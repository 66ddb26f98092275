/**
 * What the race on the page would take, said before Play: asked of the lab once nothing has been changed for a moment,
 * and only where nothing trains. Whoever plays before the answer is there loses nothing by it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { RaceNeed } from '../../protocol/need';
import { haveSameSettings } from '../../protocol/same-settings';
import type { Scheduler } from '../batcher';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { StepStore } from '../slow-motion/step-store';
import type { ThreadsStore } from '../threads-store';
import type { ViewStore } from '../view-store';

export interface NeedState {
  /** Of the present settings; null where it is not known, or a race is there. */
  readonly need: RaceNeed | null;
}

export interface RaceNeedNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly view: ViewStore;
  readonly threads: ThreadsStore;
  readonly slowMotion: StepStore;
  readonly scheduler: Scheduler;
  readonly send: (request: LabRequest) => void;
}

export interface RaceNeedWatch {
  readonly store: ReadonlyStore<NeedState>;
  /** Hears what the lab says. */
  hear(event: LabEvent): void;
}

/** A moment without a change, after which somebody reads. */
const QUIET_MS = 700;

export function watchRaceNeed(needs: RaceNeedNeeds): RaceNeedWatch {
  const { lab, experiment, race, view, threads, slowMotion, scheduler, send } = needs;
  const store: StoreApi<NeedState> = createStore<NeedState>(() => ({ need: null }));
  let cancel = () => {};
  const isAsked = () =>
    view.getState().room === 'lab' &&
    race.getState().phase === 'idle' &&
    // whatever is asked while a copy is on its way to a step ends that way
    slowMotion.getState().run === null &&
    lab.getState().status === 'ready' &&
    experiment.getState().dataStatus === 'ready';
  const askSoon = () => {
    cancel();
    if (store.getState().need) store.setState({ need: null });
    if (!isAsked()) return;
    cancel = scheduler.later(() => {
      if (!isAsked()) return;
      const { settings } = experiment.getState();
      send({ kind: 'weigh-race', settings, withReference: race.getState().levels === null });
    }, QUIET_MS);
  };
  lab.subscribe(({ status }, before) => status !== before.status && askSoon());
  race.subscribe(({ phase }, before) => phase !== before.phase && askSoon());
  view.subscribe(({ room }, before) => room !== before.room && askSoon());
  slowMotion.subscribe(({ run }, before) => {
    if (run !== null) cancel();
    else if (before.run !== null && store.getState().need === null) askSoon();
  });
  threads.subscribe(({ there }, before) => there !== before.there && askSoon());
  experiment.subscribe((now, before) => {
    if (now.settings !== before.settings || now.dataStatus !== before.dataStatus) askSoon();
  });
  return {
    store,
    hear(event) {
      if (event.kind !== 'race-weighed' || !isAsked()) return;
      if (!haveSameSettings(event.settings, experiment.getState().settings)) return;
      store.setState({ need: event.need });
    },
  };
}
