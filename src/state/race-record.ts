/**
 * The record of a race: what every run has said so far. A pure reducer over run events; phases
 * (running, paused ...) and stores live elsewhere.
 */
import type { Checkpoint, RaceCheckpoint } from '../protocol/checkpoint';
import type { EpochEnded, RunEnded, RunEvent } from '../protocol/events';
import { canGoOnAfter, type Failure } from '../protocol/failure';
import { methodIdOf } from '../protocol/settings';
import type { Snapshot } from '../protocol/snapshot';
import { type Trained, trainedAfter } from '../protocol/stretches';
import { withSnapshot } from './time/kept-snapshots';

/** A stage as it really began. */
export interface StageRecord {
  readonly stage: string;
  readonly label: string;
  /** Epochs completed when it began; 0 for the first. */
  readonly afterEpoch: number;
}

/** One run and its record. */
export interface RunRecord extends Trained {
  readonly name: string;
  readonly methodId: string;
  readonly label: string;
  readonly status: 'waiting' | 'training' | 'ended' | 'failed';
  /** Epochs of all stages together; 0 until the run has started. */
  readonly expectedEpochs: number;
  readonly stages: readonly StageRecord[];
  /** Every epoch that ended, in order. */
  readonly epochs: readonly EpochEnded[];
  /** What it said of single samples, in order; thinned out where they would fill the memory. */
  readonly snapshots: readonly Snapshot[];
  /** The epoch in progress, between two that ended. */
  readonly progress: {
    readonly epoch: number;
    readonly step: number;
    readonly steps: number;
  } | null;
  /** Where it can go on if it is cut off; null before there is one, and once it has ended. */
  readonly checkpoint: Checkpoint | null;
  /** Where it goes on if it is trained for more epochs; absent before it has come there. */
  readonly trainsOn?: Checkpoint;
  readonly end: RunEnded | null;
  readonly failed: Failure | null;
  /** It was taken from the shelf as it ended, and is not trained here. */
  readonly onShelf?: true;
}

/** Runs by name, in the order of the race. */
export type RaceRecord = readonly RunRecord[];

/** A race in which nothing has happened yet. */
export function waitingRuns(names: readonly string[]): RaceRecord {
  return names.map((name) => ({
    name,
    methodId: methodIdOf(name),
    label: name,
    backend: '',
    adapter: '',
    status: 'waiting',
    expectedEpochs: 0,
    stages: [],
    epochs: [],
    snapshots: [],
    progress: null,
    checkpoint: null,
    end: null,
    failed: null,
  }));
}

/** The record with those of these runs that it does not have yet. */
export function withRuns(record: RaceRecord, names: readonly string[]): RaceRecord {
  const known = new Set(record.map(({ name }) => name));
  return [...record, ...waitingRuns(names.filter((name) => !known.has(name)))];
}

/** Epochs a run has completed. */
export function epochsDone(run: RunRecord): number {
  return run.epochs.at(-1)?.epoch ?? 0;
}

/** A run's record as it stood at its checkpoint; what came after is trained again. */
function asOfCheckpoint(run: RunRecord, epoch: number): RunRecord {
  return {
    ...run,
    stages: run.stages.filter(({ afterEpoch }) => afterEpoch < epoch),
    epochs: run.epochs.filter((ended) => ended.epoch <= epoch),
    snapshots: run.snapshots.filter((taken) => taken.epoch <= epoch),
    progress: null,
    end: null,
    failed: null,
  };
}

function afterOne(run: RunRecord, event: RunEvent): RunRecord {
  switch (event.kind) {
    case 'run-started': {
      const { stretches: _, ...rest } = asOfCheckpoint(run, event.afterEpoch ?? 0);
      return {
        ...rest,
        ...trainedAfter(run, event),
        label: event.label,
        status: 'training',
        expectedEpochs: event.epochs,
      };
    }
    case 'stage-started': {
      const begun = { stage: event.stage, label: event.label, afterEpoch: epochsDone(run) };
      return { ...run, stages: [...run.stages, begun] };
    }
    case 'chunk-trained':
      return { ...run, progress: { epoch: event.epoch, step: event.step, steps: event.steps } };
    case 'epoch-ended':
      return { ...run, epochs: [...run.epochs, event], progress: null };
    case 'snapshot-taken': {
      const { kind: _kind, run: _run, seq: _seq, ...snapshot } = event;
      return { ...run, snapshots: withSnapshot(run.snapshots, snapshot) };
    }
    case 'checkpoint-taken':
      return {
        ...run,
        checkpoint: event.checkpoint,
        ...(event.trainsOn && { trainsOn: event.checkpoint }),
      };
    case 'run-ended':
      return {
        ...run,
        label: event.label,
        status: 'ended',
        end: event,
        progress: null,
        checkpoint: null,
      };
    case 'run-failed':
      return { ...run, label: event.label, status: 'failed', failed: event.failed, progress: null };
  }
}

/** The record after these events; events of runs that are not in the race are left out. */
export function recordAfter(record: RaceRecord, events: readonly RunEvent[]): RaceRecord {
  return record.map((run) =>
    events.filter((event) => event.run === run.name).reduce(afterOne, run),
  );
}

/** Whether it was the device, or its thread, that went, and not the run that failed by itself. */
export const isCutOff = ({ failed }: RunRecord): boolean =>
  failed !== null && canGoOnAfter(failed.code);

/** A run that is over for good. */
const isOver = (run: RunRecord): boolean =>
  run.end !== null || (run.failed !== null && !isCutOff(run));

/** Where a race that has ended goes on for more epochs; what failed by itself would fail again, what is not kept begins anew. */
export const whereToTrainOn = (record: RaceRecord): RaceCheckpoint => ({
  runs: record.flatMap(({ end, trainsOn }) => (end && trainsOn ? [trainsOn] : [])),
  done: record.filter(({ failed }) => failed !== null).map(({ name }) => name),
});

/** The record as it stands before those runs go on, and begins again each from its place. */
export const beforeTrainingOn = (record: RaceRecord): RaceRecord =>
  record.map((run) => {
    if (run.failed) return run;
    // what was taken from the shelf is trained here now
    const { onShelf: _, ...rest } = asOfCheckpoint(run, run.trainsOn?.epoch ?? 0);
    return { ...rest, status: 'waiting', checkpoint: run.trainsOn ?? null };
  });

/** Where a race that was cut off can go on; null where a new race would train no more, or nothing is left to train. */
export function whereToGoOn(record: RaceRecord): RaceCheckpoint | null {
  const left = record.filter((run) => !isOver(run));
  const runs = left.flatMap(({ checkpoint }) => checkpoint ?? []);
  const done = record.filter(isOver).map(({ name }) => name);
  return left.length === 0 || runs.length + done.length === 0 ? null : { runs, done };
}
