/** ReconBoost by hand: how much a sample counts, whose turn it is, who is left alone, and what b and its sum are worth. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { BatchRows } from '../../engine/kernels/kernels';
import { matrix } from '../../math/matrix';
import { answeringIn, boostingPhase } from '../../protocol/boosting-phases';
import { FUSION_HEAD } from '../../protocol/names';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { BoostedSum, boostSpec, ofThoseThere } from '../model/boosted-sum';
import { EncoderTraining } from '../model/encoder-training';
import { isOfEncoder } from '../model/parameter-names';
import { splitRecord } from '../model/signals';
import { TEACHER } from '../model/teachers';
import { sampleWeight } from './reconboost';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

it('phases: a alone, a together, v alone, both together, and so on', () => {
  const lengths = { boostEpochs: 2, jointEpochs: 1, modalities: 2 };
  const told = Array.from({ length: 8 }, (_, epoch) => {
    const phase = boostingPhase(epoch, lengths);
    const { isAlone, turn, ensemble, begins } = phase;
    return `${begins ? '+' : ''}${isAlone ? 'alone' : 'together'} ${turn} of ${ensemble}; ${answeringIn(phase)}`;
  });
  expect(told).toEqual([
    '+alone 0 of ; 0',
    'alone 0 of ; 0',
    '+together 0 of 0; 0',
    '+alone 1 of 0; 0,1',
    'alone 1 of 0; 0,1',
    '+together 1 of 0,1; 0,1',
    '+alone 0 of 0,1; 0,1',
    'alone 0 of 0,1; 0,1',
  ]);
});

it('logits of 0, the others give .75 to the truth, two classes, w1 5 and w2 1: gradient -1.0625, 1.0625', async () => {
  const { kernels } = device;
  const [z, y, known, counts, dz] = [
    kernels.upload(Float32Array.of(0, 0), [1, 2]),
    kernels.upload(Float32Array.of(1, 0), [1, 2]),
    kernels.upload(Float32Array.of(0.75), [1, 1]),
    kernels.allocate([1, 1]),
    kernels.allocate([1, 2]),
  ];
  const recorder = kernels.recorder();
  // (5 - .75) / 2 = 2.125, times p - y = (-.5, .5)
  kernels.formula(sampleWeight(5, 1, 2), [[known]], [counts]);
  kernels.crossEntropy(z, y, 1, dz, { recorder, name: 'loss' }, counts);
  const [gradient] = await kernels.read([dz]);
  expect(gradient[0]).toBeCloseTo(-1.0625, 6);
  expect(gradient[1]).toBeCloseTo(1.0625, 6);
  expect((await recorder.drain())['loss']).toBeCloseTo(2.125 * Math.log(2), 6);
  recorder.free();
  kernels.free([z, y, known, counts, dz]);
});

describe('the boosted sum', () => {
  it('is b times the sum, and b has the gradient of the sum times that on the logits', async () => {
    const { kernels } = device;
    const toy = await toyRun(kernels, 'joint', toyData(1));
    const context = {
      ...toy.context,
      batch: new BatchRows(2),
      given: new Map([['boost.rate', Float32Array.of(3)]]),
    };
    const training = new EncoderTraining(context, [boostSpec]);
    const boosted = new BoostedSum(training);
    const [a, b] = [
      kernels.upload(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]),
      kernels.upload(Float32Array.of(1, 0, 0, 1, 0, 0), [2, 3]),
    ];
    const [z] = await kernels.read([boosted.forward([a, b])]);
    expect([...z]).toEqual([6, 6, 9, 15, 15, 18]);
    kernels.clearGradients(training.arena);
    kernels.write(boosted.dLogits, Float32Array.of(1, 0, -1, 0.5, 0, 0));
    const [part] = await kernels.read([boosted.backward()]);
    expect([...part]).toEqual([3, 0, -3, 1.5, 0, 0]);
    // 2 * 1 - 3 * 1 + 5 * .5
    const [rate] = await kernels.readGradients(training.arena, ['boost.rate']);
    expect(rate).toBeCloseTo(1.5, 6);
    const [nothing] = await kernels.read([boosted.forward([])]);
    expect([...nothing]).toEqual([0, 0, 0, 0, 0, 0]);
    kernels.free([a, b]);
    boosted.free();
    training.free();
    toy.free();
  });

  it('of those that are there is b times their sum', () => {
    const parts = [matrix(Float64Array.of(1, 2, 3, 4), 2), matrix(Float64Array.of(1, 0, 0, 1), 2)];
    const all = matrix(Float64Array.of(4, 4, 6, 10), 2);
    const voices = [Uint8Array.of(1, 1), Uint8Array.of(1, 0)];
    expect([...ofThoseThere(all, parts, voices).values]).toEqual([4, 4, 6, 8]);
    expect(ofThoseThere(all, parts, undefined)).toBe(all);
  });
});

const OPTIMIZER = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 };
const SHORT = { boostEpochs: 1, jointEpochs: 1 };

/** Parameters before and after each epoch, who was frozen in it, and the answers after it. */
async function trained(modalities: number, epochs: number, knobs: object = SHORT) {
  const toy = await toyRun(device.kernels, 'reconboost', toyData(modalities), {
    optimizer: OPTIMIZER,
    methods: { reconboost: { ...knobs } },
  });
  const [stage] = toy.run.stages;
  const states = [new Map(await parametersOf(toy.run))];
  const frozen: number[][] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    states.push(await toy.epoch(epoch));
    const { signals } = splitRecord((await stage?.losses()) ?? {});
    frozen.push([...(signals.get('frozenShare')?.values() ?? [])]);
  }
  toy.free();
  return { states, frozen };
}

