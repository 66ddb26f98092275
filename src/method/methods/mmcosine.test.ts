/** MMCosine: what its answer is made of, and what cannot change it. The head's own cases: engine/heads/fusion-head.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { toyData, toyRun } from '../../testing/one-step';
import { encoderModule, FUSION_HEAD_MODULE } from '../model/parameter-names';
import { logitsOf } from '../model/readings';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const SCALE = 3;

describe.each([2, 3])('MMCosine on %i modalities', (count) => {
  /** The training samples' logits and every share of them, after some parameters were multiplied. */
  async function saidAfter(multiplied: (name: string) => number) {
    const settings = { methods: { mmcosine: { scale: SCALE } } };
    const { run, context, free } = await toyRun(
      device.kernels,
      'mmcosine',
      toyData(count),
      settings,
    );
    for (const arena of run.arenas) {
      for (const [name, values] of await arena.read()) {
        arena.write(
          name,
          values.map((value) => multiplied(name) * value),
        );
      }
    }
    const readings = await run.read(context.data.train);
    free();
    const shares = context.data.modalities.map(({ id }) => [...logitsOf(readings, id).values]);
    return { logits: [...(run.answers(readings).fusion?.values ?? [])], shares };
  }

  it('adds shares that lie between minus and plus the scale', async () => {
    const { logits, shares } = await saidAfter(() => 1);
    expect(Math.max(...shares.flat().map(Math.abs))).toBeLessThanOrEqual(SCALE + 1e-5);
    logits.forEach((value, k) => {
      const sum = shares.reduce((total, share) => total + (share[k] ?? Number.NaN), 0);
      expect(value).toBeCloseTo(sum, 5);
    });
  });

  it('does not hear how long a modality’s features and weights are', async () => {
    const { logits } = await saidAfter(() => 1);
    const ofFirst = [`${encoderModule(0).name}.layer2.`, `${FUSION_HEAD_MODULE.name}.0.`];
    const longer = await saidAfter((name) =>
      ofFirst.some((module) => name.startsWith(module)) ? 5 : 1,
    );
    longer.logits.forEach((value, k) => {
      expect(value).toBeCloseTo(logits[k] ?? Number.NaN, 4);
    });
  });
});
