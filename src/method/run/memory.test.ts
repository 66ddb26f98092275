/** The hard gate on memory, on wasm; the in-thread lab is started and stopped as a person would. */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../engine/device/device';
import { describeMemory } from '../../testing/memory-cases';
import { openTinyLab, TINY } from '../../testing/tiny-lab';

describe('on wasm', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openDevice('wasm');
  });
  afterAll(() => device.close());
  describeMemory(
    () => ({
      kernels: device.kernels,
      held: () => {
        const { numTensors, numBytes } = tf.memory();
        return { numTensors, numBytes, ...device.kernels.memory() };
      },
    }),
    { steps: 2000, starts: 20 },
  );
});

it('a lab on wasm holds the same after every one of 20 races begun and stopped', async () => {
  const { lab } = await openTinyLab('wasm');
  const seen: string[] = [];
  for (let race = 0; race < 20; race++) {
    lab.send({ kind: 'start-race', settings: TINY, withReference: false, paused: true });
    lab.send({ kind: 'step-race', by: 'epoch' });
    await lab.settled();
    lab.send({ kind: 'stop-race' });
    await lab.settled();
    const { numTensors, numBytes } = tf.memory();
    seen.push(`${numTensors} tensors, ${numBytes} bytes`);
  }
  expect(new Set(seen.slice(1)).size).toBe(1);
  await lab.closed();
});
