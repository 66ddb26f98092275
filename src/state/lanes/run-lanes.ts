/**
 * The lane model of one run, from the settings and what the run has said. While nothing has begun, and once all is
 * over, the whole method is drawn; in between, the stage in progress. Pure.
 */

import type { MethodDescription } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { encoderOf } from '../../protocol/encoders';
import type { EpochEnded } from '../../protocol/events';
import { measuredByName } from '../../protocol/measure';
import { runKnobValue } from '../../protocol/run-knobs';
import { runLabel, type Settings } from '../../protocol/settings';
import type { Epoch } from '../../protocol/units';
import { epochsDone, type RunRecord } from '../race-record';
import { epochAt } from '../time/shown';
import { type LaneModel, laneModel } from './lane-model';

/** What of a run's record the picture needs; unchanged between two epochs. */
export interface RunMoment {
  /** The stage in progress; null before and after. */
  readonly stage: string | null;
  /** The epoch whose gradients are shown. */
  readonly epoch: EpochEnded | null;
}

const gradients = (epoch: EpochEnded) => measuredByName(epoch, 'gradientNorm');

const measuresGradient = (epoch: EpochEnded): boolean =>
  Object.values(gradients(epoch)).some((norm) => norm !== null);

/**
 * Where the run stands, or stood at this epoch; once it is over, the last epoch that trained encoders speaks
 * for it. A run that had ended by then is shown as it ended.
 */
export function momentOf(run: RunRecord | undefined, at: Epoch | null = null): RunMoment {
  if (!run) return { stage: null, epoch: null };
  if (at !== null && at < epochsDone(run)) {
    const epoch = epochAt(run, at);
    return { stage: epoch?.stage ?? run.stages[0]?.stage ?? null, epoch };
  }
  const epoch = run.epochs.at(-1) ?? null;
  if (run.status === 'training') return { stage: run.stages.at(-1)?.stage ?? null, epoch };
  return { stage: null, epoch: run.epochs.findLast(measuresGradient) ?? epoch };
}

export interface RunLanesInput {
  readonly run: string;
  readonly method: MethodDescription;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  readonly moment: RunMoment;
}

export function runLanes({ run, method, settings, summary, moment }: RunLanesInput): LaneModel {
  const { epoch, stage } = moment;
  // an epoch of the stage before says nothing of this one
  const isCurrent = epoch !== null && (stage === null || epoch.stage === stage);
  return laneModel({
    method,
    label: runLabel(run, method),
    knobAt(path) {
      const knob = method.knobs.find((each) => each.path === path);
      return knob && runKnobValue(settings, run, knob);
    },
    modalities: summary.modalities.map(({ id, name }) => ({
      id,
      name,
      featureDim: encoderOf(settings, id).featureDim,
    })),
    stage,
    gradientNorm: isCurrent ? gradients(epoch) : {},
    pairs: epoch?.setsFixed ? epoch.pairAlignments : null,
  });
}
