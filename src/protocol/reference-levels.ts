/** What is known of how far each modality gets alone: plain data that a race says once and that is kept with its runs. */
import type { ByModality, TrainingSpent } from './measures';
import type { RightAnswers } from './right-answers';
import type { Accuracy } from './units';

/** What encoders that each trained alone know at one moment, by the same probe on the same samples as every run. */
export interface AloneNumbers {
  /** Share right by modality id, 0..1. */
  readonly accuracy: ByModality<Accuracy>;
  /** On which samples; null where it was written before anybody said so. */
  readonly right: RightAnswers | null;
}

export interface AloneAtEpoch extends AloneNumbers {
  /** Epochs completed, from 1. */
  readonly epoch: number;
  /** What it had taken by then; absent in old files. */
  readonly spent?: TrainingSpent;
}

/** The curves "trained alone" and the lines "untrained". */
export interface ReferenceLevels {
  /** On held-out samples after each epoch, in order. From a file of format 2 or older only after the last. */
  readonly alone: readonly AloneAtEpoch[];
  /** On the test split after the last epoch; null where they were cut off before. */
  readonly end: AloneNumbers | null;
  /** On held-out samples, of the encoders as they were drawn; empty where nobody looked. */
  readonly untrained: ByModality<Accuracy>;
}

/** Whether they are known from the first epoch to the end, so that nobody need train them again. */
export function isWhole(levels: ReferenceLevels | null): levels is ReferenceLevels {
  return levels !== null && levels.end !== null && levels.alone[0]?.epoch === 1;
}
