/**
 * The format of a run that is kept: what the page stores and exports, and what the command collects. Raised, with a
 * migration where runs are read, when a field changes its meaning. Imports nothing.
 */
export const RUN_FORMAT = 3;
