/**
 * The trainer: pulls a run through its stages and says what happened. Pause is not pulling. It knows no method,
 * reads no clock of its own, and yields after every chunk of steps so that its caller can breathe.
 */
import type { Checkpoint } from '../../protocol/checkpoint';
import type {
  CheckpointTaken,
  ChunkTrained,
  EpochEnded,
  RunEnded,
  RunStarted,
  SnapshotTaken,
  StageStarted,
} from '../../protocol/events';
import type { BackendReport } from '../../protocol/messages';
import { constantFeatures, EpochMeasurer } from '../measures/epoch-measurer';
import { ridgeAccuracy } from '../measures/ridge';
import type { MethodRun, RunContext, Stage } from '../method';
import { splitRecord } from '../model/signals';
import { Checkpoints } from './checkpoints';
import { epochBatches } from './epoch-batches';
import { EpochTrainer, type Pacing } from './epoch-trainer';
import { checkLosses } from './errors';
import { score } from './evaluate';
import { SnapshotTaker } from './snapshot-taker';

/** An event before the race gives it its run's name and number. */
export type Bare<E> = Omit<E, 'run' | 'seq'>;
export type TrainEvent =
  | Bare<RunStarted>
  | Bare<StageStarted>
  | Bare<ChunkTrained>
  | Bare<EpochEnded>
  | Bare<SnapshotTaken>
  | Bare<CheckpointTaken>
  | Bare<RunEnded>;

export interface TrainOptions extends Pacing {
  readonly label: string;
  readonly report: BackendReport;
  /** Also say what every held-out sample's answers were (`snapshot-taken`). */
  readonly snapshots?: boolean;
  /** Also write the run down (`checkpoint-taken`) at the first end of an epoch after so many milliseconds, and at that of the first stage that prepares nothing; never where absent. */
  readonly checkpointMs?: number | undefined;
  /** Where to go on; from the start where absent. */
  readonly from?: Checkpoint | undefined;
}

/**
 * Trains a run to its end.
 * @throws DivergedError when a loss, a feature or a head's output is no longer finite; the run is not freed here.
 */
export async function* train(
  run: MethodRun,
  context: RunContext,
  options: TrainOptions,
): AsyncGenerator<TrainEvent, void, void> {
  const { whole: data, kernels } = context;
  const { now, report, label } = options;
  const trainer = new EpochTrainer(context, options);
  const measurer = new EpochMeasurer(run, context, now);
  const epochs = run.stages.reduce((total, stage) => total + stage.epochs, 0);
  const snapshots = options.snapshots ? new SnapshotTaker(run, context, epochs) : null;
  const checkpoints = new Checkpoints(run, measurer, { ...options, name: context.run });
  const from = options.from ?? null;
  let trained = from?.epoch ?? 0;
  let durationMs = from?.durationMs ?? 0;
  let { steps: stepsSpent, trainMs: msSpent } = from?.spent ?? { steps: 0, trainMs: 0 };

  yield {
    kind: 'run-started',
    label,
    backend: report.backend,
    adapter: report.adapter,
    epochs,
    stepsPerEpoch: epochBatches(context).count,
    ...(context.data !== data && { trainedOn: context.data.train.size }),
    ...(from && { afterEpoch: trained }),
  };
  if (from) checkpoints.restore(from);
  const main = run.stages.findIndex(({ prepares }) => !prepares);
  for (const [index, stage] of run.stages.entries()) {
    if (from && index < from.stage) continue;
    const goesOnAfter = from?.stage === index ? from.stageEpoch : 0;
    if (goesOnAfter === 0) {
      yield { kind: 'stage-started', stage: stage.id, label: stage.label, epochs: stage.epochs };
    }
    await stage.begin?.();
    const encoders = encodersTrained(run.stages.slice(0, index + 1), data.modalities.length);
    for (let epoch = goesOnAfter; epoch < stage.epochs; epoch++) {
      let mark = now();
      await stage.beforeEpoch?.(epoch);
      await measurer.noteChoice();
      const prepareMs = now() - mark;
      const epochInTraining = trainer.train(stage, epoch);
      let next = await epochInTraining.next();
      while (!next.done) {
        yield { kind: 'chunk-trained', epoch: trained + 1, ...next.value };
        next = await epochInTraining.next();
      }
      const { record, steps, plan, trainMs, dispatches } = next.value;
      const { losses, signals } = splitRecord(record);
      checkLosses(losses);
      const own = { ms: prepareMs + trainMs, dispatches };
      const took = stage.wholeCost?.(own) ?? own;
      stepsSpent += steps;
      msSpent += took.ms;
      const spent = { steps: stepsSpent, trainMs: msSpent, encoders };
      trained += 1;
      mark = now();
      const { measured, scores } = await measurer.take(signals, trained);
      const measureMs = now() - mark;
      durationMs += took.ms + measureMs;
      // before the end of the epoch is told, which ends the run's turn
      if (snapshots?.due(trained)) yield snapshots.take(trained, scores, plan);
      // that stage is as long as the settings say; whatever follows begins anew where they say more
      const endsMain = index === main && epoch === stage.epochs - 1 && !run.asksLength;
      if (checkpoints.due(endsMain)) {
        const at = { epoch: trained, stage: index, stageEpoch: epoch + 1, durationMs, spent };
        yield await checkpoints.take(at, endsMain);
      }
      yield {
        kind: 'epoch-ended',
        epoch: trained,
        stage: stage.id,
        losses,
        ...measured,
        heldOut: data.heldOut.name,
        trainMs: took.ms,
        measureMs,
        cost: {
          msPerStep: took.ms / steps,
          kernelsPerStep: kernels.dispatches() === null ? null : took.dispatches / steps,
          measureMs,
          probeMs: measurer.probes.costMs(),
          ...kernels.memory(),
        },
        spent,
      };
    }
  }
  const mark = now();
  const scores = await finalScores(run, context, measurer);
  // what the other runs of a race took in between is not this run's
  yield { kind: 'run-ended', label, ...scores, durationMs: durationMs + now() - mark };
}

/** Every stage that trains encoders begins with new ones, or it would be a stage of the one before. */
const encodersTrained = (stages: readonly Stage[], modalities: number): number =>
  stages.filter(({ order }) => order === 'encoder').length * modalities;

/**
 * The end numbers, on the test split, by the probes of the last epoch; what may be chosen was chosen on validation
 * data. What was read after the last epoch still holds, for nothing has trained since.
 */
async function finalScores(
  run: MethodRun,
  { whole: data }: RunContext,
  { probes, atEnd }: Pick<EpochMeasurer, 'probes' | 'atEnd'>,
) {
  // a race that goes on from a checkpoint after its last epoch has read nothing yet
  const samples = atEnd?.samples ?? probes.trainedOn(await run.read(data.train, true));
  // one of an older lab has no fits either
  if (!probes.areFitted()) probes.fit(samples);
  const isScored = atEnd !== null && data.heldOut === data.test;
  const { accuracy, right, readings, scoredOn } = isScored
    ? atEnd.scores
    : await score(run, data, data.test, probes);
  const ids = data.modalities.map(({ id }) => id);
  return {
    accuracy,
    ...(scoredOn && { scoredOn }),
    right,
    ...constantFeatures(probes),
    ridge: ridgeAccuracy(ids, samples, readings, data.test, data.classes),
  };
}
