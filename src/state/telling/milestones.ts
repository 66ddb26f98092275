/**
 * What is spoken of a race that trains, for those who hear the page: how far it has come and how its widest gap stands,
 * about every ten seconds, and the end at once. Silent while nothing changes. Failures are notices, which interrupt.
 */
import { createStore } from 'zustand/vanilla';
import type { Scheduler } from '../batcher';
import { expectedEpochs } from '../charts/chart-frame';
import { headline } from '../projector/headline';
import type { ReadonlyStore } from '../readonly-store';
import { type Telling, tellRace } from '../tell-race';
import { presentEpoch } from '../time/shown';
import type { ShownRace, ShownStore } from '../time/shown-store';

/** Long enough to hear a sentence out and think; a race of a minute is told six times. */
const MILESTONE_MS = 10_000;

export interface MilestonesState {
  /** The latest sentence; empty before the first of a race. */
  readonly said: string;
}

export type MilestonesStore = ReadonlyStore<MilestonesState>;

const tellingOf = ({ phase, ...race }: ShownRace): Telling => ({
  ...race,
  ended: phase === 'ended',
});

/** "Epoch 12 of 40: sound under joint training 43 %; sound alone, so far 72 %." */
export function tellMilestone(race: ShownRace): string {
  const numbers = headline(tellingOf(race)).map(({ label, text }) => `${label} ${text}`);
  const where = `Epoch ${presentEpoch(race.record)} of ${expectedEpochs(race)}`;
  return numbers.length === 0 ? `${where}.` : `${where}: ${numbers.join('; ')}.`;
}

/** The end, with what the race says. */
function tellEnding(race: ShownRace): string {
  return `The race has ended. ${tellRace(tellingOf(race)) ?? ''}`.trim();
}

interface MilestoneSources {
  readonly shown: ShownStore;
  readonly scheduler: Scheduler;
  /** Whether the race is one of many that follow each other: then its end is told in four words. */
  readonly isOneOfMany: () => boolean;
  /** What is told; a scene may tell its own numbers. */
  readonly tell?: (race: ShownRace) => string;
}

/** Follows the present race; a race of the past has nothing new to tell. */
export function createMilestones(sources: MilestoneSources): MilestonesStore {
  const { shown, scheduler, isOneOfMany, tell = tellMilestone } = sources;
  const store = createStore<MilestonesState>(() => ({ said: '' }));
  let saidAtMs = scheduler.now();
  let saidEpoch = 0;
  let hasEnded = false;
  let callOff: (() => void) | null = null;

  const rest = () => {
    callOff?.();
    callOff = null;
  };
  const say = (said: string, epoch: number) => {
    rest();
    saidAtMs = scheduler.now();
    saidEpoch = epoch;
    store.setState({ said });
  };
  /** @param isDue the time has come, whatever the clock says: timers and clocks may part by a moment. */
  const follow = (isDue = false) => {
    const race = shown.getState();
    const epoch = presentEpoch(race.record);
    if (race.origin !== null) return rest();
    if (epoch < saidEpoch || (hasEnded && race.phase !== 'ended')) {
      hasEnded = false;
      say('', 0);
    }
    if (race.phase === 'ended') {
      if (hasEnded || epoch === 0) return;
      hasEnded = true;
      return say(isOneOfMany() ? 'The race has ended.' : tellEnding(race), epoch);
    }
    if (epoch === 0) saidAtMs = scheduler.now();
    if (epoch === saidEpoch) return;
    const dueMs = saidAtMs + MILESTONE_MS - scheduler.now();
    if (isDue || dueMs <= 0) return say(tell(race), epoch);
    callOff ??= scheduler.later(() => {
      callOff = null;
      follow(true);
    }, dueMs);
  };
  shown.subscribe(() => follow());
  return store;
}
