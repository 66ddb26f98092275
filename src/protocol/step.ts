/**
 * One training step of a run seen from inside, with real numbers: what its losses are on one batch and what each of
 * them sends into each encoder. Plain data; `method/watch-step` computes it and changes nothing of the run.
 */
import type { ByModality } from './measures';

/** One loss of the step. */
export interface LossSeen {
  /** As the losses are named in `epoch-ended`: `fusion`, `picture`, `shared.sound`, `duc.picture>sound` ... */
  readonly name: string;
  /** What it is worked out from: answers and the truth, features in a batch, or how far one thing is from another. */
  readonly kind: 'cross-entropy' | 'contrast' | 'distance';
  /** Mean over the batch, unweighted, in nats. */
  readonly value: number;
  /** Factor on its gradient. */
  readonly weight: number;
  /** For the first sample of the batch; null for a loss without classes. */
  readonly probabilities: readonly number[] | null;
  /** Mean over the batch of the length of p - y, which flows back of a mean of -log p, 0..sqrt 2; null without classes. */
  readonly residual: number | null;
  /** Norm of the gradient that this loss alone sends into each encoder, over the norm of the encoder's weights. */
  readonly gradientOn: ByModality<number>;
}

/** A step, not taken. */
export interface StepSeen {
  readonly run: string;
  /** Epochs of all stages that the run has trained: 0 for untrained nets. */
  readonly epoch: number;
  readonly stage: string;
  /** Sample numbers of the batch in the data set, the first being the one that is followed. */
  readonly rows: readonly number[];
  /** Class of the first. */
  readonly label: number;
  /** Its feature, per modality. */
  readonly features: ByModality<readonly number[]>;
  readonly losses: readonly LossSeen[];
  /** How the method steers each modality in this step, by the id of the measure that says it each epoch. */
  readonly steering: Readonly<Record<string, ByModality<number>>>;
  /** The same of the sample that is followed, where it differs from sample to sample. */
  readonly steeringOfFirst: Readonly<Record<string, ByModality<number>>>;
  /** Norm of each encoder's gradient before the method changes it, as `gradient`; null where it changes none. */
  readonly gradientBefore: ByModality<number | null>;
  /** The sets of dimensions in use in this step; null without, or before they are chosen. */
  readonly sets:
    | readonly {
        readonly teacher: string;
        readonly student: string;
        readonly dimensions: readonly number[];
      }[]
    | null;
  /** Norm of the gradient that would change each encoder, over the norm of its weights; null where it is frozen. */
  readonly gradient: ByModality<number | null>;
  readonly learningRate: number;
}

/** The step that somebody wants to see. */
export interface StepAsked {
  /** The run's name in the settings. */
  readonly run: string;
  /** The stage to look at; null for the one the run is in. */
  readonly stage: string | null;
  /** The epoch whose first step it is, over all stages, from 1; null for the step to come. */
  readonly epoch: number | null;
}

/** How a step of a past epoch was come by. */
export interface TrainedForStep {
  /** Epochs, over all stages, after which the copy set out; 0 for the start. */
  readonly from: number;
  /** Mean losses of the last epoch that it trained, as `epoch-ended` names them, in nats. */
  readonly losses: Readonly<Record<string, number>>;
}
