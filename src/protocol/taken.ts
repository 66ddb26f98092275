/** What is taken out of the lab: trained nets as plain numbers. */
import type { Modality } from './data-set';

/** A run's nets as they stand. */
export interface TakenNet {
  readonly run: string;
  /** Epochs that it had trained. */
  readonly epoch: number;
  /** Row-major, by the names of the arenas: `encoder.0.layer1.weight`, `[in, out]`. */
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
  /** How a modality's raw numbers become what the net reads, in the order of modalities. */
  readonly normalisations: readonly Modality['normalisation'][];
  /** Keys of the heads that have something to say. */
  readonly heads: readonly string[];
  /** The temperature of the certainty that weighs the prediction; null where none does. */
  readonly temperature: number | null;
}
