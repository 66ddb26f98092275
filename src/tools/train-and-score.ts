/**
 * Trains a run through all its stages and scores it at its end. What is measured while a race is watched is left out,
 * for it changes no number and takes most of the time: for the tables of the project, which need end numbers of
 * thousands of runs.
 */
import type { Device } from '../engine/device/device';
import { startRun } from '../method/catalogue';
import type { MethodRun, RunContext } from '../method/method';
import { splitRecord } from '../method/model/signals';
import { EpochTrainer } from '../method/run/epoch-trainer';
import { checkLosses } from '../method/run/errors';
import { type Scores, score } from '../method/run/evaluate';
import { Probes } from '../method/run/probes';
import { contextOf } from '../method/run/race';
import type { RaceData } from '../method/run/race-data';
import type { Settings } from '../protocol/settings';

/** What training took. */
export interface Spent {
  /** Optimizer steps of all stages. */
  readonly steps: number;
  /** Those of stages that come before the one that is as long as the settings say: teachers. */
  readonly before: number;
}

/**
 * Trains a run through all its stages; nothing is said or measured on the way.
 * @throws DivergedError where a loss is no longer a number.
 */
async function trainThrough(run: MethodRun, context: RunContext): Promise<Spent> {
  const trainer = new EpochTrainer(context, { now: () => 0, chunkMs: 1 });
  let [steps, before] = [0, 0];
  for (const stage of run.stages) {
    await stage.begin?.();
    for (let epoch = 0; epoch < stage.epochs; epoch++) {
      await stage.beforeEpoch?.(epoch);
      const training = trainer.train(stage, epoch);
      let next = await training.next();
      while (!next.done) next = await training.next();
      const { record, steps: taken } = next.value;
      checkLosses(splitRecord(record).losses);
      steps += taken;
      if (stage.prepares) before += taken;
    }
  }
  return { steps, before };
}

/** How a run ended. */
export interface Scored extends Spent {
  readonly test: Scores;
  /** On the validation samples; null where the settings ask for none. */
  readonly validation: Scores | null;
}

/**
 * @param name a run of the settings.
 * @throws SettingsError where the method or a knob does not suit the data; DivergedError where it learns no numbers.
 */
export async function trainAndScore(
  { kernels }: Pick<Device, 'kernels'>,
  data: RaceData,
  settings: Settings,
  name: string,
): Promise<Scored> {
  const context = contextOf(name, { kernels, settings, data });
  const run = await startRun(context);
  try {
    const spent = await trainThrough(run, context);
    const probes = new Probes(settings.seed, data);
    probes.fit(probes.trainedOn(await run.read(data.train, true)));
    const test = await score(run, data, data.test, probes);
    const { validation } = data;
    return {
      ...spent,
      test,
      validation: validation && (await score(run, data, validation, probes)),
    };
  } finally {
    run.free();
  }
}
