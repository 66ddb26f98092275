/**
 * What can go wrong with what this browser keeps for the page, told apart by its cause. The sentences stand in
 * `fault-words.ts`, which is fetched with the first fault. Knows no store and no run.
 */

export const CAUSES = [
  'none',
  'newer',
  'blocked',
  'lost',
  'cleared',
  'deleted',
  'full-in-race',
  'full-at-end',
  'damaged',
] as const;

/**
 * `none`: nothing is kept here. `newer`: a newer page has changed the form. `blocked`: another tab holds the storage in
 * an older form. `lost`: the browser closed it and does not open it again. `cleared`, `deleted`: it was emptied, by the
 * browser or by another tab. `full-in-race`, `full-at-end`: no room for the race in progress, for a finished run.
 * `damaged`: a record that cannot be read.
 */
export type Cause = (typeof CAUSES)[number];

/** Why storage failed, before anyone says what it was to hold. */
export type Failing = 'none' | 'newer' | 'blocked' | 'lost' | 'full';

/** A call of storage that failed, with its cause. */
export class StorageError extends Error {
  readonly failing: Failing;

  constructor(failing: Failing, options?: ErrorOptions) {
    super(`storage: ${failing}`, options);
    this.name = 'StorageError';
    this.failing = failing;
  }
}

/** Names of what browsers throw; a name that is not here is a browser that lost its storage. */
const BY_NAME: Readonly<Record<string, Failing>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
};
/** What they throw where a page may not keep anything: on the mere mention, and on opening. */
const FORBIDDEN = new Set(['SecurityError', 'InvalidStateError', 'ReferenceError', 'TypeError']);

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';

/** @param isOpening whether the storage was only being opened. */
export function failingOf(error: unknown, isOpening = false): Failing {
  if (error instanceof StorageError) return error.failing;
  const name = nameOf(error);
  return BY_NAME[name] ?? (isOpening && FORBIDDEN.has(name) ? 'none' : 'lost');
}

/** The browser's own words for it, for those who want to look it up; empty where there are none. */
export function detailOf(error: unknown): string {
  if (error instanceof StorageError) return error.cause === undefined ? '' : detailOf(error.cause);
  return error instanceof Error ? [error.name, error.message].filter(Boolean).join(': ') : '';
}
