/**
 * Several seeds of one race: how many are wanted, how far their training has come, and how they are looked at. What
 * they came to stands on the shelf. Written by the session only.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SeedTask } from './seed-runs';

/** What the button proposes: enough for a verdict on any race of a lesson. */
const PROPOSED = 10;
export const FEWEST_SEEDS = 2;
export const MOST_SEEDS = 100;

export interface SeedsState {
  /** Seeds wanted altogether, those on the shelf included. */
  readonly count: number;
  /** `stopped`: the present seed's race stands still, and can go on with the rest. */
  readonly status: 'off' | 'running' | 'stopped';
  /** What is trained since it was asked for, in this order; empty while `off`. */
  readonly plan: readonly SeedTask[];
  /** Place in the plan of the seed in training on the page. */
  readonly at: number;
  /** Seeds of the plan that are over. */
  readonly over: readonly number[];
  /** Seeds in training beside the page's, each with the share of it that is done. */
  readonly beside: readonly { readonly seed: number; readonly share: number }[];
  /** Where time was last taken from: the clock, and the share of the plan that was done then. */
  readonly pace: { readonly sinceMs: number; readonly share: number };
  /** Whether charts and sentence are of the present seed or of all that are known. */
  readonly shows: 'one' | 'all';
  /** The run that the others are compared with, by name; the first where null or gone. */
  readonly baseline: string | null;
  /** The modality whose probe is compared, by id; the fused prediction where null or gone. */
  readonly modality: string | null;
}

export type SeedsStore = StoreApi<SeedsState>;

export function createSeedsStore(): SeedsStore {
  return createStore<SeedsState>(() => ({
    count: PROPOSED,
    status: 'off',
    plan: [],
    at: 0,
    over: [],
    beside: [],
    pace: { sinceMs: 0, share: 0 },
    shows: 'one',
    baseline: null,
    modality: null,
  }));
}
