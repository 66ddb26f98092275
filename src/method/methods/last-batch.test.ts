/** The smaller last batch under every method, on the back ends that run in Node. */
import { afterAll, describe } from 'vitest';
import type { Device } from '../../engine/device/device';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { describeLastBatch } from '../../testing/last-batch-cases';

describe.each(IN_NODE)('a smaller last batch trains as one of its size (%s)', (backend) => {
  let device: Device;
  describeLastBatch(async () => {
    device = await openInNode(backend);
    return device.kernels;
  });
  afterAll(() => device.close());
});
