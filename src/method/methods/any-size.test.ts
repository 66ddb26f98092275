/**
 * Every method, loss, fusion, optimizer and encoder of the lists trains in the lab's own WebAssembly at sizes that no
 * vector of four divides, to the parameters that tfjs's kernels give. Whatever is added to the lists is tested by itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../engine/device/device';
import { BatchRows } from '../../engine/kernels/storage';
import {
  ENCODER_KINDS,
  ENCODERS,
  type EncoderKind,
  encoderOf,
  hasBatchNorm,
} from '../../protocol/encoders';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { TRAINING_KNOBS } from '../../protocol/training-knobs';
import { openInNode } from '../../testing/in-node';
import { RUNS } from '../../testing/last-batch-cases';
import { asTheyAre, parametersOf, toyData, toyRun } from '../../testing/one-step';
import { beginEpoch } from '../run/epoch-batches';

/** With one sample more than a batch an epoch ends with a batch of one. */
const SIZES = [
  { batch: 1, width: 3 },
  { batch: 7, width: 1 },
  { batch: 33, width: 127 },
];
const RATE = 0.02;
/** Of the largest parameter, after a few steps of every stage on float32. */
const TOLERANCE = 1e-4;
/** Adam makes a whole step of any gradient, be it rounding itself. */
const WITH_ADAM = 5e-3;

/** The same through the batch norms of many layers, each of which divides by a deviation. */
const DEEP_WITH_ADAM = 1e-2;

const isDeep = (settings: SettingsInput): boolean =>
  hasBatchNorm(encoderOf(parseSettings(settings), '*'));

const OPTIMIZERS = TRAINING_KNOBS.flatMap((knob) =>
  knob.path === 'optimizer.kind' && knob.kind === 'choice' ? knob.choices : [],
) as ('sgd' | 'adam')[];

const OURS = ['wasm', 'wasm-relaxed-simd'] as const;
/** A kind of encoder reads the first that it does not refuse; their sides are odd too. */
const SHAPES = [
  [5, 7, 2],
  [37, 3],
];
const shapeFor = (kind: EncoderKind): readonly number[] =>
  SHAPES.find((shape) => ENCODERS[kind].refusal('toy', shape) === null) ??
  expect.fail(`${kind} reads none of the shapes.`);

const devices = new Map<string, Device>();
beforeAll(async () => {
  for (const variant of ['wasm (tfjs)', ...OURS] as const) {
    devices.set(variant, await openInNode(variant));
  }
});
afterAll(() => {
  for (const device of devices.values()) device.close();
});

/** Parameters after an epoch of every stage. */
async function train(
  variant: string,
  run: string,
  batchSize: number,
  settings: SettingsInput,
  shape: readonly number[],
) {
  const { kernels } = devices.get(variant) ?? expect.fail(variant);
  // enough for every class to have one
  const samples = Math.max(4, batchSize + 1);
  const data = toyData(2, 0, { samples, shape });
  // settings know no batches of one; the last batch of an epoch may be one, but never where a batch norm takes part
  const merges = batchSize > 1 && isDeep(settings);
  const batch = new BatchRows(merges ? batchSize + 1 : batchSize, batchSize);
  const toy = await toyRun(kernels, run, data, settings, { batch });
  for (const stage of toy.run.stages) {
    await stage.begin?.();
    await stage.beforeEpoch?.(0);
    for (const _ of beginEpoch(stage, toy.context, asTheyAre).batches) {
      stage.feeder().next();
      await stage.step(RATE);
    }
    await stage.losses();
  }
  const parameters = await parametersOf(toy.run);
  toy.free();
  return parameters;
}

async function trainsAlike(
  run: string,
  batch: number,
  settings: SettingsInput,
  shape: readonly number[] = [5],
) {
  const want = await train('wasm (tfjs)', run, batch, settings, shape);
  const withAdam = isDeep(settings) ? DEEP_WITH_ADAM : WITH_ADAM;
  const tolerance = settings.optimizer?.kind === 'adam' ? withAdam : TOLERANCE;
  const largest = Math.max(
    ...[...want.values()].map((values) => Math.max(...values.map(Math.abs))),
  );
  expect(largest).toBeGreaterThan(0);
  for (const variant of OURS) {
    const got = await train(variant, run, batch, settings, shape);
    expect([...got.keys()]).toEqual([...want.keys()]);
    for (const [name, values] of got) {
      const off = values.map((value, k) => Math.abs(value - (want.get(name)?.[k] ?? Number.NaN)));
      expect(Math.max(...off) / largest, `${name} on ${variant}`).toBeLessThan(tolerance);
    }
  }
}

describe.each(SIZES)('batches of $batch, layers of $width', ({ batch, width }) => {
  const layers = { hidden: [width], featureDim: width };

  it.each(RUNS)('$run', async ({ run, knobs }) => {
    await trainsAlike(run, batch, { encoders: { '*': layers }, methods: { [run]: knobs } });
  });

  it.each(OPTIMIZERS.flatMap((optimizer) => ENCODER_KINDS.map((kind) => ({ optimizer, kind }))))(
    '$kind by $optimizer',
    async ({ optimizer, kind }) => {
      const channels = [Math.min(width, 5), Math.min(width, 19)];
      for (const downsample of ['pool', 'stride'] as const) {
        await trainsAlike(
          'joint',
          batch,
          {
            encoders: {
              '*': { kind, ...layers, channels, downsample, embedding: 'relu', width: 4 },
            },
            optimizer: { kind: optimizer, learningRate: RATE, momentum: 0.9, weightDecay: 1e-3 },
          },
          shapeFor(kind),
        );
      }
    },
  );
});
