/**
 * Races of ResNet-18s: methods train them, leave nothing on the device, and a run that was cut off goes on with the numbers
 * it would have had, running statistics and all. Three batches of an epoch are two, for one of a single sample has no
 * variance.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../engine/device/device';
import type { Checkpoint, RaceCheckpoint } from '../protocol/checkpoint';
import type { RunEvent } from '../protocol/events';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { toyData } from '../testing/one-step';
import { racedOn } from '../testing/raced-on-device';
import { numbersOf } from '../testing/tiny-lab';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm');
});
afterAll(() => device.close());

const BASE: SettingsInput = {
  epochs: 2,
  batchSize: 4,
  encoders: { '*': { kind: 'resnet18', width: 4 } },
  methodDefaults: {
    '*': { fusionEpochs: 1, teacherEpochs: 1, every: 1, superEpoch: 1 },
    'di-mml': { duc: { warmupEpochs: 1 } },
  },
};

const raced = (settings: SettingsInput, from?: RaceCheckpoint) =>
  racedOn(device, toyData(2, 0, { samples: 9, shape: [6, 5, 1] }), parseSettings(settings), from);

const checkpointsOf = (events: readonly RunEvent[]): readonly Checkpoint[] =>
  events.flatMap((event) => (event.kind === 'checkpoint-taken' ? [event.checkpoint] : []));

describe('a race of ResNet-18s', () => {
  // frozen encoders, noise and pulls on every gradient, zero inputs, teachers, a look ahead, a restart, turns, growing heads
  const forms = ['di-mml', 'ogm-ge', 'inforeg', 'agm', 'umt', 'g-blend', 'relearn', 'mla', 'aug'];
  it.each(forms)('%s', async (id) => {
    const settings = { ...BASE, methods: { [id]: {} } };
    await device.kernels.loadDeep();
    const held = device.kernels.memory().arrays;
    const whole = await raced(settings);
    expect(device.kernels.memory().arrays).toBe(held);
    const started = whole.find((event) => event.kind === 'run-started');
    expect(started).toMatchObject({ stepsPerEpoch: 2 });
    const [first] = checkpointsOf(whole);
    const rest = await raced(settings, { runs: [structuredClone(first as Checkpoint)], done: [] });
    expect(numbersOf(rest)).toEqual(numbersOf(whole).slice(1));
    const losses = whole.flatMap((event) =>
      event.kind === 'epoch-ended' ? Object.values(event.losses) : [],
    );
    expect(losses.length).toBeGreaterThan(0);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  it('of AGM as released is refused where zeros leave batch norm no spread, which would end it at once', async () => {
    const settings = { ...BASE, methods: { agm: { rule: 'released' } } };
    const held = device.kernels.memory().arrays;
    await expect(raced(settings)).rejects.toMatchObject({
      code: 'settings-invalid',
      message: expect.stringMatching(
        /^methods\.agm\.rule is "released", which trains on zeros in place of m0 too;/,
      ),
      hint: expect.stringContaining('more than 32 pixels a side'),
    });
    expect(device.kernels.memory().arrays).toBe(held);
  });

  it('that diverges is told what else helps where layers have one pixel', async () => {
    const hot = { learningRate: 100, momentum: 0 };
    const settings = { ...BASE, optimizer: hot, methods: { joint: {} } };
    await expect(raced(settings)).rejects.toThrow(
      /^Training diverged: .*larger batches \(batchSize\)/,
    );
  });
});
