/**
 * One step of a run seen from inside. A twin of the run is built from what the run knows, fed the first batch of the
 * epoch to come, and kept from learning; so the run itself is only read. The twin steps once with all its losses and
 * once with each loss alone: gradients are linear in the losses, so that is what each of them sends.
 */

import type { DeviceArray, ParameterArena } from '../../engine/kernels/kernels';
import { learningRateAt } from '../../engine/optimizer';
import { matrix, softmaxRows } from '../../math/matrix';
import { numberAt, wholeAt, wholesAt } from '../../math/numbers';
import type { LossSeen, StepSeen } from '../../protocol/step';
import { startRun } from '../catalogue';
import type { MethodRun, RunContext, Stage } from '../method';
import { encoderParameters, isOfEncoder } from '../model/parameter-names';
import { isSteering, type Signals, splitRecord } from '../model/signals';
import { BetweenTurns } from './between-turns';
import { beginEpoch } from './epoch-batches';
import { EpochTrainer, seededOrder } from './epoch-trainer';
import type { SplitData } from './race-data';
import type { Standing } from './standing';
import { toldByPlan } from './told-by-plan';
import { type NotedLoss, StepWatch } from './watching-kernels';

/** The stage that a run with so many epochs is in, and the epochs it has completed of it; the last once all is over. */
function stageAt(stages: readonly Stage[], epochs: number, asked: string | null) {
  let before = 0;
  for (const [index, stage] of stages.entries()) {
    const done = Math.max(0, Math.min(epochs - before, stage.epochs));
    const isNow = epochs < before + stage.epochs || index === stages.length - 1;
    if (asked === null ? isNow : stage.id === asked) return { stage, done };
    before += stage.epochs;
  }
  throw new Error(`There is no stage "${asked}".`);
}

const norm = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** The sum of lists that are equally long. */
const added = (lists: readonly Float32Array[]): Float32Array =>
  lists.reduce((sum, values) => sum.map((value, k) => value + numberAt(values, k)));

/** Norm of every encoder's weights, by modality id. */
async function weightNorms(arena: ParameterArena, ids: readonly string[]) {
  const norms = new Map<string, number>();
  const values = await arena.read();
  ids.forEach((id, m) => {
    const parts = encoderParameters(arena, m).map((name) =>
      norm(values.get(name) ?? new Float32Array(0)),
    );
    norms.set(id, Math.hypot(...parts));
  });
  return norms;
}

/**
 * @param context of the run; its kernels do the work, nothing of it is kept.
 * @param standing where the run stands; null for nets as they are drawn.
 * @param asked the stage to look at; null for the one the run is in.
 * @throws SettingsError where the settings do not suit the method.
 */
export async function watchStep(
  context: RunContext,
  standing: Standing | null,
  asked: string | null,
): Promise<StepSeen> {
  const { kernels, data, settings } = context;
  const ids = data.modalities.map(({ id }) => id);
  /** Gradients of the pass in progress, by modality id: one for each update that the encoder has a part in. */
  let reading: Map<string, Promise<Float32Array>[]> = new Map();
  let learningRate = 0;
  /** The encoders that the step would change: a run may hold others, such as teachers. */
  let trained: ParameterArena | null = null;
  const turns = new BetweenTurns();
  const watch = new StepWatch(kernels, (arena, step, take) => {
    learningRate = step.learningRate;
    ids.forEach((id, m) => {
      const names = encoderParameters(arena, m);
      if (names.length === 0) return;
      trained = arena;
      const isLeftOut = step.only && !names.some((name) => step.only?.includes(name));
      if (isLeftOut) return;
      reading.set(id, [...(reading.get(id) ?? []), kernels.readGradients(arena, names)]);
    });
    if (step.only) turns.update(arena, take);
  });
  const twin = await startRun({ ...context, kernels: watch.kernels, weighed: watch.weighed });
  try {
    twin.arenas.forEach((arena, k) => {
      const saved = standing?.arenas[k];
      if (saved) arena.restore(saved);
    });
    if (standing) twin.memory.restore(standing.memory);
    const { stage, done } = stageAt(twin.stages, standing?.epochs ?? 0, asked);
    await stage.begin?.();
    await stage.beforeEpoch?.(done);
    const trainer = new EpochTrainer(context, { now: () => 0, chunkMs: Number.POSITIVE_INFINITY });
    for await (const _ of trainer.lookAhead(stage, done));
    watch.isWatching = true;
    const memory = await twin.memory.save();
    const seeded = seededOrder(context.weightSeed);
    const begin = () => beginEpoch(stage, context, (count) => seeded(stage.order, done, count));
    const plan = begin();
    const { order, batches } = plan;
    const first = wholeAt(order, 0);
    let weights = new Map<string, number>();

    /** Norms of the gradients that a step sends into every encoder; nothing for a frozen one. */
    const pass = async (only: string | null): Promise<Map<string, number>> => {
      watch.only = only;
      reading = new Map();
      twin.memory.restore(memory);
      begin();
      stage.feeder().next();
      await stage.step(learningRateAt(settings.optimizer, done));
      await turns.goBack();
      if (trained && weights.size === 0) weights = await weightNorms(trained, ids);
      const norms = new Map<string, number>();
      for (const [id, gradients] of reading) {
        norms.set(id, norm(added(await Promise.all(gradients))) / (weights.get(id) ?? 1));
      }
      return norms;
    };

    const all = await pass(null);
    const planned = (row?: number) => (stage.plan ? toldByPlan(plan, data, row) : {});
    const { losses: values, signals } = splitRecord({ ...(await watch.recorded()), ...planned() });
    const columns = Object.fromEntries(await watch.firstOfColumns());
    const ofFirst = splitRecord({ ...columns, ...planned(first) }).signals;
    const before = await normsBefore(watch, ids);
    const losses: LossSeen[] = [];
    for (const noted of unrepeated(watch.losses)) {
      const alone = await pass(noted.name);
      losses.push({
        name: noted.name,
        kind: noted.kind,
        weight: noted.weight,
        value: values[noted.name] ?? Number.NaN,
        ...(await errorOf(noted, context)),
        gradientOn: Object.fromEntries(ids.map((id) => [id, alone.get(id) ?? 0])),
      });
    }
    return {
      run: context.run,
      epoch: standing?.epochs ?? 0,
      stage: stage.id,
      rows: [...wholesAt(data.train.rows, order.subarray(0, batches[0]))],
      label: wholeAt(data.train.labels, first),
      features: await featuresOf(twin, context, first),
      losses,
      steering: byMeasure(signals),
      steeringOfFirst: byMeasure(ofFirst),
      gradientBefore: Object.fromEntries(
        ids.map((id) => {
          const length = before.get(id);
          return [id, length === undefined ? null : length / (weights.get(id) ?? 1)];
        }),
      ),
      sets: setsOf(twin, ids),
      gradient: Object.fromEntries(ids.map((id) => [id, all.get(id) ?? null])),
      learningRate,
    };
  } finally {
    twin.free();
    watch.free();
  }
}

