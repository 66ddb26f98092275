/** Which gradient reaches whom: one step of every method on toy data, held against its own declaration. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { type Matrix, matrix, softmaxRows } from '../../math/matrix';
import { type KnobAt, stagesAsSet } from '../../protocol/as-set';
import { SettingsError, type SettingsInput } from '../../protocol/settings';
import { numbersOf } from '../../testing/formula-numbers';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { catalogue } from '../catalogue';
import { EncoderTraining } from '../model/encoder-training';
import { isOfEncoder } from '../model/parameter-names';
import { agmFactor } from './agm';
import { Duc } from './duc';
import { ogmFactor } from './ogm';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** All parameters of one encoder, one after the other. */
const encoderOf = (parameters: ReadonlyMap<string, Float32Array>, position: number): number[] =>
  [...parameters].filter(([name]) => isOfEncoder(name, position)).flatMap(([, v]) => [...v]);

/** What the first step of a method did to an encoder, or those of its first epochs, from the same start for every method. */
async function firstMove(
  method: string,
  variant = 0,
  settings: SettingsInput = {},
  position = 0,
  stage = 0,
  epochs = 1,
) {
  const toy = await toyRun(device.kernels, method, toyData(2, variant), settings);
  const before = encoderOf(await parametersOf(toy.run), position);
  let after = before;
  for (let epoch = 0; epoch < epochs; epoch++) {
    after = encoderOf(await toy.epoch(epoch, stage), position);
  }
  toy.free();
  return after.map((value, k) => value - (before[k] as number));
}

/** Until then every modality has had a turn. */
const WAITING_EPOCHS = 8;

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe.each(catalogue)('$id', ({ id, knobs, losses, stages, steering = [] }) => {
  // what comes before trains others that teach, what comes after trains a head
  const byDefault: KnobAt = (path) => knobs.find((knob) => knob.path === path)?.default;
  const at = stagesAsSet({ stages }, byDefault).findLastIndex(({ trains }) =>
    trains.includes('encoder'),
  );
  const wallIsOpen = losses.some(({ reaches }) => reaches === 'all');
  // what the losses send, and not what a method makes of it: it may freeze the one encoder that is looked at
  const unsteered = Object.fromEntries(
    steering.flatMap(({ offWhen = [] }) =>
      offWhen.flatMap((knob) =>
        'equals' in knob && typeof knob.equals === 'number' ? [[knob.path, knob.equals]] : [],
      ),
    ),
  );
  const settings = { methods: { [id]: unsteered } };

  it(`${wallIsOpen ? 'lets' : 'lets no'} gradient through that knows the other modality's sample`, async () => {
    const differenceAfter = async (epochs: number) => {
      const first = await firstMove(id, 0, settings, 0, at, epochs);
      const other = await firstMove(id, 1, settings, 0, at, epochs);
      expect(largest(first)).toBeGreaterThan(1e-4);
      return largest(first.map((value, k) => value - (other[k] as number)));
    };
    let difference = await differenceAfter(1);
    // a modality may have to wait for its turn
    if (wallIsOpen && difference === 0) difference = await differenceAfter(WAITING_EPOCHS);
    if (wallIsOpen) expect(difference).toBeGreaterThan(1e-5);
    else expect(difference).toBe(0);
  });

  it('trains three modalities or says that it cannot, and leaves nothing on the device', async () => {
    const before = device.kernels.memory().arrays;
    const toy = await toyRun(device.kernels, id, toyData(3)).catch((error: unknown) => {
      expect(error).toBeInstanceOf(SettingsError);
      expect(String(error)).toContain('this data set has 3');
      return null;
    });
    if (toy === null) {
      expect(device.kernels.memory().arrays).toBe(before);
      return;
    }
    for (let epoch = 0; epoch < 3; epoch++) await toy.epoch(epoch, at);
    const readings = await toy.run.read(toy.context.data.test);
    expect(readings.features).toHaveLength(3);
    const { fusion } = toy.run.answers(readings);
    if (fusion) expect([...fusion.values].every(Number.isFinite)).toBe(true);
    const losses = await toy.run.stages[at]?.losses();
    expect(Number.isFinite(losses?.total)).toBe(true);
    toy.free();
    // identity matrices and rows of ones stay with the kernels
    expect(device.kernels.memory().arrays - before).toBeLessThanOrEqual(2);
  });
});

