/** On how many samples heavy measures are taken, drawn once by the seed. Imports nothing. */

/** Held-out samples that have every modality: a share is then known to about 2 points. */
export const MEASURED_ROWS = 512;
/** Training samples that separability is counted on. */
export const SEPARABILITY_ROWS = 2000;

/** The first of them, under the title of a chart. */
export const MEASURED_PART = `at most ${MEASURED_ROWS} held-out samples`;
