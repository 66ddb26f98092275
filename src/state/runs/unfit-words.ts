/**
 * What is said of a value that does not fit a schema of the files of runs, in words of our own: the validator's would
 * be 'Invalid key: Expected "kind" but received undefined'. Pure.
 */
import type * as v from 'valibot';
import { show, shownPath } from '../../protocol/failure';

type Issue = v.BaseIssue<unknown>;

/** By what the validator calls a check; the others say what they want themselves. */
const MUSTS: Readonly<Record<string, string>> = {
  array: 'must be a list',
  boolean: 'must be true or false',
  custom: 'must be of another kind',
  exact_optional: 'must be of another kind',
  finite: 'must be a finite number',
  integer: 'must be a whole number',
  iso_timestamp: 'must be a time such as 2026-11-27T08:00:00.000Z',
  literal: 'must be another word',
  number: 'must be a number',
  object: 'must be an object',
  object_with_rest: 'must be an object',
  record: 'must be an object',
  strict_object: 'must be an object',
  string: 'must be text',
};
const LIMITS: Readonly<Record<string, string>> = {
  max_length: 'must be shorter: its length is at most',
  min_length: 'must be longer: its length is at least',
  max_value: 'must be at most',
  min_value: 'must be at least',
};

function mustOf({ type, message, expected, ...rest }: Issue): string {
  if (message.startsWith('must')) return message;
  const limit = LIMITS[type];
  const requirement = 'requirement' in rest ? rest.requirement : undefined;
  if (limit !== undefined && requirement !== undefined) return `${limit} ${show(requirement)}`;
  // "a" | "b", as the validator lists choices
  if (type === 'picklist' && expected) {
    return `must be one of ${expected.replace(/^\(|\)$/g, '').replaceAll(' | ', ', ')}`;
  }
  return MUSTS[type] ?? 'must be of another kind';
}

/** @returns the rest of a sentence that begins with the place: 'is 7; it must be text'. */
const unfitWords = (issue: Issue): string =>
  issue.input === undefined ? 'is missing' : `is ${show(issue.input)}; it ${mustOf(issue)}`;

/** The place and what is wrong there: 'run.name is 7; it must be text'. @param whole what the value itself is called. */
export function unfitPlace(issue: Issue, whole: string): string {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  return `${shownPath(keys) || whole} ${unfitWords(issue)}`;
}
