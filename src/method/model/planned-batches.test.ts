/** Epochs that a method puts together itself: what is served, what is masked, and what is told of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../engine/device/device';
import type { Kernels } from '../../engine/kernels/kernels';
import type { SettingsInput } from '../../protocol/settings';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { asTheyAre, toyData, toyRun } from '../../testing/one-step';
import { beginEpoch, inBatches } from '../run/epoch-batches';
import type { EpochPlan } from '../run/epoch-plan';
import { timesShown, toldByPlan } from '../run/told-by-plan';
import { EncoderTraining } from './encoder-training';
import { PlannedBatches } from './planned-batches';

const ROWS = 12;

/** Samples 2, 0 and 2 again, then 5: the second time through the first modality alone, sample 5 through the second. */
const PLAN: EpochPlan = {
  order: Int32Array.from([2, 0, 2, 5]),
  batches: [2, 1, 1],
  shown: [Uint8Array.from([1, 1, 1, 0]), Uint8Array.from([1, 1, 0, 1])],
};

async function planned(kernels: Kernels, settings: SettingsInput = {}) {
  const toy = await toyRun(kernels, 'joint', toyData(2), settings);
  const training = new EncoderTraining(toy.context, []);
  const batches = new PlannedBatches(toy.context, training.bank.feeder, 2 * ROWS);
  const [stage] = toy.run.stages;
  if (!stage) throw new Error('A method without stages.');
  return {
    context: toy.context,
    batches,
    begin: (make: () => EpochPlan) =>
      beginEpoch({ ...stage, ...batches.stage(make) }, toy.context, asTheyAre),
    /** Labels and masks of the next batch. */
    async next() {
      batches.feeder.next();
      const { targets } = batches.feeder.batch;
      const [y, ...shown] = await kernels.read([targets, ...batches.shown]);
      const labels = Array.from({ length: y.length / 3 }, (_, i) => y.subarray(3 * i).indexOf(1));
      return [labels, ...shown.map((mask) => [...mask])];
    },
    free() {
      batches.free();
      training.free();
      toy.free();
    },
  };
}

describe.each(IN_NODE)('planned batches on %s', (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await openInNode(backend);
  });
  afterAll(() => device.close());

  it('serve samples in any number, with a mask for each place', async () => {
    const held = device.kernels.memory().arrays;
    const { context, begin, next, free } = await planned(device.kernels, { batchSize: 5 });
    expect(begin(() => PLAN)).toBe(PLAN);
    expect(await next()).toEqual([
      [2, 0],
      [1, 1],
      [1, 1],
    ]);
    expect(await next()).toEqual([[2], [1], [0]]);
    expect(await next()).toEqual([[2], [0], [1]]);
    await expect(next()).rejects.toThrow('The epoch has no batch left.');
    // the next epoch is another one, and longer
    begin(() => ({ ...inBatches(asTheyAre(ROWS), context), shown: [null, null] }));
    expect(await next()).toEqual([
      [0, 1, 2, 0, 1],
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
    ]);
    free();
    expect(device.kernels.memory().arrays).toBe(held);
  });

  it('show everything of an order that nobody planned', async () => {
    const { batches, begin, next, free } = await planned(device.kernels);
    begin(() => PLAN);
    batches.feeder.startEpoch(Int32Array.from([4, 3]));
    expect(await next()).toEqual([
      [1, 0],
      [1, 1],
      [1, 1],
    ]);
    free();
  });
});

describe('a plan', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openInNode('cpu');
  });
  afterAll(() => device.close());

  it('says how often samples come with each modality', async () => {
    expect(timesShown(PLAN, 6).map((times) => [...times])).toEqual([
      [1, 0, 2, 0, 0, 0],
      [1, 0, 1, 0, 0, 1],
    ]);
    const { context, free } = await planned(device.kernels);
    expect(toldByPlan(PLAN, context.data)).toEqual({
      'timesTrained.m0': 3 / ROWS,
      'timesTrained.m1': 3 / ROWS,
    });
    expect(toldByPlan(PLAN, context.data, 2)).toEqual({
      'timesTrained.m0': 2,
      'timesTrained.m1': 1,
    });
    free();
  });

  it.each([
    [12, false, [5, 5, 2]],
    [12, true, [5, 5]],
    [10, true, [5, 5]],
    [3, true, [3]],
    [0, true, []],
  ])('of %i samples, the last dropped: %s, has batches of %j', async (samples, dropLast, want) => {
    const { context, free } = await planned(device.kernels, { batchSize: 5, dropLast });
    const { order, batches } = inBatches(asTheyAre(samples), context);
    expect(batches).toEqual(want);
    expect([...order]).toEqual([...asTheyAre(want.reduce((sum, rows) => sum + rows, 0))]);
    free();
  });
});
