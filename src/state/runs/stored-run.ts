/**
 * A finished run as it is kept, sent and looked at again: what it was asked, what it said, where it trained. Whole
 * without the race it belonged to. Pure.
 */
import type { DataSetSummary } from '../../protocol/data-set';
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { RUN_FORMAT } from '../../protocol/run-format';
import type { Settings } from '../../protocol/settings';
import { BUILD } from '../build';
import { epochsDone, type RunRecord } from '../race-record';
import type { AboutRun } from './about-run';
import type { PackedSnapshots } from './pack-snapshots';

/**
 * Formats that are read. 1: a modality's numbers are under its bare id (`names-of-format-1.ts`). 2: live numbers are
 * of the ridge probe, and of the encoders that trained alone only the end is kept (`probes-of-format-2.ts`).
 */
export const READABLE_FORMATS = [1, 2, RUN_FORMAT] as const;

/** A run's record without what only a race in progress has. */
export interface KeptRecord
  extends Omit<RunRecord, 'snapshots' | 'progress' | 'checkpoint' | 'trainsOn' | 'status'> {
  /** `stopped`: the race was reset or the page closed before its end. */
  readonly status: 'ended' | 'failed' | 'stopped';
}

export interface StoredRun {
  readonly format: typeof RUN_FORMAT;
  readonly id: string;
  /** The same for all runs of one race. */
  readonly race: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** Which build of the page kept it; absent where nobody wrote that down. */
  readonly build?: string;
  /** With this run alone among `methods`. */
  readonly settings: Settings;
  /** Without recordings to listen to, and with one preview at most. */
  readonly summary: DataSetSummary;
  /** How far each modality got alone, where the race knew. */
  readonly levels: ReferenceLevels | null;
  readonly run: KeptRecord;
}

/** A stored run with its snapshots. */
export interface WholeRun {
  readonly stored: StoredRun;
  readonly snapshots: PackedSnapshots | null;
  /** What a person wrote about it; absent where nobody has. */
  readonly about?: AboutRun;
}

/** A preview of more numbers than this would weigh more than the run. */
const LARGEST_PREVIEW = 20_000;

function keptSummary(summary: DataSetSummary): DataSetSummary {
  const [preview] = summary.previews;
  const size = preview?.values.reduce((sum, { length }) => sum + length, 0) ?? 0;
  return {
    ...summary,
    modalities: summary.modalities.map(({ clips: _clips, ...rest }) => rest),
    previews: preview && size <= LARGEST_PREVIEW ? [preview] : [],
  };
}

/** What a run is kept with. */
export interface RunSurroundings {
  readonly race: string;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  readonly levels: ReferenceLevels | null;
}

/** The run as it is kept; whatever is still training counts as stopped. */
export function storedRun(
  run: RunRecord,
  { race, settings, summary, levels }: RunSurroundings,
  savedAt: string,
): StoredRun {
  const {
    snapshots: _snapshots,
    progress: _progress,
    checkpoint: _checkpoint,
    trainsOn: _trainsOn,
    ...said
  } = run;
  const { status } = run;
  return {
    format: RUN_FORMAT,
    id: `${race}/${run.name}`,
    race,
    savedAt,
    build: BUILD,
    settings: { ...settings, methods: { [run.name]: settings.methods[run.name] ?? {} } },
    summary: keptSummary(summary),
    levels,
    run: { ...said, status: status === 'ended' || status === 'failed' ? status : 'stopped' },
  };
}

/** The run as the views take it, at its end. */
export function runRecordOf({ run }: StoredRun): RunRecord {
  const status = run.status === 'stopped' ? 'training' : run.status;
  return { ...run, status, snapshots: [], progress: null, checkpoint: null };
}

/** Whether there is anything to keep. */
export const isWorthKeeping = (run: RunRecord): boolean => epochsDone(run) > 0;
