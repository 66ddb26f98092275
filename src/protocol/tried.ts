/** A sample that no split holds, and what trained nets say of it: what goes to the lab, and what comes back. */
import type { FusionSource } from './measures';
import type { ByName } from './names';

/** One modality of a sample that is tried. */
export interface TriedPart {
  /** As long as one sample of the modality. */
  readonly values: Float32Array;
  /** Whether they are the numbers of the file, to be standardised as the training split was; else they are what training sees. */
  readonly isRaw: boolean;
  /** Added to what training sees, number by number; nothing where absent. */
  readonly noise?: Float32Array;
}

/** What one run says of it. */
export interface TriedAnswer {
  readonly run: string;
  /** Epochs that the run had trained. */
  readonly epoch: number;
  /** Logits of every head that reads nothing covered, `[classes]`, by the key of its name. */
  readonly logits: ByName<readonly number[]>;
  /** How many heads need something that is covered, and are not asked. */
  readonly unasked: number;
  /** Scores of the run's own prediction from what is there, `[classes]`; null where it makes none. */
  readonly prediction: readonly number[] | null;
  readonly fusionSource: FusionSource;
  /** The heads that the prediction weighs by certainty; null where it weighs none. */
  readonly certainty: { readonly heads: readonly string[]; readonly temperature: number } | null;
}
