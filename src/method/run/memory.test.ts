/** The hard gate on memory, on both kinds of wasm; the in-thread lab is started and stopped as a person would. */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Device } from '../../engine/device/device';
import { VARIANTS } from '../../protocol/backends';
import { openInNode } from '../../testing/in-node';
import { describeMemory } from '../../testing/memory-cases';
import { openTinyLab, TINY } from '../../testing/tiny-lab';

/** The devices that labs opened, the latest last. */
const opened = vi.hoisted(() => [] as Device[]);

vi.mock('../../engine/device/device', async (original) => {
  const real = await original<typeof import('../../engine/device/device')>();
  return {
    ...real,
    openDevice: async (wish: Parameters<typeof real.openDevice>[0]) => {
      const device = await real.openDevice(wish);
      opened.push(device);
      return device;
    },
  };
});

describe.each(['wasm (tfjs)', 'wasm'] as const)('on %s', (variant) => {
  let device: Device;
  beforeAll(async () => {
    device = await openInNode(variant);
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

it.each(['tfjs', 'lab'] as const)(
  'a lab on wasm with the kernels of %s holds the same after every one of 20 races begun and stopped',
  async (engine) => {
    const { lab } = await openTinyLab('wasm', { engine });
    const seen: string[] = [];
    for (let race = 0; race < 20; race++) {
      lab.send({ kind: 'start-race', settings: TINY, withReference: false, paused: true });
      lab.send({ kind: 'step-race', by: 'epoch' });
      await lab.settled();
      lab.send({ kind: 'stop-race' });
      await lab.settled();
      seen.push(JSON.stringify(opened.at(-1)?.kernels.memory()));
    }
    const variant = opened.at(-1)?.report.backend ?? 'cpu';
    expect(VARIANTS[variant]).toMatchObject({ backend: 'wasm', engine });
    expect(seen[0]).toContain('bytes');
    expect(new Set(seen.slice(1)).size).toBe(1);
    await lab.closed();
  },
);
