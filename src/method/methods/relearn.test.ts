/** Diagnosing and re-learning by hand: when and how far encoders are set back, what of them, and what is left alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { DataSet } from '../../protocol/data-set';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { isOfEncoder } from '../model/parameter-names';
import { splitRecord } from '../model/signals';
import { setBack } from '../model/soft-restart';
import { isRestart, restartShare } from './relearn';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

it('an encoder is set back by tanh(lambda gap)', () => {
  const gaps = [0, 0.05, 0.1, 0.3].map((gap) => restartShare(3, gap));
  expect(gaps.map((share) => share.toFixed(4))).toEqual(['0.0000', '0.1489', '0.2913', '0.7163']);
});

it('encoders are set back after epochs that `every` divides, never after the first, and no more than `times` times', () => {
  const after = (every: number, times: number) =>
    Array.from({ length: 10 }, (_, e) => e - 1).filter((e) => isRestart(e, every, times));
  expect(after(2, 3)).toEqual([2, 4, 6]);
  expect(after(1, 2)).toEqual([1, 2]);
  expect(after(3, 0)).toEqual([]);
});

describe('weights', () => {
  const specs = ['a', 'b'].map((name) => ({ name, shape: [2], bound: 0, stream: [] }));
  const saved = {
    values: Float32Array.of(4, 8, 1, 2),
    moments: [Float32Array.of(5, 6, 7, 8)],
    steps: 3,
  };
  const initial = new Map([
    ['a', Float32Array.of(0, 4)],
    ['b', Float32Array.of(9, 9)],
  ]);

  it.each([
    [false, [5, 6, 7, 8]],
    [true, [0, 0, 7, 8]],
  ])('are mixed with the first ones, momentum forgotten: %s', (forgets, moments) => {
    const back = setBack(saved, { specs, initial, shares: new Map([['a', 0.25]]), forgets });
    // .25 x 0 + .75 x 4, .25 x 4 + .75 x 8
    expect([...back.values]).toEqual([3, 7, 1, 2]);
    expect([...(back.moments[0] ?? [])]).toEqual(moments);
    expect(back.steps).toBe(3);
    expect([...saved.values]).toEqual([4, 8, 1, 2]);
  });
});

type Parameters = ReadonlyMap<string, Float32Array> | undefined;

/** Parameters at the start and after every epoch. */
async function trained(method: string, knobs: object, dataSet = toyData(2), epochs = 4) {
  const toy = await toyRun(device.kernels, method, dataSet, {
    methods: { [method]: { ...knobs } },
  });
  const seen = [new Map(await parametersOf(toy.run))];
  for (let epoch = 0; epoch < epochs; epoch++) seen.push(await toy.epoch(epoch));
  const losses = await toy.run.stages[0]?.losses();
  toy.free();
  return { seen, losses };
}

/** Validation samples whose modality m1 is all alike: its clusters there are as pure as one cluster is. */
function alikeWhenHeldOut(): DataSet {
  const dataSet = toyData(2, 0, { samples: 24 });
  const rows = (from: number) => Int32Array.from({ length: 12 }, (_, i) => from + i);
  const [first, second] = dataSet.modalities;
  if (!first || !second) throw new Error('The toy has two modalities.');
  const data = second.data.slice().fill(0, 12 * 4);
  return {
    ...dataSet,
    modalities: [first, { ...second, data }],
    split: { train: rows(0), validation: rows(12), test: rows(0) },
  };
}

describe('the run', () => {
  it.each([{ lambda: 0, every: 1 }, { times: 0, every: 1 }, { every: 5 }])(
    'without a setting back is joint training, %j',
    async (knobs) => {
      const joint = await trained('joint', {});
      const { seen } = await trained('relearn', knobs);
      for (const [name, values] of joint.seen[4] ?? []) {
        values.forEach((value, k) => {
          expect(Math.abs((seen[4]?.get(name)?.[k] ?? Number.NaN) - value), name).toBeLessThan(
            1e-6,
          );
        });
      }
    },
  );

  it('sets back the encoder whose clusters do not carry over, and no head', async () => {
    // so strong that such a gap sets it back all the way, before the third epoch
    const knobs = { every: 1, lambda: 100, times: 1 };
    const { seen, losses } = await trained('relearn', knobs, alikeWhenHeldOut(), 3);
    const { signals } = splitRecord(losses ?? {});
    expect(signals.get('restartShare')?.get('m1')).toBeCloseTo(1 / 3, 5);
    const [start, , before, after] = seen;
    const moved = (from: Parameters, is: (name: string) => boolean) =>
      Math.hypot(
        ...[...(after ?? [])]
          .filter(([name]) => is(name))
          .flatMap(([name, values]) => [...values].map((v, k) => v - (from?.get(name)?.[k] ?? 0))),
      );
    // one step away from where it began, not three
    const isOfM1 = (name: string) => isOfEncoder(name, 1);
    expect(moved(start, isOfM1)).toBeLessThan(moved(before, isOfM1));
    const isOfHead = (name: string) => name.startsWith('fusion.');
    expect(moved(before, isOfHead)).toBeLessThan(moved(start, isOfHead));
  });

  it('is refused without validation samples, with the setting to raise', async () => {
    const { split, ...rest } = toyData(2);
    const dataSet = { ...rest, split: { ...split, validation: new Int32Array() } };
    await expect(toyRun(device.kernels, 'relearn', dataSet)).rejects.toThrow(
      'methods.relearn compares training samples with validation samples, but no samples are set aside for validation: raise samples.validation or split.validation.',
    );
  });
});
