/** What the page is told about the measures: those of every epoch, those of the end, and the trainer's own times. */
import type { MeasureCatalogue } from '../../protocol/measure';
import { MEASURES } from './catalogue';
import { costDescriptions } from './cost';
import { END_MEASURES } from './end-measures';

export const measureCatalogue: MeasureCatalogue = [
  ...[...MEASURES, ...END_MEASURES].map(({ description }) => description),
  ...costDescriptions,
];
