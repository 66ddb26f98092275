/** Encoders that no memory could train are refused with their numbers before anything is taken. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { parseSettings } from '../../protocol/settings';
import { toyData } from '../../testing/one-step';
import { startRun } from '../catalogue';
import { contextOf } from '../run/race';
import { uploadRaceData } from '../run/race-data';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm');
});
afterAll(() => device.close());

it('a ResNet-18 as published of large pictures in large batches is refused, and a smaller one trains', async () => {
  const { kernels } = device;
  const before = kernels.memory().arrays;
  const data = uploadRaceData(kernels, toyData(2, 0, { samples: 60, shape: [224, 224, 1] }));
  const held = kernels.memory().arrays;
  const started = (width: number) => {
    const settings = parseSettings({
      batchSize: 128,
      encoders: { '*': { kind: 'resnet18', width } },
      methods: { joint: {} },
    });
    return startRun(contextOf('joint', { kernels, settings, data }));
  };
  await expect(started(64)).rejects.toMatchObject({
    code: 'too-much-memory',
    message: expect.stringMatching(
      /^To train these encoders takes \d\.\d GB for each run: \d\.\d GB for what is kept of a batch of 61 and 0\.1 GB for the weights of m0, .* of m1, \d\.\d GB to measure; with \d\.\d GB of samples it is more than the 4\.3 GB that WebAssembly has\.$/,
    ),
    hint: expect.stringMatching(
      /^Take batches of at most \d\d \(batchSize\), a smaller width \(encoders\.MODALITY\.width\)/,
    ),
  });
  expect(kernels.memory().arrays).toBe(held);
  (await started(4)).free();
  data.free();
  expect(kernels.memory().arrays).toBe(before);
});
