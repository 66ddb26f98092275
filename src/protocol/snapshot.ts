/**
 * What a run says about single held-out samples at the end of an epoch: enough to draw the piles, the confusion
 * matrices, the feature map and any one sample as they stood then. Plain typed arrays, so that it is stored as it is.
 */
import type { SplitName } from './data-set';
import type { ByModality, FusionSource } from './measures';
import type { ByName } from './names';

/** The largest number of held-out samples in a snapshot; of a larger set as many are drawn, once for the whole race. */
export const SNAPSHOT_ROWS = 1000;
/** Logits of one head in a snapshot where classes are many: fewer samples then, but never under `SNAPSHOT_FEATURE_ROWS`. */
export const SNAPSHOT_LOGITS = 32_000;
/** The number of samples whose features are kept too, the first ones of the order drawn. */
export const SNAPSHOT_FEATURE_ROWS = 240;
/** Snapshots of a run at most; with more epochs every second, third ... epoch has one, and the last always. */
export const SNAPSHOTS_PER_RUN = 60;

/** What stands in place of a class where there is no answer: the sample lacks the modality. No class has this number. */
export const NO_ANSWER = 0xffff;

/** Which training samples an epoch served, where its method chooses them. */
export interface TrainedSamples {
  /** Sample numbers in the data set, `[rows]`: of a large training split at most `SNAPSHOT_ROWS`, drawn once. */
  readonly rows: Int32Array;
  /** How often each came with the modality taking part, `[rows]`, by modality id. */
  readonly times: ByModality<Uint8Array>;
}

/** The held-out samples of a run at the end of one epoch. */
export interface Snapshot {
  /** 1-based, counting all stages, as in `epoch-ended`. */
  readonly epoch: number;
  readonly heldOut: SplitName;
  /** Sample numbers in the data set, `[rows]`, in random order, complete ones first; the same for every snapshot of a race. */
  readonly rows: Int32Array;
  /** Class of each, `[rows]`. */
  readonly labels: Int32Array;
  /** Logits of every head there is now, `[rows, classes]` row-major, under the names of `Accuracies.readouts`. */
  readonly logits: ByName<Float32Array>;
  /**
   * The class that each readout gives, `[rows]`: those of `Accuracies.readouts`, and `fusion` where there is a
   * prediction; NO_ANSWER where a sample lacks what the readout reads.
   */
  readonly predictions: ByName<Uint16Array>;
  /** The class that each modality's probe gives, `[rows]`, by modality id, NO_ANSWER where a sample lacks it; null in files of an older lab, which kept no such answers. */
  readonly probes: ByModality<Uint16Array> | null;
  readonly fusionSource: FusionSource;
  /** The heads that the prediction weighs by certainty (R9: softmax of the heads' largest probabilities over T); null where it weighs none. */
  readonly certainty: { readonly heads: readonly string[]; readonly temperature: number } | null;
  /** Features of the first `SNAPSHOT_FEATURE_ROWS` rows, or fewer, that have every modality, which stand first; `[rows, dims]` row-major, by modality id. */
  readonly features: ByModality<Float32Array>;
  /** Share of the features' variance that these dimensions hold, 0..1, where a recording kept their principal plane only. */
  readonly featureShare?: ByModality<number>;
  /** Absent where the epoch served every training sample once. */
  readonly trained?: TrainedSamples;
}