describe('DUC', () => {
  it('gives its teacher exactly zero gradient', async () => {
    const toy = await toyRun(device.kernels, 'di-mml', toyData(2));
    const training = new EncoderTraining(toy.context, []);
    const duc = new Duc(toy.context, training.bank);
    duc.setPairs([{ teacher: 0, student: 1, dimensions: [0, 2, 3] }]);
    training.bank.feeder.startEpoch(Int32Array.from({ length: 12 }, (_, i) => i));
    training.bank.feeder.next();
    training.begin();
    duc.addGradients(training.recorder);
    const [teacher, student] = await device.kernels.read(training.bank.dFeatures);
    expect([...(teacher ?? [])]).toEqual(new Array(48).fill(0));
    expect(largest([...(student ?? [])])).toBeGreaterThan(0);
    // and nothing outside the set: dimension 1 of every row
    expect([...(student ?? [])].filter((_, k) => k % 4 === 1)).toEqual(new Array(12).fill(0));
    duc.free();
    training.free();
    toy.free();
  });

  it('counts an empty set as ln B in the published form and skips it in the cosine form', async () => {
    const loss = async (kind: string) => {
      const settings = { methods: { 'di-mml': { duc: { kind } } } };
      const toy = await toyRun(device.kernels, 'di-mml', toyData(2), settings);
      const training = new EncoderTraining(toy.context, []);
      const duc = new Duc(toy.context, training.bank);
      duc.setPairs([
        { teacher: 0, student: 1, dimensions: [] },
        { teacher: 1, student: 0, dimensions: [] },
      ]);
      const { duc: value } = duc.summed({});
      duc.free();
      training.free();
      toy.free();
      return value;
    };
    expect(await loss('dot')).toBeCloseTo(2 * Math.log(12), 12);
    expect(await loss('cosine')).toBe(0);
  });
});

/** Scores sum_i softmax(z_m)[y_i] and mean NLLs of the readouts before the first step. */
async function startingScores(dataSet = toyData(2)) {
  const toy = await toyRun(device.kernels, 'joint', dataSet);
  const { logits } = await toy.run.read(toy.context.data.train);
  const { labels } = toy.context.data.train;
  toy.free();
  const probabilities = ['m0', 'm1'].map((id) => {
    const p = softmaxRows(logits[id] as Matrix);
    return [...labels].map((label, i) => p.values[i * 3 + label] as number);
  });
  return {
    sums: probabilities.map((p) => p.reduce((sum, value) => sum + value, 0)),
    nlls: probabilities.map((p) => p.reduce((sum, value) => sum - Math.log(value), 0) / p.length),
  };
}

describe('rivals that scale gradients', () => {
  it('OGM multiplies the leading encoder’s gradient by 1 - tanh(alpha rho) and leaves the other', async () => {
    const { sums } = await startingScores();
    const [s0, s1] = sums as [number, number];
    const factors = numbersOf(ogmFactor(0.8), [[s0, s1]]);
    expect(factors.filter((factor) => factor === 1)).toHaveLength(1);
    const settings = { methods: { ogm: { alpha: 0.8 } } };
    for (const [m, factor] of factors.entries()) {
      const joint = await firstMove('joint', 0, {}, m);
      (await firstMove('ogm', 0, settings, m)).forEach((value, k) => {
        expect(value).toBeCloseTo(factor * (joint[k] as number), 6);
      });
    }
  });

  it('OGM’s factor: rho 1.5 at alpha .5 gives 1 - tanh(.75) = .364851; rho 1 and below leave it', () => {
    // scores 3 and 2: rho 1.5 and .667
    const [leads, trails] = numbersOf(ogmFactor(0.5), [[3, 2]]);
    expect(leads).toBeCloseTo(0.364851, 6);
    expect(trails).toBe(1);
    expect(numbersOf(ogmFactor(0.5), [[2, 2]])).toEqual([1, 1]);
  });

  it('OGM-GE’s noise is as large as the unscaled gradient’s spread, on every tensor', async () => {
    const joint = await firstMove('joint');
    const ogm = await firstMove('ogm');
    const ge = await firstMove('ogm-ge');
    // layer 1 weights: 20 numbers; the noise's sd is estimated from 20 draws
    const noise = ge.slice(0, 20).map((value, k) => value - (ogm[k] as number));
    const spread = (values: number[]) => {
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
    };
    expect(spread(noise) / spread(joint.slice(0, 20))).toBeGreaterThan(0.5);
    expect(spread(noise) / spread(joint.slice(0, 20))).toBeLessThan(2);
  });

  it('AGM slows the encoder that leads by more than it used to, and speeds up the one that trails', () => {
    const factors = (nlls: number[], sums: number[], batches: number) =>
      numbersOf(agmFactor(1), [nlls, sums, [batches, batches]]);
    // nlls .5 and 1: r = e^.5 = 1.648721 and e^-.5 = .606531; sums 3 and 3 of 3 batches: t = 1 for both
    const [leads, trails] = factors([0.5, 1], [3, 3], 3);
    // exp(t - r): e^-.648721 = .522714 and e^.393469 = 1.482114; the reversed sign would swap them
    expect(leads).toBeCloseTo(0.522714, 5);
    expect(trails).toBeCloseTo(1.482114, 5);
    // the exponent is bounded at 10: t = e^8, r = 1
    expect(factors([1, 1], [0, 8], 1)[0]).toBeCloseTo(Math.exp(10), 6);
  });
});

