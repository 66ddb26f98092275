/** Hand cases of every rival: numbers worked out in comments, and one step held against another method's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { accuracy, type Matrix, softmaxRows } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import type { SettingsInput } from '../../protocol/settings';
import { numbersOf } from '../../testing/formula-numbers';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { discrepancyRatio } from '../model/discrepancy';
import {
  encoderModule,
  FUSION_HEAD_MODULE,
  isOfEncoder,
  privateHeadModule,
} from '../model/parameter-names';
import { rateFactor } from './mslr';
import { dropFactor, dropShare } from './opm';
import { renewedPrototypes, weakest } from './pmr';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

type Parameters = ReadonlyMap<string, Float32Array>;
type Picked = Map<string, number[]>;

/** What one step did to every parameter whose name begins with one of `prefixes`. */
async function moves(
  method: string,
  prefixes: readonly string[],
  knobs: Record<string, unknown> = {},
): Promise<Picked> {
  const settings: SettingsInput = { methods: { [method]: knobs } };
  const toy = await toyRun(device.kernels, method, toyData(2), settings);
  const before: Parameters = await parametersOf(toy.run);
  const after = await toy.epoch(0);
  toy.free();
  return new Map(
    [...after]
      .filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)))
      .map(([name, values]) => [
        name,
        [...values].map((value, k) => value - (before.get(name)?.[k] as number)),
      ]),
  );
}

/** Expects `got` to be `a` times one set of moves plus `b` times another. */
function expectMix(got: Picked, a: number, first: Picked, b = 0, second = first): void {
  expect(got.size).toBeGreaterThan(0);
  for (const [name, values] of got) {
    values.forEach((value, k) => {
      const want = a * (first.get(name)?.[k] as number) + b * (second.get(name)?.[k] as number);
      expect(value, `${name}[${k}]`).toBeCloseTo(want, 6);
    });
  }
}

const ENCODERS = [0, 1].map((position) => encoderModule(position).name);
const ENCODERS_AND_HEADS = [...ENCODERS, ...[0, 1].map((m) => privateHeadModule(m).name)];

describe('detached rivals', () => {
  it.each(['late-ensemble', 'frozen-fusion'])(
    '%s trains its encoders as unimodal does',
    async (id) => {
      const alone = await moves('unimodal', ENCODERS_AND_HEADS);
      expectMix(await moves(id, ENCODERS_AND_HEADS), 1, alone);
    },
  );

  it('a late ensemble answers by the average it was asked for', async () => {
    const answer = async (average: string) => {
      const settings = { methods: { 'late-ensemble': { average, temperature: 0.1 } } };
      const toy = await toyRun(device.kernels, 'late-ensemble', toyData(2), settings);
      await toy.epoch(0);
      const readings = await toy.run.read(toy.context.data.test);
      const { fusion } = toy.run.answers(readings);
      toy.free();
      return { values: [...(fusion?.values ?? [])], logits: readings.logits };
    };
    const { values, logits } = await answer('probabilities');
    const [p0, p1] = ['m0', 'm1'].map((id) => softmaxRows(logits[id] as Matrix).values);
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(((p0?.[k] as number) + (p1?.[k] as number)) / 2, 6);
    });
    const raw = await answer('logits');
    raw.values.forEach((value, k) => {
      const [a, b] = [raw.logits.m0?.values[k] as number, raw.logits.m1?.values[k] as number];
      expect(value).toBeCloseTo((a + b) / 2, 6);
    });
    expect((await answer('certainty')).values).not.toEqual(raw.values);
  });
});

describe('multi-loss', () => {
  it('moves encoders by the fused gradient plus the weighted unimodal one', async () => {
    const joint = await moves('joint', ENCODERS);
    const alone = await moves('unimodal', ENCODERS);
    expectMix(await moves('multi-loss', ENCODERS), 1, joint, 1, alone);
    expectMix(await moves('multi-loss', ENCODERS, { weight: 3 }), 1, joint, 3, alone);
  });
});

describe('DGL', () => {
  it('trains the fusion head exactly as joint training does', async () => {
    const head = [FUSION_HEAD_MODULE.name];
    expectMix(await moves('dgl', head), 1, await moves('joint', head));
  });

  it('moves encoders by alpha times the readouts’ gradient and by nothing else', async () => {
    const once = await moves('dgl', ENCODERS, { alpha: 1 });
    expectMix(await moves('dgl', ENCODERS, { alpha: 4 }), 4, once);
    for (const [, values] of await moves('dgl', ENCODERS, { alpha: 0 })) {
      expect(values.every((value) => value === 0)).toBe(true);
    }
  });
});

describe('discrepancy ratios', () => {
  it('of two are each other’s inverse; of three are taken against the mean of the others', () => {
    const ratios = (...scores: number[]) => numbersOf(discrepancyRatio, [scores]);
    expect(ratios(6, 3)).toEqual([2, 0.5]);
    // others of [6, 3, 1]: 2, 3.5, 4.5
    expect(ratios(6, 3, 1)).toEqual([3, 3 / 3.5, 1 / 4.5]);
    // nobody leads where there is nobody else
    expect(ratios(6)).toEqual([1]);
  });
});

