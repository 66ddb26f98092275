/** Whole cnn encoders on the back ends that run in Node. */
import { afterAll, describe } from 'vitest';
import { describeCnn } from '../../testing/cnn-cases';
import { IN_NODE, openInNode } from '../../testing/in-node';
import type { Device } from '../device/device';

describe.each(IN_NODE)('a cnn on %s', (backend) => {
  let device: Device;
  describeCnn(async () => {
    device = await openInNode(backend);
    return device.kernels;
  });
  afterAll(() => device.close());
});
