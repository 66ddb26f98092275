/** What DUC says of an epoch in which it has nothing to teach. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { TEACHING_LOSS } from '../../protocol/names';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { toyData } from '../../testing/one-step';
import { EncoderTraining } from '../model/encoder-training';
import { contextOf } from '../run/race';
import { uploadRaceData } from '../run/race-data';
import { Duc } from './duc';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** DUC's loss of an epoch over 12 samples with one set of no dimension, and one of a single dimension. */
function idle(kind: string, settings: SettingsInput): number | undefined {
  const { kernels } = device;
  const parsed = parseSettings({ ...settings, methods: { 'di-mml': { duc: { kind } } } });
  const data = uploadRaceData(kernels, toyData(2));
  const context = contextOf('di-mml', { kernels, settings: parsed, data });
  const training = new EncoderTraining(context, []);
  const duc = new Duc(context, training.bank);
  duc.setPairs([{ teacher: 0, student: 1, dimensions: [] }]);
  const { [TEACHING_LOSS]: loss } = duc.summed({});
  duc.free();
  training.free();
  data.free();
  return loss;
}

it('without a dimension its dot form reads ln of the rows, in the mean over the batches of the epoch', () => {
  // batches of 5, 5 and 2
  expect(idle('dot', { batchSize: 5 })).toBeCloseTo((2 * Math.log(5) + Math.log(2)) / 3, 12);
  expect(idle('dot', { batchSize: 5, dropLast: true })).toBe(Math.log(5));
  expect(idle('dot', { batchSize: 4 })).toBe(Math.log(4));
  // 11 and 1, which has no negatives
  expect(idle('dot', { batchSize: 11 })).toBeCloseTo(Math.log(11) / 2, 12);
});

it('without a dimension its cosine form reads 0', () => {
  expect(idle('cosine', { batchSize: 5 })).toBe(0);
});
