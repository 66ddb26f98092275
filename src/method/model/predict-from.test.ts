import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import { type Device, openVariant } from '../../engine/device/device';
import { takeRows } from '../../math/matrix';
import { parseSettings } from '../../protocol/settings';
import { TINY } from '../../testing/tiny-lab';
import { freeRace, prepareRace } from '../run/race';
import { type RaceData, uploadRaceData } from '../run/race-data';

describe('predicting from given features', () => {
  const settings = parseSettings({ ...TINY, samples: { train: 64, test: 2100 } });
  let device: Device;
  let data: RaceData;
  beforeAll(async () => {
    device = await openVariant('cpu');
    data = uploadRaceData(device.kernels, generateDataSet(settings));
  });
  afterAll(() => {
    data.free();
    device.close();
  });

  it('gives the prediction that reading the split gives, chunk by chunk, and frees everything', async () => {
    const { kernels, report } = device;
    const chunkMs = 0;
    const entrants = await prepareRace({
      kernels,
      report,
      data,
      settings,
      extraRuns: [],
      now: () => 0,
      chunkMs,
    });
    for (const { run, name } of entrants) {
      const readings = await run.read(data.test);
      const held = tf.memory().numTensors;
      const predicted = await run.predictFrom?.(readings.features);
      expect(tf.memory().numTensors, name).toBe(held);
      const own = run.answers(readings).fusion;
      expect(predicted?.rows, name).toBe(2100);
      own?.values.forEach((value, k) => {
        if (Math.abs(value - (predicted?.values[k] as number)) > 1e-5)
          throw new Error(`${name} ${k}`);
      });
      // rows do not know of each other
      const some = Int32Array.from([2099, 5]);
      const few = await run.predictFrom?.(readings.features.map((f) => takeRows(f, some)));
      expect(few?.values[0]).toBeCloseTo(predicted?.values[2099 * data.classes] as number, 5);
    }
    freeRace(entrants);
  });
});
