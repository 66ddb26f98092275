/**
 * What every view draws: the present race, or one of the past, at the moment that a person looks at. Follows
 * the stores it is made from and is never written by anyone else.
 */

import { createStore } from 'zustand/vanilla';
import type { Described } from '../../protocol/described';
import type { Epoch } from '../../protocol/units';
import type { ChartSource } from '../charts/chart-frame';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { RaceRecord, RunRecord } from '../race-record';
import type { RacePhase, RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { PastOrigin } from './past-race';
import type { TimeStore } from './time-store';

export interface ShownRace extends ChartSource {
  /** The epoch shown; null follows the latest. */
  readonly at: Epoch | null;
  /** A race of the past is over, or it was stopped and stands still. */
  readonly phase: RacePhase;
  /** Null for the present race. */
  readonly origin: PastOrigin | null;
}

export type ShownStore = ReadonlyStore<ShownRace>;

interface Sources {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly time: TimeStore;
}

/** What the lab says of itself; until it does, what the race of the past was recorded with. */
function describedBy(lab: Described, past: Described | null): Described {
  const { catalogue, measures } = lab.catalogue.length > 0 ? lab : (past ?? lab);
  return { catalogue, measures };
}

function shownNow({ lab, experiment, race, time }: Sources): ShownRace {
  const { at, past } = time.getState();
  const described = describedBy(lab.getState(), past?.described ?? null);
  if (past) {
    const { record, levels, settings, summary, origin } = past;
    const phase = record.some(({ end }) => end !== null) ? 'ended' : 'paused';
    return { record, levels, settings, summary, ...described, at, phase, origin };
  }
  const { record, levels, phase } = race.getState();
  const { settings, summary } = experiment.getState();
  return { record, levels, settings, summary, ...described, at, phase, origin: null };
}

/** What of a run changes many times within an epoch, and in no view. */
const UNSEEN: ReadonlySet<string> = new Set<keyof RunRecord>(['progress', 'checkpoint']);

const looksTheSame = (a: RunRecord, b: RunRecord): boolean =>
  a === b ||
  (Object.keys(a) as (keyof RunRecord)[]).every((key) => UNSEEN.has(key) || a[key] === b[key]);

/** The record before where nothing of the new one would be drawn differently, so that nothing is drawn anew. */
function steady(before: RaceRecord, now: RaceRecord): RaceRecord {
  const isSame =
    before.length === now.length &&
    before.every((run, i) => {
      const other = now[i];
      return other !== undefined && looksTheSame(run, other);
    });
  return isSame ? before : now;
}

export function createShownStore(sources: Sources): ShownStore {
  const store = createStore<ShownRace>(() => shownNow(sources));
  const follow = () => {
    const now = shownNow(sources);
    store.setState({ ...now, record: steady(store.getState().record, now.record) }, true);
  };
  for (const source of [sources.lab, sources.experiment, sources.race, sources.time]) {
    source.subscribe(follow);
  }
  return store;
}
