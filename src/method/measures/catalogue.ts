/**
 * The measures that are taken while a run trains, in the order of `epoch-ended`. Adding one that is numbers is one file and
 * one line here; it then stands in events, run files, exports, and in a chart of the tab that it names. Those that are taken
 * once, after the last epoch, are `end-measures.ts`.
 */
import { alignmentMeasure, alignmentWithinClassMeasure } from './alignment';
import { calibrationMeasure } from './calibration';
import { certaintyByFailureMeasure } from './certainty-by-failure';
import { ckaMeasure } from './cka';
import { dimensionSpectrumMeasure } from './dimension-spectrum';
import { discrepancyRatioMeasure, discrepancyRatioTrainingMeasure } from './discrepancy-ratio';
import { fisherTraceMeasure } from './fisher-trace';
import { gradientCosineMeasure } from './gradient-cosine';
import { gradientNormBeforeMeasure, gradientNormMeasure } from './gradient-norm';
import type { Measure } from './measure';
import { modalityGapMeasure } from './modality-gap';
import { pairAlignmentsMeasure } from './pair-alignments';
import { ridgeMeasure } from './ridge';
import { shapleyMeasure } from './shapley';
import {
  answerWeightMeasure,
  droppedShareMeasure,
  frozenShareMeasure,
  fusedWeightMeasure,
  gradientConflictMeasure,
  gradientFactorMeasure,
  headCountMeasure,
  lossWeightMeasure,
  prototypePullMeasure,
  pullStrengthMeasure,
  rateFactorMeasure,
  restartShareMeasure,
  shuffleDivergenceMeasure,
  timesTrainedMeasure,
  turnMeasure,
} from './steering';
import { trainingAccuracyMeasure } from './training-accuracy';
import { utilisationMeasure } from './utilisation';

export const MEASURES: readonly Measure[] = [
  alignmentMeasure,
  alignmentWithinClassMeasure,
  pairAlignmentsMeasure,
  dimensionSpectrumMeasure,
  discrepancyRatioMeasure,
  discrepancyRatioTrainingMeasure,
  trainingAccuracyMeasure,
  gradientNormMeasure,
  gradientNormBeforeMeasure,
  fisherTraceMeasure,
  gradientFactorMeasure,
  lossWeightMeasure,
  rateFactorMeasure,
  droppedShareMeasure,
  timesTrainedMeasure,
  prototypePullMeasure,
  pullStrengthMeasure,
  frozenShareMeasure,
  gradientConflictMeasure,
  fusedWeightMeasure,
  restartShareMeasure,
  shuffleDivergenceMeasure,
  headCountMeasure,
  answerWeightMeasure,
  turnMeasure,
  gradientCosineMeasure,
  shapleyMeasure,
  utilisationMeasure,
  modalityGapMeasure,
  ckaMeasure,
  certaintyByFailureMeasure,
  calibrationMeasure,
  ridgeMeasure,
];
