/**
 * The race on the page: its phase and the record of its runs. The session changes it; the charts,
 * the table and the sentence are computed from it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { ReferenceLevels } from '../protocol/reference-levels';
import type { RaceRecord, RunRecord } from './race-record';

/**
 * `starting`: asked for, not yet confirmed. `lost`: the device went while it ran, or
 * the page was closed; what was trained stays, and it can go on from its checkpoints.
 */
export type RacePhase = 'idle' | 'starting' | 'running' | 'paused' | 'ended' | 'lost';

export interface RaceState {
  /** Unlike that of any other race; empty before there was one. */
  readonly id: string;
  readonly phase: RacePhase;
  readonly record: RaceRecord;
  /** How far each modality gets alone, once the lab knows; it may know before the race has begun. */
  readonly levels: ReferenceLevels | null;
}

export type RaceStore = StoreApi<RaceState>;

export const NO_RACE: RaceState = { id: '', phase: 'idle', record: [], levels: null };

export function createRaceStore(): RaceStore {
  return createStore<RaceState>(() => NO_RACE);
}

/** What a race has said so far: all that charts, table and sentence are computed from. */
export type RaceSaid = Pick<RaceState, 'record' | 'levels'>;

/** The runs that race, without the one that trains each modality alone. */
export function racingRuns(record: RaceRecord): readonly RunRecord[] {
  return record.filter((run) => run.name !== REFERENCE_RUN);
}

/** The run that trains each modality alone, for the reference lines. */
export function referenceRun(record: RaceRecord): RunRecord | undefined {
  return record.find((run) => run.name === REFERENCE_RUN);
}
