/**
 * Which step slow motion shows for a moment of the time bar. Epoch N means the first step of epoch N: the charts show
 * how the epoch ended, slow motion how it began. Pure.
 */
import { REFERENCE_RUN } from '../../protocol/default-race';
import { epochsDone, type RunRecord } from '../race-record';
import { presentEpoch } from '../time/shown';
import type { ShownRace } from '../time/shown-store';

/** The epochs of a run that can be looked at. */
export interface EpochsToSee {
  /** The last that was trained; 0 where none was. */
  readonly last: number;
  /** Whether another is to come, so that its first step can be looked at on the nets as they stand. */
  readonly goesOn: boolean;
}

const runIn = ({ record }: Pick<ShownRace, 'record'>, run: string): RunRecord | undefined =>
  record.find(({ name }) => name === run);

export function epochsToSee(shown: ShownRace, run: string): EpochsToSee {
  const found = runIn(shown, run);
  // levels of an earlier race stand for a reference that was not trained again
  const last =
    !found && run === REFERENCE_RUN
      ? Math.min(shown.settings.epochs, presentEpoch(shown.record))
      : Math.max(0, found ? epochsDone(found) : 0);
  const isOver = found ? found.end !== null || found.failed !== null : last > 0;
  // a race that was lost stands nowhere until it goes on
  const stands = shown.origin === null && shown.phase !== 'ended' && shown.phase !== 'lost';
  return { last, goesOn: stands && !isOver };
}

/** The epoch of the time bar, no later than the run's last; null for the step to come. */
export function epochLookedAt(shown: ShownRace, run: string): number | null {
  const { last, goesOn } = epochsToSee(shown, run);
  if (last === 0) return goesOn ? null : 1;
  if (shown.at === null) return goesOn ? null : last;
  return Math.min(shown.at, last);
}

/**
 * How a stage of the run is asked for: by its epoch nearest to the one looked at, where it was trained; else as it
 * would begin with the nets of that epoch.
 * @param epoch the epoch looked at; null for the step to come.
 */
export function askForStage(
  shown: ShownRace,
  run: string,
  stage: string,
  epoch: number | null,
): { readonly stage: string | null; readonly epoch: number | null } {
  const epochs = runIn(shown, run)?.epochs.filter((each) => each.stage === stage) ?? [];
  const first = epochs[0]?.epoch;
  const last = epochs.at(-1)?.epoch;
  if (first === undefined || last === undefined) return { stage, epoch };
  const now = epoch ?? epochsToSee(shown, run).last + 1;
  return { stage: null, epoch: Math.min(last, Math.max(first, now)) };
}
