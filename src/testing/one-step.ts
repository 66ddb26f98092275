/**
 * A method's first steps on a tiny data set, parameters before and after in plain sight: for tests of wiring, where
 * one step says exactly which gradient reached whom.
 */
import type { Kernels } from '../engine/kernels/kernels';
import { randomStream } from '../math/rng';
import { sizeOf } from '../math/shape';
import { startRun } from '../method/catalogue';
import type { MethodRun, RunContext } from '../method/method';
import { beginEpoch } from '../method/run/epoch-batches';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import type { DataSet } from '../protocol/data-set';
import { parseSettings, type SettingsInput } from '../protocol/settings';

const ROWS = 12;
const CLASSES = 3;

/** How many samples there are, and the shape of each. */
interface ToySize {
  readonly samples?: number;
  readonly shape?: readonly number[];
}

/** Two or more modalities of separable noise, whose samples are all splits'; `variant` redraws the last modality alone. */
export function toyData(
  modalities: number,
  variant = 0,
  { samples = ROWS, shape = [4] }: ToySize = {},
): DataSet {
  const labels = Int32Array.from({ length: samples }, (_, i) => i % CLASSES);
  const all = Int32Array.from({ length: samples }, (_, i) => i);
  const width = sizeOf(shape);
  return {
    id: 'toy',
    name: 'toy',
    classNames: ['a', 'b', 'c'],
    provenance: { origin: 'test', licence: 'test' },
    modalities: Array.from({ length: modalities }, (_, m) => {
      const random = randomStream(3, 'toy', m, m === modalities - 1 ? variant : 0);
      const data = new Float32Array(samples * width);
      data.forEach((_, k) => {
        const row = Math.floor(k / width);
        data[k] = random.normal() + (k % width === labels[row] ? 1 + m : 0);
      });
      return {
        id: `m${m}`,
        name: `m${m}`,
        kind: shape.length === 1 ? ('vector' as const) : ('image' as const),
        shape: [...shape],
        data,
        normalisation: { shift: [0], scale: [1] },
      };
    }),
    labels,
    split: { train: all, validation: all, test: all },
    notes: [],
  };
}

/** No order but that of the samples. */
export const asTheyAre = (count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => i);

/** A run of `method` in the making; free it with `free`. */
export interface ToyRun {
  readonly run: MethodRun;
  readonly context: RunContext;
  /**
   * Trains one epoch of a stage, one batch of every row, and returns all parameters.
   * @param stage the first unless given; a later one begins where it is told its epoch 0.
   */
  epoch(number: number, stage?: number): Promise<Map<string, Float32Array>>;
  free(): void;
}

/** Every parameter of a run by name. */
export async function parametersOf({ arenas }: MethodRun): Promise<Map<string, Float32Array>> {
  const read = await Promise.all(arenas.map((arena) => arena.read()));
  return new Map(read.flatMap((parameters) => [...parameters]));
}

/** @param more what tests give a run beside its settings: draws, weights, an ear for its notes. */
export async function toyRun(
  kernels: Kernels,
  method: string,
  dataSet: DataSet,
  settings: SettingsInput = {},
  more: Partial<RunContext> = {},
): Promise<ToyRun> {
  const parsed = parseSettings({
    batchSize: ROWS,
    encoders: { '*': { hidden: [5], featureDim: 4 } },
    optimizer: { learningRate: 0.1, momentum: 0, weightDecay: 0 },
    ...settings,
    methods: { [method]: settings.methods?.[method] ?? {} },
  });
  const data = uploadRaceData(kernels, dataSet);
  const context = { ...contextOf(method, { kernels, settings: parsed, data }), ...more };
  const run = await startRun(context).catch((error: unknown) => {
    data.free();
    throw error;
  });
  return {
    run,
    context,
    async epoch(number, at = 0) {
      const stage = run.stages[at];
      if (!stage) throw new Error(`A method without a stage ${at}.`);
      if (at > 0 && number === 0) await stage.begin?.();
      await stage.beforeEpoch?.(number);
      beginEpoch(stage, context, asTheyAre);
      stage.feeder().next();
      await stage.step(parsed.optimizer.learningRate);
      return parametersOf(run);
    },
    free() {
      run.free();
      data.free();
    },
  };
}
