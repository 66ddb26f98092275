/** What steps say of how they steer, held against what they did to the encoders. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { type Matrix, softmaxRows, valueAt } from '../../math/matrix';
import { wholeAt } from '../../math/numbers';
import { measuredByName } from '../../protocol/measure';
import type { SettingsInput } from '../../protocol/settings';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { catalogue } from '../catalogue';
import { isOfEncoder } from '../model/parameter-names';
import { type Signal, splitRecord } from '../model/signals';
import { EpochMeasurer } from './epoch-measurer';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const SETTINGS: SettingsInput = { optimizer: { learningRate: 0.5, momentum: 0, weightDecay: 0 } };

/** Trains so many epochs of one batch each: what the last said, how far it moved each encoder, and what came before. */
async function steered(method: string, epochs: number, knobs: Record<string, unknown> = {}) {
  const toy = await toyRun(device.kernels, method, toyData(2), {
    ...SETTINGS,
    methods: { [method]: knobs },
  });
  const [stage] = toy.run.stages;
  for (let epoch = 0; epoch < epochs - 1; epoch++) await toy.epoch(epoch);
  await stage?.losses();
  const { labels } = toy.context.data.train;
  const readings = await toy.run.read(toy.context.data.train);
  const before = await parametersOf(toy.run);
  const after = await toy.epoch(epochs - 1);
  const { losses, signals } = splitRecord((await stage?.losses()) ?? {});
  toy.free();
  const move = (position: number) =>
    Math.hypot(
      ...[...after]
        .filter(([name]) => isOfEncoder(name, position))
        .flatMap(([name, values]) => [...values].map((v, k) => v - (before.get(name)?.[k] ?? 0))),
    );
  const score = (key: string) => {
    const p = softmaxRows(readings.logits[key] as Matrix);
    return [...labels.keys()].reduce((sum, i) => sum + valueAt(p, i, wholeAt(labels, i)), 0);
  };
  const of = (signal: Signal) => ['m0', 'm1'].map((id) => signals.get(signal)?.get(id) ?? null);
  return { losses, of, moves: [move(0), move(1)] as const, score };
}

describe('a factor on the gradient', () => {
  it('is 1 - tanh(alpha rho) for the modality that leads and 1 for the other', async () => {
    const { of, score } = await steered('ogm', 1);
    const rho = score('m0') / score('m1');
    const want = rho > 1 ? [1 - Math.tanh(0.3 * rho), 1] : [1, 1 - Math.tanh(0.3 / rho)];
    of('gradientFactor').forEach((value, m) => {
      expect(value).toBeCloseTo(want[m] as number, 5);
    });
  });

  it.each(['ogm', 'agm'])(
    'of %s is what the encoders\u2019 moves were multiplied by',
    async (id) => {
      const epochs = 1;
      const joint = await steered('joint', epochs);
      const { of, moves } = await steered(id, epochs);
      of('gradientFactor').forEach((factor, m) => {
        expect(moves[m]).toBeCloseTo((factor as number) * (joint.moves[m] as number), 5);
      });
    },
  );

  it('stands between the gradient before and after it, where no noise is added', async () => {
    const { of } = await steered('ogm', 1);
    const [before, after, factor] = [
      of('gradientNormBefore'),
      of('gradientNorm'),
      of('gradientFactor'),
    ];
    expect(factor.some((value) => (value as number) < 0.9)).toBe(true);
    after.forEach((norm, m) => {
      expect(norm).toBeCloseTo((factor[m] as number) * (before[m] as number), 5);
    });
  });

  it('is not all that changes a gradient where noise is added', async () => {
    const { of } = await steered('ogm-ge', 1);
    const [before, factor] = [of('gradientNormBefore'), of('gradientFactor')];
    of('gradientNorm').forEach((norm, m) => {
      const scaled = (factor[m] as number) * (before[m] as number);
      // as long as the gradient itself, in any direction: seldom longer by less than this
      expect(Math.abs((norm as number) / scaled - 1)).toBeGreaterThan(0.05);
    });
  });

  it('is not said in epochs without modulation', async () => {
    const { of } = await steered('ogm', 2, { lastEpoch: 1 });
    expect(of('gradientFactor')).toEqual([null, null]);
    expect(of('gradientNormBefore')).toEqual([null, null]);
  });
});