describe('PMR’s kernels', () => {
  it('nearness is minus the distance, and its gradient is that of the formula', async () => {
    const { kernels } = device;
    const feature = [
      [1, 2],
      [0, -1],
    ];
    const prototypes = [
      [1, 0],
      [3, 2],
      [0, 3],
    ];
    const upload = (table: number[][]): DeviceArray =>
      kernels.upload(Float32Array.from(table.flat()), [table.length, 2]);
    const [f, p] = [upload(feature), upload(prototypes)];
    const near = kernels.allocate([2, 3]);
    const into = kernels.allocate([2, 2]);
    kernels.nearness(f, p, near);
    const [values] = await kernels.read([near]);
    // |(1,2)-(1,0)| = 2, |(1,2)-(3,2)| = 2, |(1,2)-(0,3)| = sqrt 2
    expect(values?.[0]).toBeCloseTo(-2, 6);
    expect(values?.[1]).toBeCloseTo(-2, 6);
    expect(values?.[2]).toBeCloseTo(-Math.SQRT2, 6);
    const d = kernels.upload(Float32Array.from([1, 0, 0, 0, 0, 0]), [2, 3]);
    kernels.nearnessGradient(f, p, near, d, into);
    // d(-|f - p|)/df = -(f - p)/|f - p| = -(0, 2)/2
    const [gradient] = await kernels.read([into]);
    expect([...(gradient ?? [])].map((v) => Math.round(v * 1e6) / 1e6 + 0)).toEqual([0, -1, 0, 0]);
    kernels.free([f, p, near, into, d]);
  });
});

describe('readouts', () => {
  it('of a joint model sum to its logits, bias shares included', async () => {
    for (const fusion of ['concat', 'sum', 'sum-tied']) {
      const settings = { methods: { joint: { fusion } } };
      const toy = await toyRun(device.kernels, 'joint', toyData(3), settings);
      const { logits } = await toy.run.read(toy.context.data.test);
      const sum = matrix(new Float64Array(36), 3);
      for (const id of ['m0', 'm1', 'm2']) {
        (logits[id] as Matrix).values.forEach((value, k) => {
          sum.values[k] = (sum.values[k] as number) + value;
        });
      }
      (logits.fusionHead as Matrix).values.forEach((value, k) => {
        expect(value).toBeCloseTo(sum.values[k] as number, 5);
      });
      toy.free();
    }
  });

  it.each(['dgl', 'ogm', 'ogm-ge', 'agm', 'mslr', 'opm'])(
    '%s refuses a fusion without them',
    async (id) => {
      const make = (knobs: Record<string, unknown>) =>
        toyRun(device.kernels, id, toyData(2), { methods: { [id]: knobs } });
      await expect(make({ fusion: 'film' })).rejects.toThrow(
        `methods.${id}.fusion is "film"; ${id.toUpperCase()} reads each modality out of the fusion head, so it must be concat, sum or sum-tied.`,
      );
      await expect(make({ fusionHidden: 8 })).rejects.toThrow(`methods.${id}.fusionHidden is 8;`);
    },
  );

  it.each(['film', 'gated'])('%s takes two modalities and says so', async (fusion) => {
    await expect(
      toyRun(device.kernels, 'joint', toyData(3), { methods: { joint: { fusion } } }),
    ).rejects.toThrow(
      `methods.joint.fusion is "${fusion}", which takes exactly two modalities; this data set has 3. It must be concat, sum or sum-tied here.`,
    );
  });
});
