/** The picture of a run in the stage that slow motion looks at, with the gradients that were seen there. Pure. */

import { lossesAsSet } from '../../protocol/as-set';
import { methodIdOf } from '../../protocol/settings';
import type { StepSeen } from '../../protocol/step';
import { asEpoch } from '../../protocol/units';
import type { ChartSource } from '../charts/chart-frame';
import type { LaneModel } from '../lanes/lane-model';
import { knobsOf, runLanes } from '../lanes/run-lanes';
import { epochAt } from '../time/shown';
import type { Moment } from './moment';
import { stepMoments } from './moments';

export interface SeenLanes {
  readonly model: LaneModel;
  readonly moments: readonly Moment[];
}

/** @returns null while the method or the data are not known. */
export function seenLanes(
  seen: StepSeen,
  { catalogue, settings, summary, record }: Omit<ChartSource, 'levels' | 'measures'>,
): SeenLanes | null {
  const method = catalogue.find(({ id }) => id === methodIdOf(seen.run));
  if (!method || !summary) return null;
  const run = record.find(({ name }) => name === seen.run);
  // the record of the epoch that this step began; of the last where that is still to come
  const epoch = epochAt(run, asEpoch(seen.epoch + 1));
  const moment = { stage: seen.stage, epoch, sets: seen.sets, measured: seen.steering };
  const drawn = runLanes({ run: seen.run, method, settings, summary, moment });
  const model = {
    ...drawn,
    lanes: drawn.lanes.map((lane) => ({ ...lane, gradient: seen.gradient[lane.id] ?? null })),
  };
  const losses = lossesAsSet(method, knobsOf(settings, seen.run, method));
  return { model, moments: stepMoments({ seen, losses, model, summary }) };
}
