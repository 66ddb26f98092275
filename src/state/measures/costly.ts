/** Costly measures are not taken in every epoch: which epoch stands for the one shown, and the words for it. Pure. */
import type { EpochEnded } from '../../protocol/events';
import type { MeasureDescription } from '../../protocol/measure';
import { ordinal } from '../format';
import type { RunRecord } from '../race-record';

const isTaken = ({ costly }: EpochEnded): boolean => costly?.isDue ?? true;

/** The epoch itself, or the last before it in which the costly measures were taken. */
export function withCostly(run: RunRecord | null, epoch: EpochEnded | null): EpochEnded | null {
  if (!run || !epoch || isTaken(epoch)) return epoch;
  return run.epochs.findLast((each) => each.epoch <= epoch.epoch && isTaken(each)) ?? epoch;
}

/** Whether an epoch says anything of the measure, be it that it is not defined. */
export const isAsked = ({ heavy }: MeasureDescription, epoch: EpochEnded): boolean =>
  !heavy || isTaken(epoch);

/** "every 4th epoch" for the measures of these runs that are taken so; null where every epoch has them. */
export function rhythmText(
  { heavy }: Pick<MeasureDescription, 'heavy'>,
  runs: readonly RunRecord[],
): string | null {
  const [every] = runs.flatMap(({ epochs }) => epochs.at(-1)?.costly?.every ?? []);
  return heavy && every !== undefined ? `every ${ordinal(every)} epoch` : null;
}
