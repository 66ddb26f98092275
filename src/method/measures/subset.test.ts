import { describe, expect, it } from 'vitest';
import { openVariant } from '../../engine/device/device';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { matrix } from '../../math/matrix';
import { toyData, toyRun } from '../../testing/one-step';
import { catalogue } from '../catalogue';
import type { Answers } from '../method';
import type { SplitData } from '../run/race-data';
import { heldOutSubset, takeAnswers, takeReadings, trainingSubset } from './subset';

const split = (size: number): SplitData => ({
  name: 'test',
  size,
  rows: Int32Array.from({ length: size }, (_, i) => i),
  inputs: [],
  targets: {} as DeviceArray,
  has: [null],
  present: [null],
  labels: Int32Array.from({ length: size }, (_, i) => i % 5),
});

describe('the subset of the heavy measures', () => {
  it('is the same for the same seed, another for another, at most 512 rows, each once', () => {
    const { rows, labels } = heldOutSubset(1, split(1000));
    expect(heldOutSubset(1, split(1000)).rows).toEqual(rows);
    expect(heldOutSubset(2, split(1000)).rows).not.toEqual(rows);
    expect(new Set(rows).size).toBe(512);
    expect([...labels]).toEqual([...rows].map((row) => row % 5));
  });

  it('of a small training split is the split in its own order', () => {
    expect([...trainingSubset(1, split(6)).rows]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(trainingSubset(1, split(3000)).rows).toHaveLength(2000);
  });

  it('takes the same rows of features and logits', () => {
    const readings = {
      features: [matrix(Float32Array.from([1, 2, 3, 4, 5, 6]), 2)],
      logits: { fusionHead: matrix(Float32Array.from([10, 20, 30]), 1) },
    };
    const taken = takeReadings(readings, {
      rows: Int32Array.from([2, 0]),
      labels: new Int32Array(2),
    });
    expect([...(taken.features[0]?.values ?? [])]).toEqual([5, 6, 1, 2]);
    expect([...(taken.logits.fusionHead?.values ?? [])]).toEqual([30, 10]);
  });

  it('takes nothing from a whole split', () => {
    const readings = { features: [matrix(Float32Array.from([1, 2, 3]), 1)], logits: {} };
    expect(takeReadings(readings, trainingSubset(1, split(3)))).toBe(readings);
  });

  it.each(catalogue.map(({ id }) => id))(
    'of %s answers what the run answers of those rows alone',
    async (id) => {
      const device = await openVariant('cpu');
      const toy = await toyRun(device.kernels, id, toyData(2));
      await toy.run.stages.at(-1)?.begin?.();
      const readings = await toy.run.read(toy.context.data.heldOut);
      const subset = { rows: Int32Array.from([7, 0, 4]), labels: new Int32Array(3) };
      const taken = takeAnswers(toy.run.answers(readings), subset);
      const alone = toy.run.answers(takeReadings(readings, subset));
      const numbers = ({ fusion, readouts }: Answers) =>
        [fusion, ...Object.values(readouts)].map((z) => z && [...z.values]);
      expect(numbers(taken)).toEqual(numbers(alone));
      expect(taken.certainty).toEqual(alone.certainty);
      toy.free();
      device.close();
    },
  );
});
