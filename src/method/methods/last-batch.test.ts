/** The smaller last batch under every method, on the back ends that run in Node. */
import { afterAll, describe } from 'vitest';
import { type Device, openDevice } from '../../engine/device/device';
import { describeLastBatch } from '../../testing/last-batch-cases';

describe.each(['cpu', 'wasm'] as const)(
  'a smaller last batch trains as one of its size (%s)',
  (backend) => {
    let device: Device;
    describeLastBatch(async () => {
      device = await openDevice(backend);
      return device.kernels;
    });
    afterAll(() => device.close());
  },
);