it('a factor on the learning rate is what the third step was multiplied by', async () => {
  const joint = await steered('joint', 3);
  const { of, moves } = await steered('mslr', 3);
  const factors = of('rateFactor');
  factors.forEach((factor, m) => {
    expect(moves[m]).toBeCloseTo((factor as number) * (joint.moves[m] as number), 4);
  });
  expect(factors.some((factor) => Math.abs((factor as number) - 1) > 0.01)).toBe(true);
});

describe('dropped features', () => {
  it('are all of the leader\u2019s where everything is dropped, and none of the other\u2019s', async () => {
    const { of } = await steered('opm', 1, { p: 1, q: 1, alpha: 0 });
    expect([...of('droppedShare')].sort()).toEqual([0, 1]);
  });

  it('are whole samples of the batch', async () => {
    const { of } = await steered('opm', 1, { p: 1, q: 0.5, alpha: 0 });
    const [leader = 0] = of('droppedShare').filter((share) => share !== 0) as number[];
    expect(Math.abs(leader * 12 - Math.round(leader * 12))).toBeLessThan(1e-5);
    expect(leader).toBeGreaterThan(0);
    expect(leader).toBeLessThan(1);
  });

  it('are none in batches that are spared', async () => {
    const { of } = await steered('opm', 1, { p: 0 });
    expect(of('droppedShare')).toEqual([0, 0]);
  });
});

it('heads of a modality are counted from one', async () => {
  const { of } = await steered('aug', 1);
  expect(of('headCount')).toEqual([1, 1]);
});

// its phase alone first: only the first modality answers, times b, which nobody has trained yet
it('the weight in a sum is b, of those that have joined it', async () => {
  const { of } = await steered('reconboost', 1);
  expect(of('answerWeight')).toEqual([1, null]);
});

it('weights by certainty are told by the answers, as shares of 1', async () => {
  const toy = await toyRun(device.kernels, 'mla', toyData(3), SETTINGS);
  const { data } = toy.context;
  const { weights } = toy.run.answers(await toy.run.read(data.test));
  const measurer = new EpochMeasurer(toy.run, toy.context, () => 0);
  const { measured: told } = await measurer.take(new Map(), 1);
  const means = measuredByName(told, 'answerWeight');
  toy.free();
  expect(weights?.columns).toBe(3);
  const sums = ['m0', 'm1', 'm2'].map((_, m) =>
    [...data.test.labels.keys()].reduce(
      (sum, i) => sum + (weights ? valueAt(weights, i, m) : 0),
      0,
    ),
  );
  ['m0', 'm1', 'm2'].forEach((id, m) => {
    expect(means[id]).toBeCloseTo((sums[m] ?? 0) / data.test.size, 12);
  });
  expect(Object.values(means).reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(
    1,
    9,
  );
});

it('the prototypes pull one modality of a batch', async () => {
  const { of } = await steered('pmr', 1);
  expect([...of('prototypePull')].sort()).toEqual([0, 1]);
});

it.each(catalogue.map(({ id }) => id))('%s names no signal among its losses', async (id) => {
  const { losses, of } = await steered(id, 1);
  expect(Object.keys(losses).filter((key) => /Factor|Share|Pull|Norm/.test(key))).toEqual([]);
  // one whose turn it is not has no gradient at all
  const norms = of('gradientNorm').filter((norm) => norm !== null);
  expect(norms.length).toBeGreaterThan(0);
  expect(norms.every((norm) => norm > 0)).toBe(true);
});
