/**
 * The race that everything begins with: what an untouched page trains, and what the command trains where no method is
 * named. The only place outside the methods themselves that names them by choice.
 */

/** Runs by name, each with the knobs that differ from its method's own. */
export const DEFAULT_RACE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  joint: {},
  'di-mml': {},
};

/** Their names, in order. */
export const DEFAULT_RUNS: readonly string[] = Object.keys(DEFAULT_RACE);

/** Name of the run that trains each encoder alone, for the reference lines of every race. */
export const REFERENCE_RUN = 'unimodal@reference';
