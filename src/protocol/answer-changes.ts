/**
 * What an answer changes of an assignment's settings, and which of that is not allowed. Compares complete settings, so
 * it does not matter whether an answer names only what it changed. Pure.
 */
import { type Answer, type Assignment, isOfLuck } from './assignment';
import { keyOf } from './same-settings';
import type { Settings } from './settings';
import { leavesOf } from './settings-paths';

const leaves = (settings: Settings): Map<string, unknown> =>
  new Map([...leavesOf(settings)].filter(([, value]) => value !== undefined));

/** Runs that only one of two races has, as paths. */
function runsOfOne(a: Settings, b: Settings): readonly string[] {
  const names = new Set([...Object.keys(a.methods), ...Object.keys(b.methods)]);
  return [...names]
    .filter((name) => name in a.methods !== name in b.methods)
    .map((name) => `methods.${name}`);
}

/**
 * Paths whose values differ, in the order in which settings are written; a run that was added or taken away is one
 * path, whatever its knobs. The order of the runs changes no number and counts for nothing.
 */
export function changedPaths(base: Settings, answered: Settings): readonly string[] {
  const runs = runsOfOne(base, answered);
  const [before, after] = [leaves(base), leaves(answered)];
  const values = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => keyOf(before.get(path)) !== keyOf(after.get(path)) && !isCovered(runs, path),
  );
  return [...values, ...runs];
}

/** Whether one of these paths is this one, or a branch that it grows on. */
const isCovered = (paths: readonly string[], path: string): boolean =>
  paths.some((each) => path === each || path.startsWith(`${each}.`));

/** Those of the changed paths that an assignment does not allow; luck is never allowed, not even under a branch. */
export const notAllowed = (
  changed: readonly string[],
  allowed: readonly string[],
): readonly string[] => changed.filter((path) => isOfLuck(path) || !isCovered(allowed, path));

/** What is said of changes that are not allowed; null where there are none. */
export function forbiddenText(
  { allowed }: Pick<Assignment, 'allowed'>,
  forbidden: readonly string[],
): string | null {
  if (forbidden.length === 0) return null;
  const luck = forbidden.some(isOfLuck)
    ? ' Seeds are the assignment’s to choose, so that luck passes nobody.'
    : '';
  return `The answer changes ${forbidden.join(', ')}, which this assignment does not allow. It allows ${allowed.join(', ')}.${luck}`;
}

/** Why this answer is not even trained, in a sentence; null where it is. */
export function refusalOf(
  assignment: Assignment,
  answer: Answer,
  forbidden: readonly string[],
): string | null {
  return answer.task === assignment.id
    ? forbiddenText(assignment, forbidden)
    : `The answer is to ${answer.task}, and this assignment is ${assignment.id}.`;
}
