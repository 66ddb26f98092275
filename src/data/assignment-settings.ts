/**
 * The settings of an assignment and of an answer to it, complete: what the assignment starts from, and the answer laid
 * over it. The command and the page start here. Imports the protocol and what data start from.
 */
import {
  type Answer,
  type Assignment,
  AssignmentError,
  runsMeasured,
} from '../protocol/assignment';
import { LabError } from '../protocol/failure';
import type { Settings } from '../protocol/settings';
import { mergeSettings } from '../protocol/settings-paths';
import { settingsFrom } from './starting-settings';

/** An assignment with its settings completed. */
export interface PreparedAssignment {
  readonly assignment: Assignment;
  readonly base: Settings;
  /** On each of them the conditions must hold. */
  readonly seeds: readonly number[];
}

/** Says in which file the settings stand that cannot be used. */
function inFile(file: string, place: string, make: () => Settings): Settings {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new AssignmentError(`${file}: in ${place}, ${error.message}`);
  }
}

/**
 * @param file what the assignment's file is called in sentences.
 * @throws AssignmentError where its settings cannot be used, or its conditions are about a run that cannot be there.
 */
export function prepareAssignment(assignment: Assignment, file: string): PreparedAssignment {
  const base = inFile(file, 'base', () => settingsFrom(assignment.base));
  if (base.data.source === 'files') {
    throw new AssignmentError(
      `${file}: base.data is a person's own files (${base.data.id}), which are on one computer only; use a preset or a built-in set.`,
    );
  }
  checkRuns(assignment, base, file);
  return { assignment, base, seeds: assignment.seeds ?? [base.seed] };
}

/** @throws AssignmentError for a condition on a run that neither the base has nor an answer may add. */
function checkRuns(assignment: Assignment, base: Settings, file: string): void {
  const names = Object.keys(base.methods);
  const missing = runsMeasured(assignment).find(
    (run) =>
      !names.includes(run) &&
      !assignment.allowed.some((path) => path === 'methods' || path === `methods.${run}`),
  );
  if (missing === undefined) return;
  throw new AssignmentError(
    `${file}: a condition is about ${missing}, which is no run of base.methods; those are ${names.join(', ')}.`,
  );
}

/**
 * What the answer trains: the assignment's settings, with what the answer says in their place. Every run of the
 * assignment stays in the race, whatever the answer names.
 * @param file what the answer's file is called in sentences.
 * @throws AssignmentError where they cannot be used.
 */
export const answeredSettings = (
  { assignment: { base } }: PreparedAssignment,
  { settings }: Answer,
  file: string,
): Settings => inFile(file, 'settings', () => settingsFrom(mergeSettings(base, settings)));
