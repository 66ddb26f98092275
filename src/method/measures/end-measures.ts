/**
 * The measures that are taken once, after the last epoch, because they take long: fetched then. Adding one is a file and a
 * line here.
 */
import { interactionMeasure } from './interaction';
import type { Measure } from './measure';
import { perceptualScoreMeasure } from './perceptual-score';
import { purityGapMeasure } from './purity-gap';
import { missingCurveMeasure, noiseCurveMeasure } from './spoiled-curves';

export const END_MEASURES: readonly Measure[] = [
  perceptualScoreMeasure,
  interactionMeasure,
  purityGapMeasure,
  missingCurveMeasure,
  noiseCurveMeasure,
];
