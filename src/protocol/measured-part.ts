/** On how many samples heavy measures are taken, drawn once by the seed, and of which features. Imports nothing. */

/** Held-out samples that have every modality: a share is then known to about 2 points. */
export const MEASURED_ROWS = 512;
/** Training samples that separability is counted on. */
export const SEPARABILITY_ROWS = 2000;

/** The first of them, under the title of a chart. */
export const MEASURED_PART = `at most ${MEASURED_ROWS} held-out samples`;

/**
 * The ridge probe is taken of features of at most so many dimensions: longer ones cost their square and their cube, and
 * would take longer than all other measures together.
 */
export const RIDGE_MOST_DIMS = 512;
