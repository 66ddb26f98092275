/**
 * Runs as a file: JSON with everything a run is kept with. Reading trusts nothing: whatever does not fit is named
 * with its place and the reason, and nothing of the file is taken.
 */
import * as v from 'valibot';
import { LabError, show, toFailure } from '../../protocol/failure';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { arrayToText, type NumberArray } from './array-text';
import type { PackedSnapshots } from './pack-snapshots';
import { runFileSchema } from './run-file-schema';
import { RUN_FORMAT, type WholeRun } from './stored-run';

/** A file of runs that cannot be used. */
export class RunFileError extends LabError {
  constructor(message: string) {
    super(
      'run-file-invalid',
      message,
      'Only files that this page has exported as JSON can be opened here. Nothing was taken from it.',
    );
  }
}

/** Larger files would freeze the page while they are read. */
const MOST_BYTES = 400_000_000;

const asText = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? arrayToText(value as NumberArray) : value;

/** The file's text; `note` says in words what was left out or rounded. */
export function writeRunFile(runs: readonly WholeRun[], note?: string): string {
  const file = { kind: 'modality-lab-runs', format: RUN_FORMAT, ...(note && { note }), runs };
  return JSON.stringify(file, asText);
}

/** Why the arrays of the snapshots cannot belong together; null where they do. */
function misfit(snapshots: PackedSnapshots, classes: number): string | null {
  const rows = snapshots.rows.length;
  const within = (values: ArrayLike<number>): boolean => {
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? -1;
      if (value < 0 || value >= classes) return false;
    }
    return true;
  };
  if (snapshots.labels.length !== rows) return 'has not one label for each sample';
  if (!within(snapshots.labels)) return 'names a class that the data set does not have';
  for (const { epoch, logits, predictions, features } of snapshots.taken) {
    for (const [head, values] of Object.entries(logits)) {
      if (values.length !== rows * classes)
        return `epoch ${epoch}, ${head}: has too few or too many logits`;
    }
    for (const [head, values] of Object.entries(predictions)) {
      if (values.length !== rows || !within(values)) {
        return `epoch ${epoch}, ${head}: has predictions that do not fit its samples`;
      }
    }
    for (const [modality, { values }] of Object.entries(features)) {
      if (values.length > rows * 4096) return `epoch ${epoch}, ${modality}: has too many features`;
    }
  }
  return null;
}

/**
 * The runs of a file.
 * @throws RunFileError naming the place and the reason
 */
export function readRunFile(name: string, text: string): readonly WholeRun[] {
  const fail = (reason: string) => new RunFileError(`${name} is no file of runs: ${reason}`);
  if (text.length > MOST_BYTES) throw fail('it is larger than 400 MB.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail('it is not JSON, or a part of it is missing.');
  }
  const read = v.safeParse(runFileSchema, json, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue) ?? 'the file';
    throw fail(`${path} is ${show(issue.input)}; ${issue.message}.`);
  }
  return read.output.runs.map(({ stored, snapshots }, i) => {
    const wrong = snapshots && misfit(snapshots, stored.summary.classNames.length);
    if (wrong) throw fail(`runs.${i}.snapshots ${wrong}.`);
    try {
      const settings = parseSettings(stored.settings as SettingsInput);
      if (!settings.methods[stored.run.name]) {
        throw fail(`runs.${i}.settings.methods does not name ${stored.run.name}.`);
      }
      return { stored: { ...stored, settings }, snapshots };
    } catch (error) {
      if (error instanceof RunFileError) throw error;
      throw fail(`runs.${i}.settings: ${toFailure(error).message}`);
    }
  });
}
