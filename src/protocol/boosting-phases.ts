/**
 * Whose turn it is in an ensemble that grows: stage after stage another modality, in each first a phase in which its
 * encoder alone learns against what the ensemble knows, then one in which the whole ensemble learns. An encoder joins
 * at the end of its first phase alone. Numbers only.
 */
export interface BoostingPhase {
  /** From 0. */
  readonly stage: number;
  /** The phase alone, or the one of the whole ensemble. */
  readonly isAlone: boolean;
  /** The modality of the stage, by position. */
  readonly turn: number;
  /** The encoders in the ensemble in this epoch, by position. */
  readonly ensemble: readonly number[];
  /** Whether this epoch is the first of its phase. */
  readonly begins: boolean;
}

interface Lengths {
  /** Epochs of a phase alone, at least 1. */
  readonly boostEpochs: number;
  /** Epochs of a phase of the whole ensemble, at least 1. */
  readonly jointEpochs: number;
  readonly modalities: number;
}

/** The phase of an epoch, counted from 0. */
export function boostingPhase(
  epoch: number,
  { boostEpochs, jointEpochs, modalities }: Lengths,
): BoostingPhase {
  const stage = Math.floor(epoch / (boostEpochs + jointEpochs));
  const within = epoch - stage * (boostEpochs + jointEpochs);
  const isAlone = within < boostEpochs;
  const members = Math.min(modalities, isAlone ? stage : stage + 1);
  return {
    stage,
    isAlone,
    turn: stage % modalities,
    ensemble: Array.from({ length: members }, (_, position) => position),
    begins: within === 0 || within === boostEpochs,
  };
}

/** Who answers in this epoch: the ensemble, and the encoder whose turn it is. */
export const answeringIn = ({ ensemble, turn }: BoostingPhase): readonly number[] =>
  ensemble.includes(turn) ? ensemble : [...ensemble, turn];
