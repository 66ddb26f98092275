/** TCMax where it refuses, and where a batch has one class: the kernels' hand case stands beside them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

it('refuses a head in which one feature changes the other: it does not add up', async () => {
  const asked = toyRun(device.kernels, 'tcmax', toyData(2), {
    methods: { tcmax: { fusion: 'film' } },
  });
  await expect(asked).rejects.toThrow(
    'methods.tcmax.fusion is "film"; TCMax reads each modality out of the fusion head, so it must be concat, sum or sum-tied.',
  );
});

it.each(['concat', 'sum', 'sum-tied'])(
  'a batch of one class pushes the others down, with %s',
  async (fusion) => {
    const data = toyData(2);
    const toy = await toyRun(
      device.kernels,
      'tcmax',
      { ...data, labels: data.labels.map((_, i) => Math.floor(i / 4)) },
      { batchSize: 4, methods: { tcmax: { fusion } } },
    );
    const before = await toy.run.read(toy.context.data.train);
    await toy.epoch(0);
    const losses = await toy.run.stages[0]?.losses();
    expect(Math.abs((losses?.total ?? Number.NaN) - Math.log(3))).toBeLessThan(1);
    const after = await toy.run.read(toy.context.data.train);
    const share = (readings: typeof before) => {
      const z = toy.run.answers(readings).fusion?.values ?? [];
      return (z[0] ?? 0) - (z[1] ?? 0);
    };
    expect(share(after)).toBeGreaterThan(share(before));
    for (const values of (await parametersOf(toy.run)).values()) {
      expect([...values].every(Number.isFinite)).toBe(true);
    }
    toy.free();
  },
);
