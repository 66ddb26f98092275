/**
 * Samples that lack a modality, for every method: what is not there takes no part, the others learn as if the batch
 * had no more samples than those, and the answer comes from what is there.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { type Matrix, softmaxRows } from '../../math/matrix';
import { sizeOf } from '../../math/shape';
import type { DataSet, Modality } from '../../protocol/data-set';
import { FUSION_HEAD, ownKey } from '../../protocol/names';
import type { SettingsInput } from '../../protocol/settings';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { catalogue, methodOf } from '../catalogue';
import type { MethodRun } from '../method';
import { rowWeights } from '../model/present-batches';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm');
});
afterAll(() => device.close());

/** The toy data without the modality `m` of some samples, whose numbers there are then `rest`. */
function without(dataSet: DataSet, m: number, rows: readonly number[], rest = 0): DataSet {
  const modalities = dataSet.modalities.map((modality, k): Modality => {
    if (k !== m) return modality;
    const width = sizeOf(modality.shape);
    const data = modality.data.slice();
    const present = new Uint8Array(dataSet.labels.length).fill(1);
    for (const row of rows) {
      present[row] = 0;
      data.fill(rest, row * width, (row + 1) * width);
    }
    return { ...modality, data, present };
  });
  return { ...dataSet, modalities };
}

/** The data with these training samples alone. */
const trainedOn = (dataSet: DataSet, rows: readonly number[]): DataSet => ({
  ...dataSet,
  split: { ...dataSet.split, train: Int32Array.from(rows) },
});

const LACKING = [1, 4, 5, 9];
const THERE = [0, 2, 3, 6, 7, 8, 10, 11];
const EARLY: SettingsInput['methodDefaults'] = {
  '*': { fusionEpochs: 2, teacherEpochs: 2 },
  'di-mml': { duc: { warmupEpochs: 0 } },
};

/** Trains an epoch of every stage in batches of five, and reads parameters, losses and answers. */
async function trained(method: string, dataSet: DataSet, knobs: Record<string, unknown> = {}) {
  const toy = await toyRun(device.kernels, method, dataSet, {
    batchSize: 5,
    methodDefaults: EARLY,
    methods: { [method]: knobs },
  });
  const { run, context } = toy;
  const losses: Record<string, number>[] = [];
  for (const stage of run.stages) {
    await stage.begin?.();
    await stage.beforeEpoch?.(0);
    const { size } = context.data.train;
    stage.feeder().startEpoch(Int32Array.from({ length: size }, (_, i) => (7 * i + 3) % size));
    for (let row = 0; row < size; row += context.batch.most) {
      stage.feeder().next();
      await stage.step(0.1);
    }
    losses.push(await stage.losses());
  }
  const parameters = await parametersOf(run);
  const readings = await run.read(context.whole.test);
  const answers = run.answers(readings);
  toy.free();
  return { parameters, losses, readings, answers };
}

const USED = catalogue.filter(({ missing }) => missing?.training === 'used').map(({ id }) => id);
const LEFT_OUT = catalogue
  .filter(({ missing }) => missing?.training === 'left-out')
  .map(({ id }) => id);

it('every method says what it makes of samples that lack a modality', () => {
  expect(USED.length + LEFT_OUT.length).toBe(catalogue.length);
  expect(USED).toEqual(expect.arrayContaining(['unimodal', 'late-ensemble', 'di-mml', 'joint']));
});

