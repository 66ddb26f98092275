/**
 * Weighs a run before anybody trains it: a copy takes a few steps of every stage and is measured once, on the device,
 * the data and the settings that it would have. No table of devices, and nothing of it is kept.
 */
import type { RunNeed } from '../../protocol/need';
import { startRun } from '../catalogue';
import { EpochMeasurer } from '../measures/epoch-measurer';
import type { RunContext, Stage } from '../method';
import { splitRecord } from '../model/signals';
import { beginEpoch } from './epoch-batches';
import { seededOrder } from './epoch-trainer';

/** Steps before the first that counts: programs are made, and memory found, in these. */
const WARM_STEPS = 2;
/** Of steps that take so long the first says enough. */
const LONG_STEP_MS = 500;
/** Timed so often, each time for so long, at least a step; at most an epoch in all. */
const TIMINGS = 3;
const TIMING_MS = 10;
/** A first measuring that took less is repeated, for it was cold. */
const COLD_MS = 200;

/**
 * Yields between two parts, so that the caller can breathe or give up; the copy is freed however it ends.
 * @param isAlike its encoders are trained for it by another run of the race, and only measured for this one.
 * @throws SettingsError where the settings do not suit the run.
 */
export async function* weigh(
  context: RunContext,
  now: () => number,
  isAlike: boolean,
): AsyncGenerator<void, RunNeed, void> {
  const { kernels } = context;
  const before = kernels.memory().bytes;
  const run = await startRun(context);
  try {
    const measurer = new EpochMeasurer(run, context, now);
    let steps = 0;
    let ms = 0;
    let losses: Record<string, number> = {};
    for (const stage of run.stages) {
      await stage.begin?.();
      // where a method makes its epochs itself, a late one, as the nets would have it now: its first are plain
      const mark = now();
      await stage.beforeEpoch?.(stage.plan ? Math.max(0, stage.epochs - 1) : 0);
      const planMs = stage.plan ? now() - mark : 0;
      yield;
      const { stepMs, stepsPerEpoch } = await timeSteps(stage, context, now);
      losses = await stage.losses();
      const isTaken = isAlike && stage.order === 'encoder';
      if (!isTaken) {
        const { epochs, epochsAhead = 0 } = stage;
        steps += (epochs + epochsAhead) * stepsPerEpoch;
        ms += epochs * planMs + (epochs + epochsAhead) * stepsPerEpoch * stepMs;
      }
      yield;
    }
    await measurer.noteChoice();
    const { signals } = splitRecord(losses);
    const measure = async (epoch: number) => {
      const mark = now();
      await measurer.take(signals, epoch);
      return now() - mark;
    };
    const epochs = run.stages.reduce((sum, stage) => sum + stage.epochs, 0);
    const { rhythm } = measurer;
    // the last one, with what is measured once
    ms += await measure(epochs);
    if (epochs > 1) {
      yield;
      // the costly ones are due in the first
      const cold = await measure(1);
      yield;
      const wholeMs = cold < COLD_MS ? await measure(1) : cold;
      ms += Math.max(0, rhythm.times - 1) * wholeMs;
      const others = epochs - Math.max(1, rhythm.times);
      if (others > 0) {
        yield;
        // the second epoch takes the costly ones only where every one does
        ms += others * (rhythm.times > 0 ? await measure(2) : wholeMs);
      }
    }
    return { run: context.run, steps, ms, bytes: kernels.memory().bytes - before };
  } finally {
    run.free();
  }
}

/**
 * What a step of the run's first stage takes, in milliseconds; nothing of the run is kept.
 * @throws SettingsError where the settings do not suit the run.
 */
export async function timeStep(context: RunContext, now: () => number): Promise<number> {
  const run = await startRun(context);
  try {
    const [stage] = run.stages;
    if (!stage) return 0;
    await stage.begin?.();
    await stage.beforeEpoch?.(0);
    return (await timeSteps(stage, context, now)).stepMs;
  } finally {
    run.free();
  }
}

/** What a step of the stage takes, in milliseconds, and how many an epoch has. */
async function timeSteps(
  stage: Stage,
  context: RunContext,
  now: () => number,
): Promise<{ readonly stepMs: number; readonly stepsPerEpoch: number }> {
  const { kernels, settings, weightSeed } = context;
  const { batches } = beginEpoch(stage, context, (count) =>
    seededOrder(weightSeed)(stage.order, 0, count),
  );
  const stepsPerEpoch = batches.length;
  const feeder = stage.feeder();
  const { learningRate } = settings.optimizer;
  const take = async () => {
    feeder.next();
    await stage.step(learningRate);
    await kernels.finish();
  };
  const warm = Math.min(WARM_STEPS, stepsPerEpoch - 1);
  const began = now();
  for (let step = 0; step < warm; step += 1) {
    await take();
    const ms = now() - began;
    if (ms > LONG_STEP_MS) return { stepMs: ms / (step + 1), stepsPerEpoch };
  }
  let taken = warm;
  let stepMs = Number.POSITIVE_INFINITY;
  for (let timing = 0; timing < TIMINGS && taken < stepsPerEpoch; timing += 1) {
    const mark = now();
    let timed = 0;
    do {
      await take();
      timed += 1;
    } while (taken + timed < stepsPerEpoch && now() - mark < TIMING_MS);
    taken += timed;
    // whatever else the computer does only makes steps slower
    stepMs = Math.min(stepMs, (now() - mark) / timed);
  }
  return { stepMs, stepsPerEpoch };
}
