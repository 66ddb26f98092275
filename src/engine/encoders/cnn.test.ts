/** Whole cnn encoders on the back ends that run in Node. */
import { afterAll, describe, expect } from 'vitest';
import { describeCnn } from '../../testing/cnn-cases';
import { type Device, openDevice } from '../device/device';

describe.each(['cpu', 'wasm'] as const)('a cnn on %s', (backend) => {
  let device: Device;
  describeCnn(async () => {
    device = await openDevice(backend);
    expect(device.report.backend).toBe(backend);
    return device.kernels;
  });
  afterAll(() => device.close());
});
