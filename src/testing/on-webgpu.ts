/** Runs cases of kernels on WebGPU as the product opens it: for tests in a real browser. */
import { afterAll, describe, expect } from 'vitest';
import { type Device, openVariant } from '../engine/device/device';
import type { Kernels } from '../engine/kernels/kernels';

/** @param cases describes the cases, given how to open the kernels; no WebGPU error may be left over at the end. */
export function describeOnWebGpu(
  name: string,
  cases: (open: () => Promise<Kernels>) => void,
): void {
  describe(name, () => {
    let device: Device;
    cases(async () => {
      device = await openVariant('webgpu', true);
      expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
      return device.kernels;
    });
    afterAll(() => {
      expect(device.error()).toBeNull();
      device.close();
    });
  });
}
