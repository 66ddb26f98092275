/** Valuation on a toy: without copies joint training is left, a masked encoder is spared, and steps are counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { DataSet } from '../../protocol/data-set';
import { measuredByName } from '../../protocol/measure';
import type { SettingsInput } from '../../protocol/settings';
import type { TrainedSamples } from '../../protocol/snapshot';
import { asTheyAre, parametersOf, toyData, toyRun } from '../../testing/one-step';
import { encoderParameters } from '../model/parameter-names';
import { beginEpoch } from '../run/epoch-batches';
import { train } from '../run/train';
import { watchStep } from '../run/watch-step';

const RATE = 0.1;
let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const toyOf = (
  method: string,
  knobs: Record<string, unknown>,
  settings: SettingsInput = {},
  data: DataSet = toyData(2),
) => toyRun(device.kernels, method, data, { ...settings, methods: { [method]: knobs } });

/** Whole epochs of the first stage. */
async function trained(toy: Awaited<ReturnType<typeof toyOf>>, epochs: number) {
  const [stage] = toy.run.stages;
  if (!stage) throw new Error('A method without stages.');
  for (let epoch = 0; epoch < epochs; epoch++) {
    await stage.beforeEpoch?.(epoch);
    for (const _ of beginEpoch(stage, toy.context, asTheyAre).batches) {
      stage.feeder().next();
      await stage.step(RATE);
    }
  }
  return parametersOf(toy.run);
}

describe('valuation', () => {
  it.each([{ warmupEpochs: 3 }, { level: 'modality', warmupEpochs: 0, alpha: 0 }])(
    'is joint training with %j',
    async (knobs) => {
      const [own, joint] = [await toyOf('valuation', knobs), await toyOf('joint', {})];
      const [got, want] = [await trained(own, 3), await trained(joint, 3)];
      for (const [name, values] of want) {
        const off = values.map((value, k) => Math.abs(value - (got.get(name)?.[k] ?? Number.NaN)));
        expect(Math.max(...off), name).toBeLessThan(1e-6);
      }
      own.free();
      joint.free();
    },
  );

  it('spares the encoder whose features a batch masks', async () => {
    const knobs = { level: 'modality', warmupEpochs: 30, alpha: 9, valued: 1 };
    // only the first modality says anything, and after some epochs the answer from it is often right
    const data = toyData(2);
    data.modalities[1]?.data.fill(0);
    const toy = await toyOf('valuation', knobs, {}, data);
    await trained(toy, 30);
    const [stage] = toy.run.stages;
    await stage?.beforeEpoch?.(30);
    if (!stage) throw new Error('A method without stages.');
    const { shown, batches } = beginEpoch(stage, toy.context, asTheyAre);
    // all samples, then copies through one modality
    expect(batches.length).toBeGreaterThan(1);
    expect(shown.map((mask) => mask?.[12])).toEqual([0, 1]);
    stage.feeder().next();
    await stage.step(RATE);
    const before = await parametersOf(toy.run);
    stage.feeder().next();
    await stage.step(RATE);
    const after = await parametersOf(toy.run);
    const arena = toy.run.arenas[0] ?? expect.fail('A run without an arena.');
    const moved = [0, 1].map((m) =>
      encoderParameters(arena, m).filter((name) => {
        const old = before.get(name);
        return after.get(name)?.some((value, k) => value !== old?.[k]);
      }),
    );
    expect(moved[0]).toEqual([]);
    expect(moved[1]).not.toEqual([]);
    toy.free();
  });

  it('counts the steps that it takes', async () => {
    const toy = await toyOf('valuation', { warmupEpochs: 1 }, { batchSize: 4, epochs: 2 });
    const report = { backend: device.kernels.backend, adapter: 'test', reasons: [] };
    const [spent, told]: [number[], number[]] = [[], []];
    const taken: (TrainedSamples | undefined)[] = [];
    for await (const event of train(toy.run, toy.context, {
      label: 'valuation',
      report,
      now: () => 0,
      chunkMs: 0,
      snapshots: true,
    })) {
      if (event.kind === 'snapshot-taken') taken.push(event.trained);
      if (event.kind === 'chunk-trained') told[event.epoch - 1] = event.steps;
      if (event.kind !== 'epoch-ended') continue;
      spent.push(event.spent?.steps ?? Number.NaN);
      const times = Object.values(measuredByName(event, 'timesTrained'));
      const both = times.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0);
      // once each through both, and the copies through one of them
      const copies = event.epoch === 1 ? 0 : 12 * (both - 2);
      expect(told[event.epoch - 1]).toBe(Math.ceil((12 + copies) / 4));
    }
    const [first = 0, second = 0] = told;
    expect(first).toBe(3);
    expect(second).toBeGreaterThan(first);
    expect(spent).toEqual([first, first + second]);
    // every sample once, then some of them again, through one modality each time
    expect(taken).toHaveLength(2);
    for (const [epoch, trained] of taken.entries()) {
      expect([...(trained?.rows ?? [])].sort((a, b) => a - b)).toEqual([...asTheyAre(12)]);
      const times = Object.values(trained?.times ?? {}).flatMap((own) => [...own]);
      expect(times).toHaveLength(24);
      expect(Math.min(...times)).toBe(1);
      if (epoch === 0) expect(Math.max(...times)).toBe(1);
      else expect(Math.max(...times)).toBeGreaterThan(1);
    }
    toy.free();
  });

  it('shows in slow motion how often the sample that is followed comes', async () => {
    const toy = await toyOf('valuation', { warmupEpochs: 0 });
    const { rows, steering, steeringOfFirst } = await watchStep(toy.context, null, null);
    expect(rows).toHaveLength(12);
    const { timesTrained = {}, droppedShare = {} } = steeringOfFirst;
    for (const id of ['m0', 'm1']) {
      expect(timesTrained[id]).toBeGreaterThanOrEqual(0);
      expect(steering['timesTrained']?.[id]).toBeGreaterThan(1);
      expect([0, 1]).toContain(droppedShare[id]);
    }
    toy.free();
  });

  it('refuses other than two modalities before anything is made', async () => {
    await expect(toyOf('valuation', {}, {}, toyData(3))).rejects.toThrow(
      'Valuation trains copies of a sample through one of two modalities; this data set has 3.',
    );
  });

  it.each([{ fusion: 'film' }, { fusion: 'gated' }, { fusionHidden: 4 }])(
    'trains under %j, and where a modality never changes',
    async (knobs) => {
      const data = toyData(2);
      data.modalities[1]?.data.fill(0);
      const toy = await toyOf('valuation', { ...knobs, warmupEpochs: 0 }, {}, data);
      for (const values of (await trained(toy, 2)).values()) {
        expect([...values].every(Number.isFinite)).toBe(true);
      }
      toy.free();
    },
  );
});
