/** Which encoder a modality gets, which it is refused, and that a cnn learns in a whole run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataSet } from '../../data/open';
import { type Device, openVariant } from '../../engine/device/device';
import { fetchEncoder } from '../../engine/encoders/catalogue';
import type { EpochEnded, RunEnded } from '../../protocol/events';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { prepareRace, race } from '../run/race';
import { uploadRaceData } from '../run/race-data';
import { chooseEncoder } from './encoder-choice';

const settingsWith = (encoders: SettingsInput['encoders']) => parseSettings({ encoders });
const modality = (id: string, ...shape: number[]) => ({
  id,
  shape,
  position: 0,
  inputSize: shape.reduce((product, side) => product * side, 1),
});
const shapesOf = (settings: ReturnType<typeof settingsWith>, of: ReturnType<typeof modality>) =>
  Object.fromEntries(
    chooseEncoder(settings, of).specs.map((spec) => [
      spec.name,
      `${spec.shape.join('x')} ±${'bound' in spec && spec.bound.toFixed(3)}`,
    ]),
  );

describe('choosing an encoder', () => {
  beforeAll(async () => {
    await fetchEncoder('cnn');
  });

  it('an mlp reads any shape as a list of numbers', () => {
    const settings = settingsWith({ '*': { hidden: [7], featureDim: 3 } });
    expect(shapesOf(settings, modality('film', 2, 4, 5, 3))).toEqual({
      'encoder.0.layer1.weight': '120x7 ±0.091',
      'encoder.0.layer1.bias': '7 ±0.091',
      'encoder.0.layer2.weight': '7x3 ±0.378',
      'encoder.0.layer2.bias': '3 ±0.378',
    });
  });

  it('a cnn has a convolution per entry of channels and a dense embedding, whatever the image', () => {
    const settings = settingsWith({ film: { kind: 'cnn', channels: [4, 9], featureDim: 3 } });
    const parameters = {
      'encoder.0.conv1.weight': '3x3x3x4 ±0.192',
      'encoder.0.conv1.bias': '4 ±0.192',
      'encoder.0.conv2.weight': '3x3x4x9 ±0.167',
      'encoder.0.conv2.bias': '9 ±0.167',
      'encoder.0.dense.weight': '9x3 ±0.333',
      'encoder.0.dense.bias': '3 ±0.333',
    };
    expect(shapesOf(settings, modality('film', 16, 16, 3))).toEqual(parameters);
    expect(shapesOf(settings, modality('film', 5, 128, 4, 3))).toEqual(parameters);
  });

  it('refuses a cnn on a list of numbers, by the path that asked for it', () => {
    const settings = settingsWith({ '*': { kind: 'cnn' } });
    expect(() => chooseEncoder(settings, modality('sound', 64))).toThrow(
      'encoders.sound.kind is "cnn", but sound is a list of numbers (64), not an image; use "mlp".',
    );
  });

  it.each([
    [3, 16, '"mlp"'],
    [16, 3, '"mlp"'],
    [16, 129, '"resnet18" or "mlp"'],
  ])('refuses a cnn on images of %i x %i pixels and names %s', (height, width, others) => {
    const settings = settingsWith({ '*': { kind: 'cnn' } });
    expect(() => chooseEncoder(settings, modality('picture', height, width, 1))).toThrow(
      `encoders.picture.kind is "cnn", but picture has images of ${height} x ${width} pixels; a cnn takes sides from 4 to 128 pixels. Use ${others}, or other images.`,
    );
  });
});

describe('a joint run with a cnn on the picture', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('wasm');
  });
  afterAll(() => device.close());

  it.each(['pool', 'stride'] as const)(
    'learns (%s) and leaves nothing behind',
    async (downsample) => {
      // sound says nothing, so what is learned is learned from the picture
      const settings = parseSettings({
        epochs: 6,
        batchSize: 16,
        samples: { train: 256, test: 96 },
        generator: { classes: 3, picture: { noise: 0.3, fail: 0 }, sound: { noise: 10, fail: 1 } },
        optimizer: { kind: 'adam', learningRate: 0.02, weightDecay: 0 },
        encoders: {
          '*': { featureDim: 8, hidden: [] },
          picture: { kind: 'cnn', channels: [6, 8], downsample },
        },
        methods: { joint: {} },
      });
      const dataSet = await openDataSet(settings, () => Promise.reject(new Error('not needed')));
      const before = device.kernels.memory().arrays;
      const data = uploadRaceData(device.kernels, dataSet);
      const entrants = await prepareRace({
        kernels: device.kernels,
        report: device.report,
        data,
        settings,
        extraRuns: [],
        now: () => 0,
        chunkMs: 1000,
      });
      const epochs: EpochEnded[] = [];
      const ends: RunEnded[] = [];
      for await (const event of race(entrants, () => {})) {
        if (event.kind === 'run-failed') throw new Error(event.failed.message);
        if (event.kind === 'epoch-ended') epochs.push(event);
        if (event.kind === 'run-ended') ends.push(event);
      }
      data.free();
      const loss = (k: number) => epochs.at(k)?.losses['total'] as number;
      expect(loss(-1)).toBeLessThan(0.6 * loss(0));
      // guessing is right for a third
      expect(ends[0]?.accuracy.readouts['picture']).toBeGreaterThan(0.55);
      // rows of ones stay with the kernels
      expect(device.kernels.memory().arrays - before).toBeLessThanOrEqual(8);
    },
  );
});
