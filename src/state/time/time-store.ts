/**
 * What moment the page looks at: the race as it trains or an epoch of it, and a race of the past instead of the
 * present one. Looking never touches training; must not import session, race or experiment.
 */

import { createStore } from 'zustand/vanilla';
import { asEpoch, type Epoch } from '../../protocol/units';
import type { ReadonlyStore } from '../readonly-store';
import type { PastRace } from './past-race';

export interface TimeState {
  /** The epoch that every view shows; null follows the latest. */
  readonly at: Epoch | null;
  /** A race that is over and looked at again; null for the present race. */
  readonly past: PastRace | null;
  /** Whether the recorded race is on its way, so that its place is kept free. */
  readonly isAwaited: boolean;
  /** Says that it is, or that it will not come. */
  awaitPast(isAwaited: boolean): void;
  /** Shows the epoch nearest to a number, such as a slider's; a run that has not come so far shows its last. */
  show(epoch: number): void;
  /** Follows the latest epoch again. */
  follow(): void;
  /** Puts a race of the past on the page, at its end. */
  showPast(past: PastRace): void;
  /** The present race again, as it trains. */
  backToPresent(): void;
}

export type TimeStore = ReadonlyStore<TimeState>;

export function createTimeStore(): TimeStore {
  return createStore<TimeState>((set) => ({
    at: null,
    past: null,
    isAwaited: false,
    awaitPast: (isAwaited) => set({ isAwaited }),
    show: (epoch) => set({ at: asEpoch(Math.max(1, Math.round(epoch))) }),
    follow: () => set({ at: null }),
    showPast: (past) => set({ past, at: null, isAwaited: false }),
    backToPresent: () => set({ past: null, at: null, isAwaited: false }),
  }));
}
