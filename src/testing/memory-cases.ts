/**
 * What a race may hold on a device: the same after thousands of steps and after many starts and stops, and the same
 * numbers to the bit when it is run again. Called by the Node tests and by the WebGPU tests.
 */
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels';
import { catalogue, startRun } from '../method/catalogue';
import { beginEpoch } from '../method/run/epoch-batches';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { kernelsWith } from './kernels-with';
import { asTheyAre, parametersOf, toyData, toyRun } from './one-step';
import { NO_ROOM, scarceKernels } from './scarce-kernels';

/** Steps between two readings of the losses, as between the ends of two epochs. */
const STEPS_AN_EPOCH = 25;
/** Epochs after which everything that is made only once has been made: norms sampled or not, DUC chosen. */
const SETTLING = 4;

const ids = catalogue.map(({ id }) => id);
/** What begins after a while begins soon. */
const EARLY: NonNullable<SettingsInput['methods']> = {
  ...Object.fromEntries(
    catalogue.map(({ id, knobs }) => [
      id,
      knobs.some(({ path }) => path === 'warmupEpochs') ? { warmupEpochs: 1 } : {},
    ]),
  ),
  'di-mml': { duc: { warmupEpochs: 1 } },
};
/** Of 12 samples: two whole batches and one of 2; one whole batch and one of a single sample. */
const BATCHES = [5, 11];

/** What the device holds: arrays and bytes as the kernels count them, buffers as the device does. */
type Held = () => object;

async function train(
  kernels: Kernels,
  id: string,
  epochs: number,
  each: () => void = () => {},
  batchSize = BATCHES[0] ?? 5,
  rate = 1e-3,
) {
  const toy = await toyRun(kernels, id, toyData(2), { batchSize, methods: EARLY });
  const [stage] = toy.run.stages;
  if (!stage) throw new Error('A method without stages.');
  for (let epoch = 0; epoch < epochs; epoch++) {
    await stage.beforeEpoch?.(epoch);
    let left = 0;
    for (let step = 0; step < STEPS_AN_EPOCH; step++) {
      if (left === 0) left = beginEpoch(stage, toy.context, asTheyAre).batches.length;
      left -= 1;
      stage.feeder().next();
      await stage.step(rate);
    }
    await stage.losses();
    each();
  }
  const parameters = await parametersOf(toy.run);
  toy.free();
  return parameters;
}

/**
 * @param open gives the kernels, opened before the tests run, and what their device holds.
 * @param sizes how many steps and how many starts.
 */
export function describeMemory(
  open: () => { kernels: Kernels; held: Held },
  { steps, starts }: { steps: number; starts: number },
): void {
  describe('what a device holds', () => {
    it(`is the same over ${steps} steps of DI-MML`, async () => {
      const { kernels, held } = open();
      const seen: object[] = [];
      await train(kernels, 'di-mml', SETTLING + steps / STEPS_AN_EPOCH, () => seen.push(held()));
      expect(seen.length).toBe(SETTLING + steps / STEPS_AN_EPOCH);
      expect(new Set(seen.slice(SETTLING).map((state) => JSON.stringify(state))).size).toBe(1);
    }, 120_000);

    it.each(ids)('is the same after every epoch of %s', async (id) => {
      const { kernels, held } = open();
      const seen: object[] = [];
      // nets that stand still: an epoch that a method puts together by what they say is then as long as the one before
      await train(kernels, id, SETTLING + 2, () => seen.push(held()), BATCHES[0], 0);
      expect(seen.at(-1)).toEqual(seen.at(-2));
    });

    it(`is the same after ${starts} starts and stops`, async () => {
      const { kernels, held } = open();
      const seen: object[] = [];
      for (let start = 0; start < starts; start++) {
        await train(kernels, ids[start % 2 === 0 ? 0 : ids.length - 1] as string, 1);
        seen.push(held());
      }
      expect(seen.at(-1)).toEqual(seen[1]);
    }, 60_000);
  });

  it.each(ids)('%s leaves nothing there where it cannot be built to its end', async (id) => {
    const { kernels, held } = open();
    const data = uploadRaceData(kernels, toyData(2));
    const settings = parseSettings({ batchSize: 5, methods: { [id]: {} } });
    const started = (most: number) => {
      const scarce = scarceKernels(kernels, most);
      const run = startRun(contextOf(id, { kernels: scarce.kernels, settings, data }));
      return { run, made: scarce.made };
    };
    const whole = started(Number.POSITIVE_INFINITY);
    (await whole.run).free();
    const before = held();
    const all = whole.made();
    expect(all).toBeGreaterThan(10);
    for (const most of [0, 1, 2, ...[0.25, 0.5, 0.75].map((k) => Math.floor(k * all)), all - 1]) {
      await expect(started(most).run).rejects.toThrow(NO_ROOM);
      expect(held()).toEqual(before);
    }
    data.free();
  });

  it.each(ids)('%s gives the same bits when it is run again', async (id) => {
    const { kernels } = open();
    const first = await train(kernels, id, 3);
    const second = await train(kernels, id, 3);
    expect(second).toEqual(first);
    for (const values of first.values()) expect([...values].every(Number.isFinite)).toBe(true);
  });

  it.each(ids)('%s gives the same bits whether its steps are repeated or told anew', async (id) => {
    const { kernels } = open();
    const anew = kernelsWith(kernels, {
      stepper: () => ({ run: (_, body) => body(), free: () => {} }),
    });
    for (const batchSize of BATCHES) {
      const repeated = await train(kernels, id, 3, undefined, batchSize);
      expect(await train(anew, id, 3, undefined, batchSize)).toEqual(repeated);
    }
  });
}
