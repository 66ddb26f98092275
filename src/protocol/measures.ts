/**
 * What is measured at the end of every epoch beside losses and accuracies, where it is more than numbers. Plain data;
 * `method/measures` computes it and says how. Everything is taken on held-out samples unless it says "training", the
 * heavy ones (marked) on a fixed subset of them, and not in every epoch; `measures.heavy` switches those off. Null: not
 * defined for this run, or not now.
 */

import type { ByName } from './names';

/** One value per modality id. */
export type ByModality<T> = Readonly<Record<string, T>>;

/** What stands in for the prediction while a method has no fusion head yet. */
export type FusionSource = 'method' | 'ensemble';

/** How one student follows one teacher on the teacher's complementary dimensions. */
export interface PairAlignment {
  readonly teacher: string;
  readonly student: string;
  readonly dimensions: readonly number[];
  /** Mean cosine of paired features; null where fewer than two dimensions are left. */
  readonly paired: number | null;
  /** Mean cosine of features paired at random within the class. */
  readonly shuffledWithinClass: number | null;
  /** Mean cosine of features paired at random. */
  readonly shuffled: number | null;
  /** Heavy. How often the student's feature finds its own sample's teacher feature in a batch, 0..1. */
  readonly retrieval: number | null;
  /** What `retrieval` is by chance: 1 / batch. */
  readonly retrievalChance: number | null;
  /** Heavy. ln(batch) - L_DUC in nats (cosine, temperature 0.5 for every run); pairing by chance reads 0 or less. */
  readonly nats: number | null;
  /** Mean separability of these dimensions in the student, now minus when the sets were chosen; null before. */
  readonly transferGain: number | null;
}

/** Heavy. How well single feature dimensions separate the classes (R5, training samples). */
export interface DimensionSpectrum {
  /** Separability of each dimension, in the features' order, 0..1. */
  readonly separability: ByModality<readonly number[]>;
  /** The line above which a dimension is effective. */
  readonly mean: ByModality<number>;
  /** Numbers of dimensions; null where the modalities' features differ in length. */
  readonly sizes: {
    /** Effective in two or more modalities. */
    readonly both: number;
    /** Effective in this modality alone. */
    readonly only: ByModality<number>;
    readonly neither: number;
  } | null;
  /** Jaccard index of each set in use against the same set chosen now, 1 = unchanged; null without fixed sets. */
  readonly drift:
    | readonly { readonly teacher: string; readonly student: string; readonly jaccard: number }[]
    | null;
}

/** How a head's confidence relates to being right. */
export interface CalibrationOfHead {
  /** Expected calibration error, 0..1. */
  readonly error: number;
  /** Samples per bin; bins of equal width over confidence 0..1. */
  readonly count: readonly number[];
  /** Mean confidence of each bin; null where it is empty. */
  readonly confidence: readonly (number | null)[];
  /** Share right in each bin; null where it is empty. */
  readonly accuracy: readonly (number | null)[];
}

/** The samples on which exactly these modalities' probes are right. */
export interface FailureRow {
  /** Modalities whose probe is right; all others are wrong. */
  readonly right: readonly string[];
  readonly count: number;
  /** Mean certainty weight per head; null where the method weighs no heads or there are no such samples. */
  readonly weights: ByName<number> | null;
  /** Share right per head, `fusion` being the prediction; null where there are no such samples. */
  readonly accuracy: ByName<number> | null;
}

/** Shares of samples that are right, by how badly a modality is spoiled: 0 is not at all. */
export type SpoiledCurve = Readonly<Record<string, number>>;

/** Heavy, after the last epoch. What a run still answers while one modality is spoiled ever more and the others are not. */
export interface SpoiledCurves {
  /** Of the prediction, by the modality that is spoiled; those without which it says nothing are left out. */
  readonly prediction: ByModality<SpoiledCurve>;
  /** Of the spoiled modality's own head or readout, where it has one that is asked. */
  readonly own: ByModality<SpoiledCurve>;
  /** Mean height of the prediction's curve, 0..1: the area under it as a share of all there is. */
  readonly area: ByModality<number>;
}

/** What an epoch cost; timings are the one thing here that two equal races do not share. */
export interface EpochCost {
  readonly msPerStep: number;
  /** Programs the graphics card was told to run per step; null on the processor, where nobody counts. */
  readonly kernelsPerStep: number | null;
  readonly measureMs: number;
  /** What the probes took of that; files of an older lab do not say. */
  readonly probeMs?: number;
  /** Arrays and bytes on the device after the epoch, of the whole race. */
  readonly arrays: number;
  readonly bytes: number;
}

/** How often the costly measures are taken. */
export interface CostlyMeasures {
  /** In the first epoch, in every so-manieth, and in the last; from 2 on. */
  readonly every: number;
  /** Whether they were taken in this one. */
  readonly isDue: boolean;
}

/** What the training of a run has taken so far, all stages together: what methods must be compared by as well. */
export interface TrainingSpent {
  /** Steps of the optimizer. */
  readonly steps: number;
  /** Training without measuring, in milliseconds; of a training that several runs share, all of it. */
  readonly trainMs: number;
  /** Encoders trained from their first weights: one for each modality, more where a method trains teachers first. */
  readonly encoders: number;
}

/**
 * The measures with a shape of their own. Those that are plain numbers stand beside them in the event, under the ids
 * of their descriptions (`measured` in measure.ts reads them).
 */
export interface StructuredMeasures {
  readonly pairAlignments: readonly PairAlignment[];
  readonly dimensionSpectrum: DimensionSpectrum | null;
  /** Heavy. By who is right. */
  readonly certaintyByFailure: readonly FailureRow[] | null;
  /** Heavy. By head, and `fusion` for the prediction. */
  readonly calibration: ByName<CalibrationOfHead> | null;
  /** By the share of samples, in %, in which the modality is covered. */
  readonly missingCurve: SpoiledCurves | null;
  /** By the noise on the modality, in standard deviations of the training split. */
  readonly noiseCurve: SpoiledCurves | null;
}

/** Nothing measured. */
export const NOT_MEASURED: StructuredMeasures = {
  pairAlignments: [],
  dimensionSpectrum: null,
  certaintyByFailure: null,
  calibration: null,
  missingCurve: null,
  noiseCurve: null,
};
