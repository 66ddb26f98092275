/**
 * Runs as a file: JSON with everything a run is kept with. Reading trusts nothing and gives up as little as it can:
 * what does not fit is blank or left out, and named.
 */
import * as v from 'valibot';
import type { Described } from '../../protocol/described';
import { LabError } from '../../protocol/failure';
import { RUN_FORMAT } from '../../protocol/run-format';
import { arrayToText, type NumberArray } from './array-text';
import { readRun } from './read-run';
import { runFileSchema } from './run-file-schema';
import type { WholeRun } from './stored-run';
import { unfitPlace } from './unfit-words';

/** A file of runs that cannot be used. */
export class RunFileError extends LabError {
  constructor(
    message: string,
    hint = 'Only files of runs that this page has exported can be opened here. Nothing was taken from it.',
  ) {
    super('run-file-invalid', message, hint);
  }
}

/** Larger files would freeze the page while they are read; a text of JavaScript holds little more. */
const MOST_MB = 400;

/** @throws RunFileError for a file that is too large to be read as one text. Asked before it is read. */
export function checkTextSize(name: string, bytes: number): void {
  const mb = Math.ceil(bytes / 1e6);
  if (mb <= MOST_MB) return;
  throw new RunFileError(
    `${name} has ${mb.toLocaleString('en-US')} MB; a file of runs as JSON is read up to ${MOST_MB} MB.`,
    'Export fewer runs at once, or as a ZIP, which is read run by run. Nothing was taken from it.',
  );
}

/** @param program what wrote it, where the file says so. */
export const fromNewerLab = (name: string, program = ''): RunFileError =>
  new RunFileError(
    `${name} was exported by a newer version of this lab${program === '' ? '' : ` (${program})`}.`,
    'Reload the page to get the newest version. Nothing was taken from the file.',
  );

/** Whether a format is a number that this lab has not come to yet. */
const isFuture = (json: unknown): boolean => {
  const { format } = Object(json) as { readonly format?: unknown };
  return typeof format === 'number' && format > RUN_FORMAT;
};

const asText = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? arrayToText(value as NumberArray) : value;

/** What a file may say beside its runs. */
export interface RunFileExtras {
  /** What was left out or rounded, in words. */
  readonly note?: string;
  /** Methods and measures as the lab described them, for a page that has no lab yet. */
  readonly described?: Described;
}

/** The file's text. */
export function writeRunFile(runs: readonly WholeRun[], extras: RunFileExtras = {}): string {
  const file = { kind: 'modality-lab-runs', format: RUN_FORMAT, ...extras, runs };
  return JSON.stringify(file, asText);
}

/** What a file held. */
export interface ReadRuns {
  readonly runs: readonly WholeRun[];
  readonly described: Described | null;
  /** The table of the sweep that they are of, as it stands there; undefined where there is none. */
  readonly table?: unknown;
  /** What could not be read and is blank or left out, one sentence each; empty for a file that is whole. */
  readonly repairs: readonly string[];
}

/**
 * The runs of a file, each as far as it can be read.
 * @throws RunFileError naming the place and the reason, where the file is none or nothing of it can be used
 */
export function readRunFile(name: string, text: string): ReadRuns {
  const fail = (reason: string) => new RunFileError(`${name} is no file of runs: ${reason}`);
  checkTextSize(name, text.length);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail('it is not JSON, or a part of it is missing.');
  }
  const file = v.safeParse(runFileSchema, json, { abortEarly: true });
  if (!file.success) {
    if (isFuture(json)) throw fromNewerLab(name);
    throw fail(`${unfitPlace(file.issues[0], 'the file')}.`);
  }
  const { described, table, runs } = file.output;
  return { described, table, ...runsOf(name, runs) };
}

/**
 * @param raws each `{stored, snapshots}`, with arrays as text or as arrays.
 * @throws RunFileError where none of them can be read
 */
export function runsOf(name: string, raws: readonly unknown[]): Pick<ReadRuns, 'runs' | 'repairs'> {
  const repairs: string[] = [];
  const refusals: string[] = [];
  let areNewer = true;
  const runs = raws.flatMap((raw, i): readonly WholeRun[] => {
    const read = readRun(raw);
    if ('run' in read) {
      repairs.push(...read.repairs);
      return [read.run];
    }
    areNewer = areNewer && isFuture(Object(raw).stored);
    refusals.push(`runs.${i}.${read.refusal}.`);
    return [];
  });
  if (runs.length === 0) {
    if (areNewer && refusals.length > 0) throw fromNewerLab(name);
    throw new RunFileError(`${name} is no file of runs: ${refusals[0] ?? 'it holds no run.'}`);
  }
  return {
    runs,
    repairs: [...repairs, ...refusals.map((refusal) => `A run was left out: ${refusal}`)],
  };
}
