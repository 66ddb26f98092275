/**
 * Failures as they cross a thread: a code for programs, two sentences for people.
 * One error class per cause lives beside the code that throws it; all extend `LabError`.
 */

/** What went wrong, in a form that survives `postMessage`. */
export interface Failure {
  /** Stable name of the cause, e.g. `diverged`, `device-lost`, `settings-invalid`. */
  readonly code: string;
  /** What is wrong and where. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}

/** A device, or a thread, that went while it trained: no fault of the run, which can go on from its checkpoint. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['device-lost', 'thread-lost']);

/** Whether a run that failed so can be gone on with. */
export const canGoOnAfter = (code: string): boolean => OF_THE_MACHINE.has(code);

/** Base of every error this lab throws on purpose. */
export class LabError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }
}

/** Of an unforeseen error's own words, which may quote whatever was given. */
const MOST_LETTERS = 500;

/** Turns anything thrown into a failure; an unforeseen error keeps its own message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof LabError) {
    return { code: error.code, message: error.message, hint: error.hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `Something unforeseen went wrong: ${message.slice(0, MOST_LETTERS)}`,
    hint: 'Press Reset and try again. If it happens again, reload the page; your settings are in its address.',
  };
}

/** How a path looks in an error sentence: keys of a million letters, and a path of thousands, are cut. */
export function shownPath(keys: readonly string[]): string {
  const path = keys
    .slice(0, 8)
    .map((key) => (key.length > 40 ? `${key.slice(0, 37)}...` : key))
    .join('.');
  return keys.length > 8 ? `${path}...` : path;
}

/** How a value looks in an error sentence; any value can be shown. */
export function show(value: unknown): string {
  const text = jsonOf(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // nested deeper than the call stack, or in itself
    return 'a value that is nested too deep to be shown';
  }
}
