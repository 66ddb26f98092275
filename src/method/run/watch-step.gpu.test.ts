/** A step seen from inside on the WebGPU kernels, whose steps are otherwise recorded and replayed. */
import { expect, it } from 'vitest';
import { openVariant } from '../../engine/device/device';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { standingOf } from './standing';
import { watchStep } from './watch-step';

it.each(['joint', 'ogm', 'pmr', 'di-mml'])(
  'a step of %s shows the same numbers on WebGPU as on the processor, and leaves the run alone',
  async (id) => {
    const seen = [];
    for (const backend of ['webgpu', 'cpu'] as const) {
      const device = await openVariant(backend, true);
      expect(device.report.backend).toBe(backend);
      const toy = await toyRun(device.kernels, id, toyData(2));
      const before = await toy.epoch(0);
      const standing = await standingOf(toy.run, 1);
      const held = device.kernels.memory();
      seen.push(await watchStep(toy.context, standing, null));
      expect(device.kernels.memory()).toEqual(held);
      expect(await parametersOf(toy.run)).toEqual(before);
      toy.free();
      device.close();
    }
    const [gpu, cpu] = seen;
    expect(gpu?.losses.map(({ name }) => name)).toEqual(cpu?.losses.map(({ name }) => name));
    gpu?.losses.forEach((loss, k) => {
      const other = cpu?.losses[k];
      expect(loss.value).toBeCloseTo(other?.value ?? Number.NaN, 4);
      for (const [modality, gradient] of Object.entries(loss.gradientOn)) {
        expect(gradient).toBeCloseTo(other?.gradientOn[modality] ?? Number.NaN, 4);
      }
    });
  },
);