describe('PMR', () => {
  it('keeps its share of the old prototypes', () => {
    const mean = Float64Array.from([1, 2]);
    expect(renewedPrototypes(null, mean, 0.2)).toBe(mean);
    // .2 * 11 + .8 * 1 = 3, .2 * -3 + .8 * 2 = 1
    expect([...renewedPrototypes(Float64Array.from([11, -3]), mean, 0.2)]).toEqual([3, 1]);
  });

  it('helps the one modality with the lowest score', () => {
    expect(numbersOf(weakest, [[3, 1, 2]])).toEqual([0, 1, 0]);
    expect(numbersOf(weakest, [[2, 2]])).toEqual([1, 0]);
  });

  it('adds the prototype loss to the weakest encoder and leaves the other to joint training', async () => {
    const joint = await moves('joint', ENCODERS);
    const pmr = await moves('pmr', ENCODERS);
    const changed = [0, 1].filter((position) =>
      [...pmr].some(
        ([name, values]) =>
          isOfEncoder(name, position) &&
          values.some((value, k) => Math.abs(value - (joint.get(name)?.[k] as number)) > 1e-5),
      ),
    );
    expect(changed).toHaveLength(1);
    expectMix(await moves('pmr', ENCODERS, { alpha: 0 }), 1, joint);
  });
});

describe('MSLR', () => {
  it('compares the newest accuracy with the mean of the window before it', () => {
    expect(rateFactor([], 5)).toBe(1);
    expect(rateFactor([0.5], 5)).toBe(1);
    // .6 / mean(.2, .4) = 2
    expect(rateFactor([0.2, 0.4, 0.6], 5)).toBeCloseTo(2, 12);
    // a window of 1 forgets the first: .6 / .4
    expect(rateFactor([0.2, 0.4, 0.6], 1)).toBeCloseTo(1.5, 12);
    // six known: .7 / mean(.2, .3, .4, .5, .6) = 1.75, the first of seven forgotten
    expect(rateFactor([9, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], 5)).toBeCloseTo(1.75, 12);
    expect(rateFactor([0, 0], 5)).toBe(1);
  });

  it('scales an encoder’s third step by its own factor, and the fusion head’s by none', async () => {
    const optimizer = { learningRate: 0.5, momentum: 0, weightDecay: 0 };
    const toy = await toyRun(device.kernels, 'mslr', toyData(2), { optimizer });
    const accuracies: number[][] = [[], []];
    let before: Parameters = new Map();
    for (let epoch = 0; epoch < 2; epoch++) {
      before = await toy.epoch(epoch);
      const { logits } = await toy.run.read(toy.context.data.train);
      for (const m of [0, 1]) {
        const z = logits[`m${m}`] as Matrix;
        accuracies[m]?.push(accuracy(z, toy.context.data.train.labels));
      }
    }
    const after = await toy.epoch(2);
    toy.free();
    // with one accuracy known the factor is 1, so the first two steps are joint training's own
    const joint = await toyRun(device.kernels, 'joint', toyData(2), { optimizer });
    for (let epoch = 0; epoch < 2; epoch++) await joint.epoch(epoch);
    const plain = await joint.epoch(2);
    joint.free();
    const factors = accuracies.map((history) => rateFactor(history, 5));
    expect(factors.some((factor) => Math.abs(factor - 1) > 0.01)).toBe(true);
    for (const [name, values] of after) {
      const factor = factors[[0, 1].findIndex((position) => isOfEncoder(name, position))] ?? 1;
      values.forEach((value, k) => {
        const start = before.get(name)?.[k] as number;
        const want = factor * ((plain.get(name)?.[k] as number) - start);
        expect(value - start, `${name}[${k}]`).toBeCloseTo(want, 5);
      });
    }
  });
});

describe('OPM', () => {
  it('drops more the further a modality leads, never beyond all, and nothing of one that trails', () => {
    const shares = (scores: number[], q: number, alpha: number) =>
      numbersOf(dropShare(q, alpha), [scores]);
    expect(shares([3, 3], 0.4, 0.5)).toEqual([0, 0]);
    // rho 2: .4 (1 + .5 tanh 1) = .4 * 1.380797 = .552319
    const [leads, trails] = shares([4, 2], 0.4, 0.5);
    expect(leads).toBeCloseTo(0.552319, 6);
    expect(trails).toBe(0);
    expect(shares([100, 1], 0.9, 5)).toEqual([1, 0]);
  });

  it('keeps the mean of what it drops from', () => {
    const random = randomStream(1, 'opm');
    const factors = Array.from(
      { length: 20_000 },
      () => numbersOf(dropFactor, [[0.4], [random.next()]])[0] as number,
    );
    const mean = factors.reduce((sum, value) => sum + value, 0) / factors.length;
    // sd of a factor is sqrt(.4/.6) = .816; five standard errors
    expect(Math.abs(mean - 1)).toBeLessThan((5 * 0.816) / Math.sqrt(20_000));
    expect(new Set(factors)).toEqual(new Set([0, 1 / 0.6]));
  });

  it('decides on features nothing has touched: dropping all of the leader spares the other', async () => {
    // q 1, alpha 0: every sample of the leader is dropped. Were the ratios taken again after that, the other would
    // lead and be dropped as well, and no encoder would move
    const opm = await moves('opm', ENCODERS, { p: 1, q: 1, alpha: 0 });
    const still = [0, 1].filter((position) =>
      [...opm].every(
        ([name, values]) => !isOfEncoder(name, position) || values.every((v) => v === 0),
      ),
    );
    expect(still).toHaveLength(1);
  });

  it('is joint training where it never drops', async () => {
    const all = [...ENCODERS, FUSION_HEAD_MODULE.name];
    expectMix(await moves('opm', all, { p: 0 }), 1, await moves('joint', all));
  });
});
