/**
 * The lane model of one run, from the settings and what the run has said. While nothing has begun, and once all is
 * over, the whole method is drawn; in between, the stage in progress. Pure.
 */

import type { KnobAt } from '../../protocol/as-set';
import type { MethodDescription } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { encoderOf } from '../../protocol/encoders';
import type { EpochEnded } from '../../protocol/events';
import { measuredByName } from '../../protocol/measure';
import type { ByModality } from '../../protocol/measures';
import { knobsInUse } from '../../protocol/run-knobs';
import { runLabel, type Settings } from '../../protocol/settings';
import type { Epoch } from '../../protocol/units';
import { epochsDone, type RunRecord } from '../race-record';
import { epochAt } from '../time/shown';
import { type DimensionSet, type LaneModel, laneModel } from './lane-model';

/** What of a run's record the picture needs; unchanged between two epochs. */
export interface RunMoment {
  /** The stage in progress; null before and after. */
  readonly stage: string | null;
  /** The epoch whose gradients are shown. */
  readonly epoch: EpochEnded | null;
  /** Whether the run has come to its end. */
  readonly isOver?: boolean;
  /** The sets in use where they are known better than from that epoch. */
  readonly sets?: readonly DimensionSet[] | null;
  /** Measures by modality where they are of another moment than that epoch. */
  readonly measured?: Readonly<Record<string, ByModality<number>>>;
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
  return {
    stage: null,
    epoch: run.epochs.findLast(measuresGradient) ?? epoch,
    isOver: run.status === 'ended',
  };
}

export interface RunLanesInput {
  readonly run: string;
  readonly method: MethodDescription;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  readonly moment: RunMoment;
}

/** What a run's settings make of its method's knobs. */
export function knobsOf(settings: Settings, run: string, method: MethodDescription): KnobAt {
  const values = knobsInUse(method, settings, run);
  return (path) => values.get(path);
}

export function runLanes({ run, method, settings, summary, moment }: RunLanesInput): LaneModel {
  const { epoch, stage, isOver = false } = moment;
  const chosen = epoch?.setsFixed ? epoch.pairAlignments : null;
  // an epoch of the stage before says nothing of this one
  const isCurrent = epoch !== null && (stage === null || epoch.stage === stage);
  const measuredAt = (id: string) => {
    if (moment.measured) return moment.measured[id] ?? {};
    return isCurrent ? measuredByName(epoch, id) : {};
  };
  return laneModel({
    method,
    label: runLabel(run, method),
    knobAt: knobsOf(settings, run, method),
    modalities: summary.modalities.map(({ id, name }) => ({
      id,
      name,
      featureDim: encoderOf(settings, id).featureDim,
    })),
    stage,
    isOver,
    gradientNorm: isCurrent ? gradients(epoch) : {},
    measured: measuredAt,
    pairs: moment.sets === undefined ? chosen : moment.sets,
  });
}
