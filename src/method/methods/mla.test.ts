/** MLA by hand: what the projection forgets, whose turn it is, and what is left where a knob does nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { SettingsInput } from '../../protocol/settings';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { forgetting, HeadProjection } from '../model/head-projection';
import { splitRecord } from '../model/signals';
import { watchStep } from '../run/watch-step';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

describe('the projection', () => {
  /** P after features of the given rows have been taken in, one batch after the other, and a gradient it has projected. */
  async function projected(batches: readonly (readonly number[])[], isNormalised = false) {
    const { kernels } = device;
    const toy = await toyRun(kernels, 'joint', toyData(2));
    const projection = new HeadProjection(toy.context, 2, isNormalised);
    const arena = kernels.arena([{ name: 'w', shape: [2, 3], bound: 0, stream: [] }]);
    const feature = kernels.allocate([toy.context.batch, 2]);
    for (const [k, mean] of batches.entries()) {
      const rows = Array.from({ length: toy.context.batch.most }, () => mean).flat();
      kernels.write(feature, Float32Array.from(rows));
      projection.startBatch(k / batches.length);
      kernels.clearGradients(arena);
      const x = kernels.upload(Float32Array.of(1, 2), [1, 2]);
      const dy = kernels.upload(Float32Array.of(1, 0, -1), [1, 3]);
      kernels.linearWeightGradient(x, dy, arena, 'w', null);
      projection.act({ feature, weights: null }, arena, 'w');
      kernels.free([x, dy]);
    }
    const gradient = [...(await kernels.readGradients(arena, ['w']))];
    const saved = (await projection.memory.save()) as Float64Array;
    kernels.free([feature]);
    arena.free();
    projection.free();
    toy.free();
    return { P: [...saved], gradient };
  }

  it('takes k k^T / (a + r k) off, a a number', async () => {
    // r = k = (1, 1), a = .1: 1 - 1 / 2.1 and -1 / 2.1
    const { P, gradient } = await projected([[1, 1]]);
    const want = [0.52381, -0.47619, -0.47619, 0.52381];
    P.forEach((value, k) => {
      expect(value).toBeCloseTo(want[k] ?? Number.NaN, 5);
    });
    // P times the column (1, 2): (-.428571, .571429), times (1, 0, -1)
    const gradients = [-0.428571, 0, 0.428571, 0.571429, 0, -0.571429];
    gradient.forEach((value, k) => {
      expect(value).toBeCloseTo(gradients[k] ?? Number.NaN, 5);
    });
  });

  it('forgets further directions, the later in the epoch the more', async () => {
    // the second batch of two: r (1, 0), k (.52381, -.47619), a = .1^1.5 = .031623, a + r k = .555433
    const { P } = await projected([
      [1, 1],
      [1, 0],
    ]);
    expect(forgetting(0.5)).toBeCloseTo(0.031623, 6);
    const want = [0.029823, -0.027112, -0.027112, 0.115556];
    P.forEach((value, k) => {
      expect(value).toBeCloseTo(want[k] ?? Number.NaN, 5);
    });
  });

  it('is of length 1 where it is normalised', async () => {
    // sqrt(2 (.52381^2 + .47619^2)) = 1.001134
    const { P } = await projected([[1, 1]], true);
    expect(Math.hypot(...P)).toBeCloseTo(1, 6);
    expect(P[0]).toBeCloseTo(0.523217, 5);
  });
});

/** All parameters of MLA after two epochs of one batch, and what it recorded. */
async function trained(knobs: Record<string, string>, more: SettingsInput = {}, modalities = 2) {
  const settings = { ...more, methods: { mla: knobs } };
  const toy = await toyRun(device.kernels, 'mla', toyData(modalities), settings);
  await toy.epoch(0);
  const first = (await toy.run.stages[0]?.losses()) ?? {};
  await toy.epoch(1);
  const parameters = await parametersOf(toy.run);
  toy.free();
  return { parameters, turns: splitRecord(first).signals.get('turn') };
}

const WITH_MOMENTUM = { optimizer: { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 } };

describe('the run', () => {
  it('as released is as written where neither momentum nor decay has anything to do', async () => {
    const plain = await trained({});
    expect((await trained({ rule: 'released' })).parameters).toEqual(plain.parameters);
    const moving = await trained({}, WITH_MOMENTUM);
    const released = await trained({ rule: 'released' }, WITH_MOMENTUM);
    for (const [name, values] of moving.parameters) {
      // the last in a batch is never stepped twice; the head has one step for each modality under either rule
      const own = released.parameters.get(name);
      if (name.startsWith('encoder.0')) expect(own, name).not.toEqual(values);
    }
  });

  it('as released projects nothing', async () => {
    const plain = await trained({ rule: 'released' }, WITH_MOMENTUM);
    const asked = await trained({ rule: 'released', projection: 'paper' }, WITH_MOMENTUM);
    expect(asked.parameters).toEqual(plain.parameters);
  });

  it('says whose turn it is, in the order of the data or in a drawn one', async () => {
    const inOrder = await trained({}, {}, 3);
    expect([...(inOrder.turns ?? [])]).toEqual([
      ['m0', 1],
      ['m1', 2],
      ['m2', 3],
    ]);
    const places = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const drawn = await trained({ turns: 'drawn' }, { seed }, 3);
      const turns = [...(drawn.turns?.values() ?? [])];
      expect(turns.toSorted()).toEqual([1, 2, 3]);
      places.add(turns.join());
    }
    expect(places.size).toBeGreaterThan(1);
  });

  it('refuses features of different lengths, for one head reads them', async () => {
    const encoders = { '*': { hidden: [5], featureDim: 4 }, m1: { featureDim: 3 } };
    await expect(trained({}, { encoders })).rejects.toThrow(
      'encoders.m1.featureDim is 3 and encoders.m0.featureDim is 4; MLA, whose head reads every modality, needs features of one length.',
    );
  });

  it('shows in slow motion whose turn it is, and that no loss reaches another encoder', async () => {
    const toy = await toyRun(device.kernels, 'mla', toyData(2), {
      methods: { mla: { projection: 'normalised' } },
    });
    const { steering, losses, gradient } = await watchStep(toy.context, null, null);
    expect(steering).toEqual({ turn: { m0: 1, m1: 2 } });
    expect(losses.map(({ name }) => name)).toEqual(['m0', 'm1']);
    const [first, second] = losses.map(({ gradientOn }) => gradientOn);
    expect(first?.m0).toBeCloseTo(gradient.m0 ?? Number.NaN, 6);
    expect([first?.m1, second?.m0]).toEqual([0, 0]);
    // alone as among the others: the head stands where the first turn has left it
    expect(second?.m1).toBeCloseTo(gradient.m1 ?? Number.NaN, 6);
    toy.free();
  });
});
