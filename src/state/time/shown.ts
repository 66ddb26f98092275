/**
 * Runs as they stood at an epoch. Every view that shows one moment asks here, so that all of them show the same
 * one. Pure; `at` is the epoch of the time store, null for the latest.
 */

import type { EpochEnded } from '../../protocol/events';
import type { Snapshot } from '../../protocol/snapshot';
import type { Epoch } from '../../protocol/units';
import { epochsDone, type RaceRecord, type RunRecord } from '../race-record';
import { racingRuns } from '../race-store';

/** The last of an ascending list that is no later than `at`. */
function notAfter<T extends { readonly epoch: number }>(
  list: readonly T[],
  at: Epoch | null,
): T | null {
  const found = at === null ? list.at(-1) : list.findLast(({ epoch }) => epoch <= at);
  return found ?? null;
}

/** What the run said of this epoch; of its last where it has not come so far, null before its first. */
export function epochAt(run: RunRecord | null | undefined, at: Epoch | null): EpochEnded | null {
  return run ? notAfter(run.epochs, at) : null;
}

/** The run's latest snapshot taken at this epoch or before it; null where there is none. */
export function snapshotAt(run: RunRecord | null | undefined, at: Epoch | null): Snapshot | null {
  return run ? notAfter(run.snapshots, at) : null;
}

/** How far the furthest racing run has come, in epochs; 0 before the first has ended. */
export function presentEpoch(record: RaceRecord): number {
  return Math.max(0, ...racingRuns(record).map(epochsDone));
}

/** The run as it stood then: later epochs, stages, snapshots and its end are left out. */
function runAt(run: RunRecord, at: Epoch): RunRecord {
  if (at >= epochsDone(run)) return run;
  return {
    ...run,
    status: 'training',
    epochs: run.epochs.filter(({ epoch }) => epoch <= at),
    stages: run.stages.filter(({ afterEpoch }) => afterEpoch < at),
    snapshots: run.snapshots.filter(({ epoch }) => epoch <= at),
    progress: null,
    end: null,
    failed: null,
  };
}

/** The race as it stood then; unchanged while the latest is looked at. */
export function recordAt(record: RaceRecord, at: Epoch | null): RaceRecord {
  return at === null ? record : record.map((run) => runAt(run, at));
}