describe('what is not there', () => {
  it.each([
    ...USED.map((id) => [id, {}] as const),
    ['joint', { fusion: 'sum' }] as const,
    ['joint', { fusion: 'sum-tied' }] as const,
    ['joint', { fusionHidden: 3 }] as const,
    ['frozen-fusion', { fusion: 'gated' }] as const,
    ['di-mml', { duc: { kind: 'dot' } }] as const,
    ['di-mml', { duc: { kind: 'label-aware' } }] as const,
  ])('takes no part in the training or the answers of %s %j', async (method, knobs) => {
    const nothing = await trained(method, without(toyData(2), 1, LACKING), knobs);
    const rubbish = await trained(method, without(toyData(2), 1, LACKING, 100), knobs);
    expect([...rubbish.parameters]).toEqual([...nothing.parameters]);
    expect(rubbish.losses).toEqual(nothing.losses);
    expect(rubbish.answers.fusion).toEqual(nothing.answers.fusion);
    for (const { values } of nothing.readings.features) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it.each(USED)(
    'moves nothing of its encoder in %s where a whole batch lacks it',
    async (method) => {
      const { stages } = methodOf(method).description;
      const at = stages.findLastIndex(({ trains }) => trains.includes('encoder'));
      const settings: SettingsInput = { methodDefaults: EARLY };
      const all = toyData(2).labels.map((_, row) => row);
      // one sample has it, but is no part of the batch
      const dataSet = without(toyData(2, 0, { samples: 13 }), 1, [...all]);
      const toy = await toyRun(device.kernels, method, dataSet, settings);
      const before = await parametersOf(toy.run);
      const after = await toy.epoch(0, at);
      const losses = await toy.run.stages[at]?.losses();
      toy.free();
      const moved = (name: string) =>
        after.get(name)?.some((value, k) => value !== before.get(name)?.[k]) ?? false;
      const names = [...after.keys()];
      const ofEncoder = (m: number) => names.filter((name) => name.startsWith(`encoder.${m}.`));
      expect(ofEncoder(1).length).toBeGreaterThan(0);
      expect(ofEncoder(1).filter(moved)).toEqual([]);
      expect(ofEncoder(0).some(moved)).toBe(true);
      for (const [name, value] of Object.entries(losses ?? {})) {
        expect(value, name).toBeGreaterThanOrEqual(0);
      }
      if (losses && ownKey('m1') in losses) expect(losses[ownKey('m1')]).toBe(0);
    },
  );
});

describe('what is there', () => {
  it('is learned from by its own loss as if the batch were no larger', async () => {
    const step = async (dataSet: DataSet, order: readonly number[]) => {
      const toy = await toyRun(device.kernels, 'unimodal', dataSet);
      const [stage] = toy.run.stages;
      stage?.feeder().startEpoch(Int32Array.from(order));
      stage?.feeder().next();
      await stage?.step(0.1);
      const out = { parameters: await parametersOf(toy.run), losses: await stage?.losses() };
      toy.free();
      return out;
    };
    const order = Array.from({ length: 12 }, (_, i) => i);
    const some = await step(without(toyData(2), 1, LACKING), order);
    const full = await step(toyData(2), order);
    const few = await step(toyData(2), THERE);
    for (const [name, values] of some.parameters) {
      const isSecond = name.includes('.1.');
      const want = (isSecond ? few : full).parameters.get(name);
      if (!isSecond) expect(values).toEqual(want);
      else for (const [k, v] of values.entries()) expect(v).toBeCloseTo(want?.[k] as number, 6);
    }
    expect(some.losses?.['m0']).toBe(full.losses?.['m0']);
    expect(some.losses?.['m1']).toBeCloseTo(few.losses?.['m1'] as number, 6);
  });

  it('counts alike within each batch of an epoch, the smaller last one too', () => {
    const has = Uint8Array.from([1, 0, 1, 1, 0, 0, 0]);
    const order = Int32Array.from([6, 0, 1, 5, 4, 2, 3]);
    expect([...rowWeights(has, order, [3, 3, 1])]).toEqual([3, 0, 3, 1, 0, 0, 0]);
  });

  it('is all that a method left out of incomplete samples ever sees', async () => {
    for (const method of LEFT_OUT) {
      const some = await trained(method, without(toyData(2), 1, LACKING, 100));
      const complete = await trained(method, trainedOn(toyData(2), THERE));
      expect([...some.parameters], method).toEqual([...complete.parameters]);
      expect(some.losses, method).toEqual(complete.losses);
    }
  });
});

describe('the answer to a sample that lacks a modality', () => {
  const row = (scores: Matrix | null | undefined, i: number) =>
    Array.from(scores?.values.subarray(i * scores.columns, (i + 1) * scores.columns) ?? []);
  const own = ({ readings }: { readings: Awaited<ReturnType<MethodRun['read']>> }) =>
    readings.logits[ownKey('m0')];

  it.each([
    ['late-ensemble', { average: 'logits' }],
    ['late-ensemble', { average: 'certainty' }],
    ['di-mml', {}],
    ['di-mml', { certainty: { weighting: 'off' } }],
  ])('is the other modality’s own in %s %j', async (method, knobs) => {
    const seen = await trained(method, without(toyData(2), 1, LACKING), knobs);
    for (const i of LACKING) expect(row(seen.answers.fusion, i)).toEqual(row(own(seen), i));
    const other = await trained(method, without(toyData(2), 1, LACKING), knobs);
    expect(other.answers.fusion).toEqual(seen.answers.fusion);
  });

  it.each(['late-ensemble', 'frozen-fusion'])(
    'is the other modality’s own probabilities in %s',
    async (method) => {
      const seen = await trained(method, without(toyData(2), 1, LACKING));
      const probabilities = softmaxRows(own(seen) as Matrix);
      for (const i of LACKING) expect(row(seen.answers.fusion, i)).toEqual(row(probabilities, i));
      const head = seen.readings.logits[FUSION_HEAD];
      if (head) for (const i of THERE) expect(row(seen.answers.fusion, i)).toEqual(row(head, i));
    },
  );

  it('is the share of what is there and the bias in a joint head', async () => {
    const seen = await trained('joint', without(toyData(2), 1, LACKING));
    const [feature] = seen.readings.features;
    const weight = seen.parameters.get('fusion.0.weight') as Float32Array;
    const bias = seen.parameters.get('fusion.bias') as Float32Array;
    for (const i of LACKING) {
      row(seen.answers.fusion, i).forEach((z, c) => {
        const sum = row(feature, i).reduce((s, f, d) => s + f * (weight[d * 3 + c] as number), 0);
        expect(z).toBeCloseTo(sum + (bias[c] as number), 5);
      });
    }
  });

  it('does not exist in a head in which one feature changes the other, so joint training refuses', async () => {
    await expect(
      toyRun(device.kernels, 'joint', without(toyData(2), 1, LACKING), {
        methods: { joint: { fusion: 'film' } },
      }),
    ).rejects.toThrow('methods.joint.fusion is "film", in which one feature changes the other');
  });

  it('mixes the modalities that are there, where there are several', async () => {
    const dataSet = without(without(toyData(3), 1, LACKING), 2, [0, 2]);
    const seen = await trained('late-ensemble', dataSet, { average: 'logits' });
    const [a, b] = [ownKey('m0'), ownKey('m2')].map((key) => seen.readings.logits[key]);
    for (const i of LACKING) {
      row(seen.answers.fusion, i).forEach((z, c) => {
        expect(z).toBeCloseTo(((row(a, i)[c] as number) + (row(b, i)[c] as number)) / 2, 6);
      });
    }
  });
});

describe('a run that needs complete samples', () => {
  it('refuses where a class has none to train on', async () => {
    const labels = Array.from(toyData(2).labels);
    const none = labels.flatMap((label, i) => (label === 0 ? [i] : []));
    const [method = ''] = LEFT_OUT;
    const dataSet = without(toyData(2), 1, none);
    await expect(toyRun(device.kernels, method, dataSet)).rejects.toThrow(
      'only 2 of 3 classes have training samples with all of them',
    );
  });
});
