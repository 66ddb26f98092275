/** The picture of a run in the stage that slow motion looks at, with the gradients that were seen there. Pure. */

import { methodIdOf } from '../../protocol/settings';
import type { StepSeen } from '../../protocol/step';
import type { ChartSource } from '../charts/chart-frame';
import type { LaneModel } from '../lanes/lane-model';
import { runLanes } from '../lanes/run-lanes';
import { type Moment, stepMoments } from './moments';

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
  // which dimensions are taught is known since they were chosen
  const epoch = run?.epochs.findLast(({ setsFixed }) => setsFixed) ?? run?.epochs.at(-1) ?? null;
  const moment = { stage: seen.stage, epoch };
  const drawn = runLanes({ run: seen.run, method, settings, summary, moment });
  const model = {
    ...drawn,
    lanes: drawn.lanes.map((lane) => ({ ...lane, gradient: seen.gradient[lane.id] ?? null })),
  };
  return { model, moments: stepMoments({ seen, method, model, summary }) };
}
