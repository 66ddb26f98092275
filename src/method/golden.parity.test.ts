/** DI-MML against the published implementation's trajectories, on the two back ends that run in Node. */
import golden from 'virtual:golden';
import { afterEach, describe, expect, it } from 'vitest';
import type { Device } from '../engine/device/device';
import { type Golden, walkGolden } from '../testing/golden-parity';
import { IN_NODE, openInNode } from '../testing/in-node';

let device: Device | null = null;
afterEach(() => {
  device?.close();
  device = null;
});

describe.each(IN_NODE)('on %s', (backend) => {
  it.each(golden)('every number of $file agrees', async ({ golden: trajectory }) => {
    device = await openInNode(backend);
    const before = device.kernels.memory();
    await walkGolden(trajectory as Golden, device.kernels);
    // the kernels' constants stay until the device closes
    expect(device.kernels.memory().arrays - before.arrays).toBeLessThanOrEqual(4);
  });
});
