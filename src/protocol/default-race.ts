/**
 * The runs that the lab itself asks for: the race that everything begins with, and the reference that trains each
 * encoder alone. The only place of the protocol that names methods by choice; state and page name none.
 */

/** What an untouched page trains, and the command where no method is named: each with the knobs that differ. */
export const DEFAULT_RACE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  joint: {},
  // independent encoders with DI-MML's own weighting: the rival that shows how much of its gain is detaching
  'late-ensemble@certainty': { average: 'certainty' },
  'di-mml': {},
};

/** Their names, in order. */
export const DEFAULT_RUNS: readonly string[] = Object.keys(DEFAULT_RACE);

/** Name of the run that trains each encoder alone, for the reference lines of every race. */
export const REFERENCE_RUN = 'unimodal@reference';
