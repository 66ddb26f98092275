/** DI-MML against the published implementation's trajectories, on WebGPU in a real browser. */
import golden from 'virtual:golden';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../engine/device/device';
import { type Golden, walkGolden } from '../testing/golden-parity';

let device: Device;
beforeAll(async () => {
  device = await openVariant('webgpu', true);
});
afterAll(() => device.close());

describe('on webgpu', () => {
  it.each(golden)('every number of $file agrees', async ({ golden: trajectory }) => {
    expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
    await walkGolden(trajectory as Golden, device.kernels);
    expect(device.error()).toBeNull();
  });
});
