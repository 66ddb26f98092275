/**
 * A race on recordings of sensors with the 1-D CNN, from files to the end: two races say the same to the bit, one that was
 * cut off goes on with the numbers it would have had, batches of odd sizes and all.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importData } from '../data/import/import-data';
import { type Device, openVariant } from '../engine/device/device';
import { nodeDecoders } from '../headless/decoders';
import type { RaceCheckpoint } from '../protocol/checkpoint';
import type { DataSet } from '../protocol/data-set';
import type { RunEvent } from '../protocol/events';
import { parseSettings } from '../protocol/settings';
import { fileOf, importOptionsFor } from '../testing/import-fixtures';
import { racedOn } from '../testing/raced-on-device';
import { numbersOf } from '../testing/tiny-lab';

/** Recordings of two speeds with an odd number of readings; the second sensor has one channel. */
const recording = (speed: number, n: number): string =>
  [
    'time,acc_x,acc_y,acc_z,hr',
    ...Array.from({ length: 37 }, (_, i) => {
      const swing = (k: number) => Math.sin(0.3 * speed * i + n + k).toFixed(3);
      return [i, swing(0), swing(1), swing(2), swing(3)].join(',');
    }),
  ].join('\n');

let device: Device;
let dataSet: DataSet;
beforeAll(async () => {
  device = await openVariant('wasm');
  const files = ['slow', 'fast'].flatMap((name, speed) =>
    Array.from({ length: 16 }, (_, n) => fileOf(`${name}/${n}.csv`, recording(1 + speed, n))),
  );
  ({ dataSet } = await importData(files, importOptionsFor(), nodeDecoders));
});
afterAll(() => device.close());

const settings = parseSettings({
  epochs: 30,
  batchSize: 7,
  optimizer: { kind: 'adam', learningRate: 0.02, weightDecay: 0 },
  encoders: { '*': { kind: 'cnn1d', channels: [5, 6], featureDim: 4 } },
  methodDefaults: {
    '*': { fusionEpochs: 2, teacherEpochs: 2 },
    'di-mml': { duc: { warmupEpochs: 1 } },
  },
  methods: { joint: {}, 'di-mml': {} },
});

const raced = (from?: RaceCheckpoint) => racedOn(device, dataSet, settings, from);

it('learns what tells the recordings apart, the same twice, and goes on where it was cut off', async () => {
  expect(dataSet.modalities).toMatchObject([
    { id: 'acc', kind: 'series', shape: [37, 3] },
    { id: 'other', kind: 'series', shape: [37, 1] },
  ]);
  const whole = await raced();
  const ended = whole.find((event) => event.kind === 'run-ended');
  expect(ended?.accuracy.fusion).toBeGreaterThan(0.9);
  expect(numbersOf(await raced())).toEqual(numbersOf(whole));
  const taken = whole.flatMap((event) =>
    event.kind === 'checkpoint-taken' && event.run === 'joint' ? [event.checkpoint] : [],
  );
  const fifth = taken[4];
  if (!fifth) throw new Error('There is no fifth checkpoint.');
  const ofJoint = (events: readonly RunEvent[]) =>
    numbersOf(events.filter(({ run }) => run === 'joint'));
  const rest = await raced({ runs: [structuredClone(fifth)], done: [] });
  expect(ofJoint(rest)).toEqual(ofJoint(whole).slice(5));
});
