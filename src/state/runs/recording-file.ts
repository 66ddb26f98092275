/**
 * The recording as a file: runs as in a file of runs, in columns instead of epoch by epoch and with smaller snapshots, so
 * that it comes in a fraction of the bytes. Read through the reader of run files, which checks everything.
 */
import { type Column, type Json, packColumn, unpackColumn } from './columns';
import { recordedSnapshots, snapshotsForFile } from './recorded-snapshots';
import { type ReadRuns, type RunFileExtras, readRunFile, writeRunFile } from './run-file';
import type { WholeRun } from './stored-run';

const KIND = 'modality-lab-recording';
/** Raised when a field changes its meaning; the page and its recording come together, so that older ones need not be read. */
const FORMAT = 1;

type Tree = { readonly [key: string]: Json };

interface RecordingFile {
  readonly kind: string;
  readonly format: number;
  readonly count: number;
  readonly runs: Column;
}

/** The recording's text. Numbers keep five digits of the largest in their column. */
export function writeRecording(runs: readonly WholeRun[], extras: RunFileExtras): string {
  const stored = writeRunFile(runs.map((run) => ({ ...run, snapshots: null })));
  const { runs: plain } = JSON.parse(stored) as { runs: Tree[] };
  const records = plain.map((run, i): Tree => {
    const { snapshots = null } = runs[i] ?? {};
    return { ...run, snapshots: snapshots && recordedSnapshots(snapshots) };
  });
  const file = { kind: KIND, format: FORMAT, ...extras, count: runs.length };
  return JSON.stringify({ ...file, runs: packColumn(records) });
}

/**
 * What the recording holds; a plain file of runs is read as well.
 * @throws RunFileError where it is neither
 */
export function readRecordingFile(name: string, text: string): ReadRuns {
  if (!text.startsWith(`{"kind":"${KIND}","format":${FORMAT},`)) return readRunFile(name, text);
  const { kind: _, format: __, count, runs, ...rest } = JSON.parse(text) as RecordingFile;
  const records = unpackColumn(runs, count).map((run) => {
    const { snapshots = null, ...others } = run as Tree;
    return { ...others, snapshots: snapshots && snapshotsForFile(snapshots) };
  });
  const { kind, format } = JSON.parse(writeRunFile([])) as Tree;
  return readRunFile(name, JSON.stringify({ kind, format, ...rest, runs: records }));
}
