/** One race on an opened lab, from its settings to how every run ended. What it says on the way is handed on. */
import type { InThreadLab } from '../../client/in-thread-lab';
import type { RaceCheckpoint } from '../../protocol/checkpoint';
import type { DataSet, DataSetSummary } from '../../protocol/data-set';
import { mustNameModalities } from '../../protocol/encoder-names';
import type { Accuracies, RunEnded, RunEvent, RunStarted } from '../../protocol/events';
import { type Failure, LabError } from '../../protocol/failure';
import type { ByModality } from '../../protocol/measures';
import type { LabEvent } from '../../protocol/messages';
import { constantText, dataLimits } from '../../protocol/number-limits';
import { runNames, type Settings } from '../../protocol/settings';
import type { Accuracy } from '../../protocol/units';
import { type EpochLosses, type StillFalling, stillFalling } from '../../verdict/still-falling';

/** How a run ended: RUN of `race-ended`. Accuracies are on the test split after the last epoch, 0 to 1. */
export type RunResult =
  | {
      readonly method: string;
      readonly label: string;
      readonly accuracy: Accuracies;
      /** The ridge probe, where it was measured. */
      readonly ridge?: ByModality<number>;
      /** Its training loss was still falling at its end; absent where it had levelled off. */
      readonly notFinishedLearning?: StillFalling;
      readonly durationMs: number;
    }
  | { readonly method: string; readonly label: string; readonly failed: Failure };

export interface RaceRequest {
  readonly settings: Settings;
  /** A person's files, read; null where the settings name the data. */
  readonly dataSet: DataSet | null;
  /** Whether each modality is trained alone, too; not where absent. */
  readonly withReference?: boolean;
  /** Whether single samples are said, and the nets of runs that have ended stay at hand; not where absent. */
  readonly snapshots?: boolean;
  /** Milliseconds between two `checkpoint-taken`; none where absent. */
  readonly checkpointMs?: number;
  readonly from?: RaceCheckpoint;
  /** Whether settings of encoders may speak of modalities of other data, as those that a page has written may; not where absent. */
  readonly takesStrayEncoders?: boolean;
}

export interface RaceOutcome {
  /** In the order of the race; runs that a checkpoint says were done are not among them. */
  readonly runs: readonly RunResult[];
  readonly summary: DataSetSummary | null;
  /** How far each modality got alone, by the probe on the test split; null where that was not asked for, or failed. */
  readonly alone: ByModality<Accuracy> | null;
}

/** Nothing was trained: settings, data or device cannot be used. */
class RaceRefusedError extends LabError {}

/** What `run-ended` comes to. @param epochs all of the run's; where they are not known, none. */
export function endedRun(
  { run, label, accuracy, ridge, durationMs }: RunEnded,
  epochs: readonly EpochLosses[],
): RunResult {
  const notFinishedLearning = stillFalling(epochs);
  return {
    method: run,
    label,
    accuracy,
    ...(Object.keys(ridge).length > 0 && { ridge }),
    ...(notFinishedLearning && { notFinishedLearning }),
    durationMs,
  };
}

function tellUnfinished(result: RunResult): void {
  if (!('notFinishedLearning' in result) || !result.notFinishedLearning) return;
  const { fell, share, stage } = result.notFinishedLearning;
  console.error(
    `${result.method}: not finished learning; the last quarter of its stage "${stage}" took ${fell.toFixed(2)} nats off the training loss, ${Math.round(share * 100)} % of all it took off. More epochs would change its numbers.`,
  );
}

function tellTrainedOn({ run, trainedOn }: RunStarted): void {
  if (trainedOn === undefined) return;
  console.error(`${run} trains on the ${trainedOn} training samples that have every modality.`);
}

function tellConstant({ run, constantFeatures = [] }: RunEnded): void {
  const sentence = constantText(run, constantFeatures);
  if (sentence !== null) console.error(sentence);
}

/**
 * Trains a race to its end. Runs that fail are told on stderr and are results like others.
 * @param hear called with everything that the runs say.
 * @throws RaceRefusedError where nothing could be trained; SettingsError where an encoder is set of a modality that is not there.
 */
export async function runRace(
  lab: InThreadLab,
  {
    settings,
    dataSet,
    withReference = false,
    snapshots = false,
    checkpointMs,
    from,
    takesStrayEncoders = false,
  }: RaceRequest,
  hear: (event: RunEvent) => void,
): Promise<RaceOutcome> {
  const runs = new Map<string, RunResult>();
  const opened: DataSetSummary[] = [];
  let alone: RaceOutcome['alone'] = null;
  const epochs = new Map<string, EpochLosses[]>();
  const refusals: Failure[] = [];
  const listen = (event: LabEvent) => {
    switch (event.kind) {
      case 'data-opened':
        opened.push(event.summary);
        for (const sentence of dataLimits(event.summary)) console.error(sentence);
        break;
      case 'reference-known':
        alone = event.end?.accuracy ?? null;
        break;
      case 'request-failed':
        refusals.push(event.failed);
        break;
      case 'device-lost':
        console.error(`${event.failed.message} ${event.failed.hint}`);
        break;
      case 'run-started':
        // of a run that goes on from a checkpoint only the rest is heard, which is no whole curve
        if (event.afterEpoch === undefined) epochs.set(event.run, []);
        tellTrainedOn(event);
        break;
      case 'epoch-ended':
        epochs.get(event.run)?.push(event);
        break;
      case 'run-ended': {
        const result = endedRun(event, epochs.get(event.run) ?? []);
        runs.set(event.run, result);
        tellConstant(event);
        tellUnfinished(result);
        break;
      }
      case 'run-failed':
        console.error(`${event.run}: ${event.failed.message} ${event.failed.hint}`);
        runs.set(event.run, { method: event.run, label: event.label, failed: event.failed });
        break;
    }
    if ('run' in event) hear(event);
  };
  const unsubscribe = lab.subscribe(listen);
  try {
    lab.send(dataSet ? { kind: 'use-data', dataSet } : { kind: 'open-data', settings });
    await lab.settled();
    mustHaveBeenTaken(refusals);
    if (!takesStrayEncoders) for (const summary of opened) mustNameModalities(settings, summary);
    lab.send({
      kind: 'start-race',
      settings,
      withReference,
      paused: false,
      ...(snapshots && { snapshots }),
      ...(checkpointMs !== undefined && { checkpoints: true, checkpointMs }),
      ...(from && { from }),
    });
    await lab.settled();
  } finally {
    unsubscribe();
  }
  mustHaveBeenTaken(refusals);
  const trained = runNames(settings).flatMap((name) => runs.get(name) ?? []);
  return { runs: trained, summary: opened.at(-1) ?? null, alone };
}

function mustHaveBeenTaken([refused]: readonly Failure[]): void {
  if (refused) throw new RaceRefusedError(refused.code, refused.message, refused.hint);
}

/** Whether any of them failed. */
export const hasFailed = (runs: readonly RunResult[]): boolean =>
  runs.some((run) => 'failed' in run);
