/** Remix on a toy: its warm-up, whom its batches spare, and that it trains any number of modalities. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { asTheyAre, parametersOf, toyData, toyRun } from '../../testing/one-step';
import { encoderModule, moduleParameters, privateHeadModule } from '../model/parameter-names';
import { beginEpoch } from '../run/epoch-batches';

const RATE = 0.1;
const optimizer = { learningRate: RATE, momentum: 0.9, weightDecay: 0.01 };
let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

async function toyOf(
  method: string,
  knobs: Record<string, unknown>,
  modalities = 2,
  data = toyData(modalities),
) {
  const settings = { optimizer, batchSize: 4, methods: { [method]: knobs } };
  const toy = await toyRun(device.kernels, method, data, settings);
  const [stage] = toy.run.stages;
  if (!stage) throw new Error('A method without stages.');
  return {
    ...toy,
    async begin(epoch: number) {
      await stage.beforeEpoch?.(epoch);
      return beginEpoch(stage, toy.context, asTheyAre);
    },
    async step() {
      stage.feeder().next();
      await stage.step(RATE);
    },
    losses: () => stage.losses(),
  };
}

describe('Remix', () => {
  it('warms up as joint training with unimodal losses', async () => {
    const own = await toyOf('remix', { warmupEpochs: 2, warmupWeight: 0.3 });
    const base = await toyOf('multi-loss', { weight: 0.3 });
    for (const toy of [own, base]) {
      for (let epoch = 0; epoch < 2; epoch++) {
        for (const _ of (await toy.begin(epoch)).batches) await toy.step();
      }
    }
    const got = await parametersOf(own.run);
    for (const [name, values] of await parametersOf(base.run)) {
      const off = values.map((value, k) => Math.abs(value - (got.get(name)?.[k] ?? Number.NaN)));
      expect(Math.max(...off), name).toBeLessThan(1e-6);
    }
    const [ofOwn, ofBase] = [await own.losses(), await base.losses()];
    expect(ofOwn['total']).toBeCloseTo(ofBase['total'] ?? Number.NaN, 6);
    own.free();
    base.free();
  });

  it.each([
    { rule: 'written', modalities: 2 },
    { rule: 'released', modalities: 2 },
    { rule: 'written', modalities: 3 },
  ])('$rule, of $modalities: a batch moves its own modality', async ({ rule, modalities }) => {
    const toy = await toyOf('remix', { rule, warmupEpochs: 1 }, modalities);
    for (const _ of (await toy.begin(0)).batches) await toy.step();
    const { shown, batches } = await toy.begin(1);
    // momentum stands from the warm-up, so whatever takes a step moves
    let place = 0;
    for (const count of batches) {
      const own = shown.findIndex((mask) => mask?.[place] === 1);
      expect(shown.map((mask) => mask?.[place])).toEqual(shown.map((_, m) => (m === own ? 1 : 0)));
      place += count;
      const before = await parametersOf(toy.run);
      await toy.step();
      const after = await parametersOf(toy.run);
      const [arena] = toy.run.arenas;
      for (let m = 0; m < modalities; m++) {
        const names = [encoderModule(m), privateHeadModule(m)].flatMap((module) =>
          arena ? moduleParameters(arena, module) : [],
        );
        expect(names.length).toBeGreaterThan(2);
        const moved = names.filter((name) => {
          const old = before.get(name);
          return after.get(name)?.some((value, k) => value !== old?.[k]);
        });
        if (m === own || rule === 'released') expect(moved).toEqual(names);
        else expect(moved).toEqual([]);
      }
    }
    expect(place).toBe(12);
    const losses = await toy.losses();
    expect(Number.isFinite(losses['total'])).toBe(true);
    toy.free();
  });

  it('minimises the fused loss and each batch\u2019s own', async () => {
    const gamma = 0.7;
    const toy = await toyOf('remix', { warmupEpochs: 0, gamma });
    const { shown, batches } = await toy.begin(0);
    let [place, sum] = [0, 0];
    for (const count of batches) {
      await toy.step();
      const { fusion = Number.NaN, m0 = 0, m1 = 0 } = await toy.losses();
      // one batch, of one modality
      sum += fusion + gamma * (shown[0]?.[place] === 1 ? m0 : m1);
      place += count;
    }
    toy.free();
    const whole = await toyOf('remix', { warmupEpochs: 0, gamma });
    for (const _ of (await whole.begin(0)).batches) await whole.step();
    const { total } = await whole.losses();
    expect(total).toBeCloseTo(sum / batches.length, 6);
    whole.free();
  });

  it('trains on where a modality never changes, and every sample may go to one', async () => {
    const data = toyData(2);
    data.modalities[1]?.data.fill(0);
    const toy = await toyOf('remix', { warmupEpochs: 3 }, 2, data);
    for (let epoch = 0; epoch < 6; epoch++) {
      for (const _ of (await toy.begin(epoch)).batches) await toy.step();
      expect(Number.isFinite((await toy.losses())['total'])).toBe(true);
    }
    toy.free();
  });
});