describe('ReconBoost', () => {
  it.each([2, 3])(
    'of %i modalities leaves those exactly as they are whose turn it is not',
    async (count) => {
      const { states, frozen } = await trained(count, 2 * count);
      for (const [epoch, shares] of frozen.entries()) {
        const stage = Math.floor(epoch / 2);
        expect(shares).toEqual(
          Array.from({ length: count }, (_, m) =>
            Number(epoch % 2 === 0 ? m !== stage : m > stage),
          ),
        );
        for (const [name, values] of states[epoch + 1] ?? []) {
          const before = states[epoch]?.get(name);
          const position = shares.findIndex((_, m) => isOfEncoder(name, m));
          const isMoved = values.some((value, k) => value !== before?.[k]);
          if (position >= 0)
            expect(isMoved, `${name}, epoch ${epoch}`).toBe(shares[position] === 0);
          if (name === 'boost.rate') expect(isMoved, `epoch ${epoch}`).toBe(epoch % 2 === 1);
        }
      }
    },
  );

  it('forgets its momentum where a phase begins', async () => {
    const toy = await toyRun(device.kernels, 'reconboost', toyData(2), {
      optimizer: OPTIMIZER,
      methods: { reconboost: { ...SHORT, boostEpochs: 2 } },
    });
    for (const epoch of [0, 1, 2]) {
      await toy.run.stages[0]?.beforeEpoch?.(epoch);
      const saved = await toy.run.arenas[0]?.save();
      const isMoving = saved?.moments.some((values) => values.some((v) => v !== 0)) ?? false;
      // at the beginning nothing, in the middle of a phase something, at the next one nothing
      expect(isMoving, `before epoch ${epoch}`).toBe(epoch === 1);
      await toy.epoch(epoch);
    }
    toy.free();
  });

  it('starts from encoders trained alone, once, where it is asked to', async () => {
    const toy = await toyRun(device.kernels, 'reconboost', toyData(2), {
      methods: { reconboost: { ...SHORT, start: 'unimodal' } },
    });
    expect(toy.run.stages.map(({ id }) => id)).toEqual(['teachers', 'boosting']);
    const alone = new Map(await toy.epoch(0));
    const [, boosting] = toy.run.stages;
    await boosting?.begin?.();
    const ofEncoders = (all: ReadonlyMap<string, Float32Array>, prefix: string) =>
      [...all].filter(([name]) => name.startsWith(`${prefix}encoder.`)).map(([, values]) => values);
    expect(ofEncoders(await parametersOf(toy.run), '')).toEqual(ofEncoders(alone, TEACHER));
    // a run that goes on from a checkpoint begins its stage again, and keeps what it has
    const after = ofEncoders(await toy.epoch(1, 1), '');
    await boosting?.begin?.();
    expect(ofEncoders(await parametersOf(toy.run), '')).toEqual(after);
    const readings = await toy.run.read(toy.context.data.test);
    expect(toy.run.answers(readings).fusion).toEqual(readings.logits[FUSION_HEAD]);
    toy.free();
  });

  it('refuses features of different lengths before it trains', async () => {
    await expect(
      toyRun(device.kernels, 'reconboost', toyData(2), {
        encoders: { '*': { hidden: [5], featureDim: 4 }, m1: { featureDim: 3 } },
      }),
    ).rejects.toThrow(/ReconBoost, whose head reads every modality, needs features of one length/);
  });
});