/** What the method does, as plain data. */
const byMeasure = (signals: Signals): StepSeen['steering'] =>
  Object.fromEntries(
    [...signals].flatMap(([signal, values]) =>
      isSteering(signal) ? [[signal, Object.fromEntries(values)] as const] : [],
    ),
  );

/** Length of the gradients that the method changes, before it does, by modality id. */
async function normsBefore({ before }: StepWatch, ids: readonly string[]) {
  const norms = new Map<string, number>();
  for (const [name, gradient] of before) {
    const id = ids.find((_, m) => isOfEncoder(name, m));
    if (id !== undefined) norms.set(id, Math.hypot(norms.get(id) ?? 0, norm(await gradient)));
  }
  return norms;
}

function setsOf(run: MethodRun, ids: readonly string[]): StepSeen['sets'] {
  const named = (m: number): string => ids[m] ?? '';
  const pairs = run.dimensionPairs();
  return (
    pairs?.map(({ teacher, student, dimensions }) => ({
      teacher: named(teacher),
      student: named(student),
      dimensions,
    })) ?? null
  );
}

/** Losses that share a name go through together. */
function unrepeated(noted: readonly NotedLoss[]): readonly NotedLoss[] {
  return [...new Map(noted.map((loss) => [loss.name, loss])).values()];
}

/** p of the first sample, and the mean length of p - y over the samples that the loss counts. */
async function errorOf(
  { logits, targets, rowWeights }: NotedLoss,
  { kernels, data }: RunContext,
): Promise<Pick<LossSeen, 'probabilities' | 'residual'>> {
  if (!logits || !targets) return { probabilities: null, residual: null };
  const [scores, truth] = await kernels.read([logits, targets]);
  const [weights] = rowWeights ? await kernels.read([rowWeights]) : [null];
  const { values: p, rows } = softmaxRows(matrix(scores, data.classes));
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let c = i * data.classes; c < (i + 1) * data.classes; c++) {
      square += (numberAt(p, c) - numberAt(truth, c)) ** 2;
    }
    total += Math.sqrt(square) * (weights ? numberAt(weights, i) : 1);
  }
  return { probabilities: Array.from(p.subarray(0, data.classes)), residual: total / rows };
}

/** The features of one training sample. */
async function featuresOf(
  run: MethodRun,
  { kernels, data }: RunContext,
  place: number,
): Promise<Record<string, number[]>> {
  const { train } = data;
  const owned: DeviceArray[] = [];
  const one = (source: DeviceArray) => {
    const row = kernels.allocate([1, ...source.shape.slice(1)]);
    kernels.rows(source, place, 1, row);
    owned.push(row);
    return row;
  };
  const sample: SplitData = {
    name: 'train',
    size: 1,
    rows: train.rows.slice(place, place + 1),
    inputs: train.inputs.map(one),
    labels: train.labels.slice(place, place + 1),
    targets: one(train.targets),
    has: train.has.map((mask) => mask?.slice(place, place + 1) ?? null),
    present: train.present.map((column) => column && one(column)),
  };
  try {
    const { features } = await run.read(sample, true);
    return Object.fromEntries(
      data.modalities.map(({ id }, m) => [id, Array.from(features[m]?.values ?? [])]),
    );
  } finally {
    kernels.free(owned);
  }
}
