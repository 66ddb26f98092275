/**
 * What a race says while it trains. Events are plain data in the past tense; the worker forwards
 * them, the headless command prints them, the page draws them. Accuracies are shares in 0..1.
 */

import type { Checkpoint } from './checkpoint';
import type { SplitName } from './data-set';
import type { Failure } from './failure';
import type {
  ByModality,
  CostlyMeasures,
  EpochCost,
  FusionSource,
  StructuredMeasures,
  TrainingSpent,
} from './measures';
import type { ByName } from './names';
import type { RightAnswers } from './right-answers';
import type { Snapshot } from './snapshot';
import type { Accuracy } from './units';

/** How many of the scored samples are right, by who says so. */
export interface Accuracies {
  /** The method's own prediction; null where the method makes none. */
  readonly fusion: Accuracy | null;
  /** Logistic probe on each encoder's features, live and at the end, by modality id. */
  readonly unimodal: ByModality<Accuracy>;
  /** The method's own heads and ensembles: `<modality>`, `shared.<modality>`, `fusionHead`, `equalWeights`, `ensembleLogits` ... */
  readonly readouts: ByName<Accuracy>;
}

interface RunEventBase {
  /** The method's name as the settings give it, e.g. `di-mml@no-duc`. */
  readonly run: string;
  /** Position in the race's event stream, from 1. */
  readonly seq: number;
}

export interface RunStarted extends RunEventBase {
  readonly kind: 'run-started';
  readonly label: string;
  readonly backend: string;
  readonly adapter: string;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** How many training samples it uses, where it leaves out those that lack a modality. */
  readonly trainedOn?: number;
  /** Epochs completed when it went on from a checkpoint; absent in a run from the start. */
  readonly afterEpoch?: number;
}

export interface StageStarted extends RunEventBase {
  readonly kind: 'stage-started';
  readonly stage: string;
  readonly label: string;
  readonly epochs: number;
}

export interface ChunkTrained extends RunEventBase {
  readonly kind: 'chunk-trained';
  /** 1-based epoch in progress, counting all stages. */
  readonly epoch: number;
  /** Steps done in this epoch. */
  readonly step: number;
  readonly steps: number;
}

/** Measures that are plain numbers stand here too, under the ids of their descriptions (measure.ts). */
export interface EpochEnded extends RunEventBase, StructuredMeasures {
  readonly kind: 'epoch-ended';
  /** Epochs completed, 1-based; later stages count on. */
  readonly epoch: number;
  readonly stage: string;
  /** Mean over the epoch's batches of each loss, unweighted, in nats: `fusion`, `total`, `<modality>`, `duc.picture>sound` ... */
  readonly losses: ByName<number>;
  /** Scored on `heldOut`. */
  readonly accuracy: Accuracies;
  /** On how many samples each modality is scored, by its id; absent where every sample has every modality. */
  readonly scoredOn?: ByModality<number>;
  /** Which held-out samples are right, in the split's order; files of an older lab have none. */
  readonly right?: RightAnswers;
  /** Modalities whose training features never change: their probe can only give the most frequent class. Absent where there are none. */
  readonly constantFeatures?: readonly string[];
  readonly fusionSource: FusionSource;
  readonly heldOut: SplitName;
  /** Whether the sets were chosen by the method (true) or recomputed for the measure (false). */
  readonly setsFixed: boolean;
  /** Absent where the costly measures are taken in every epoch, or in none. */
  readonly costly?: CostlyMeasures;
  readonly trainMs: number;
  readonly measureMs: number;
  readonly cost: EpochCost;
  /** Absent in what was written before it was counted. */
  readonly spent?: TrainingSpent;
}

/** Right before the `epoch-ended` of its epoch, in races that asked for snapshots. */
export interface SnapshotTaken extends RunEventBase, Snapshot {
  readonly kind: 'snapshot-taken';
}

/**
 * Right before the `epoch-ended` of its epoch, in races that asked for checkpoints, every few seconds, and at the end of
 * the first stage.
 */
export interface CheckpointTaken extends RunEventBase {
  readonly kind: 'checkpoint-taken';
  readonly checkpoint: Checkpoint;
  /**
   * It stands at the end of the first stage, whose length is the settings' epochs: a race of more of them goes on from
   * here. Absent elsewhere, and of nets that are too large to be kept for that.
   */
  readonly trainsOn?: true;
}

export interface RunEnded extends RunEventBase {
  readonly kind: 'run-ended';
  readonly label: string;
  /** Scored on the test split after the last epoch; `unimodal` is the last live fit of the probe. */
  readonly accuracy: Accuracies;
  /** On how many test samples each modality is scored; absent where every sample has every modality. */
  readonly scoredOn?: ByModality<number>;
  /** Which test samples are right, in the split's order; files of an older lab have none. */
  readonly right?: RightAnswers;
  readonly constantFeatures?: readonly string[];
  /** The measure `ridge` on the test split after the last epoch; of no modality where it is not taken. */
  readonly ridge: ByModality<Accuracy>;
  readonly durationMs: number;
}

export interface RunFailed extends RunEventBase {
  readonly kind: 'run-failed';
  readonly label: string;
  readonly failed: Failure;
}

export type RunEvent =
  | RunStarted
  | StageStarted
  | ChunkTrained
  | EpochEnded
  | SnapshotTaken
  | CheckpointTaken
  | RunEnded
  | RunFailed;
