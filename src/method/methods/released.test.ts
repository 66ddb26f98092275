/**
 * What is written and what is released, by hand: every number is worked out again here in float64, from the papers'
 * formulas or from what the authors' code does. The methods with golden runs have those too (methods.parity.test.ts).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { accuracy, type Matrix, matrix } from '../../math/matrix';
import { type Random, randomStream } from '../../math/rng';
import type { SettingsInput } from '../../protocol/settings';
import { numbersOf } from '../../testing/formula-numbers';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import * as oracle from '../../testing/oracle';
import type { RunContext } from '../method';
import { encoderModule, isOfEncoder } from '../model/parameter-names';
import type { Notes } from '../run/notes';
import { releasedFactor } from './mslr';
import { dropFactor, dropShare, releasedDropFactor } from './opm';
import { releasedSample, sampledCentroids } from './pmr';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

type Parameters = ReadonlyMap<string, Float32Array>;
type Table = oracle.Table;

const RATE = 0.1;
const ROWS = 12;
const CLASSES = 3;
const WIDTH = 4;

/** A parameter as a table `[rows, columns]`. */
function tableOf(parameters: Parameters, name: string, columns: number): Table {
  const values = [...(parameters.get(name) as Float32Array)];
  return Array.from({ length: values.length / columns }, (_, i) =>
    values.slice(i * columns, (i + 1) * columns),
  );
}
const rowOf = (parameters: Parameters, name: string): number[] => [
  ...(parameters.get(name) as Float32Array),
];

/** The inputs of one modality of the toy data. */
const inputsOf = (m: number): Table => {
  const data = [...(toyData(2).modalities[m]?.data ?? [])];
  return Array.from({ length: ROWS }, (_, i) => data.slice(i * WIDTH, (i + 1) * WIDTH));
};
const LABELS = [...toyData(2).labels];
const ZEROS: Table = Array.from({ length: ROWS }, () => new Array<number>(WIDTH).fill(0));

/** One encoder of the toy run on some inputs: 4 - 5 (ReLU) - 4. */
function featuresOf(parameters: Parameters, m: number, inputs: Table): Table {
  const { name } = encoderModule(m);
  const layer = (k: number, columns: number, x: Table) =>
    oracle.linear(
      x,
      tableOf(parameters, `${name}.layer${k}.weight`, columns),
      rowOf(parameters, `${name}.layer${k}.bias`),
    );
  return layer(2, 4, oracle.relu(layer(1, 5, inputs)));
}

/** z of the concat head on two modalities' features. */
function logitsOf(parameters: Parameters, features: readonly [Table, Table]): Table {
  const part = (m: 0 | 1) =>
    oracle.product(features[m], tableOf(parameters, `fusion.${m}.weight`, CLASSES));
  const bias = rowOf(parameters, 'fusion.bias');
  const [a, b] = [part(0), part(1)];
  return a.map((row, i) => row.map((v, c) => v + (b[i]?.[c] as number) + (bias[c] as number)));
}

/** m_a = (z(a, v) - z(0, v) + z(a, 0)) / 2 and its mirror image, with zero inputs through the encoders. */
function monoResponses(parameters: Parameters): [Table, Table] {
  const [a, v] = [0, 1].map((m) => featuresOf(parameters, m, inputsOf(m))) as [Table, Table];
  const [a0, v0] = [0, 1].map((m) => featuresOf(parameters, m, ZEROS)) as [Table, Table];
  const both = logitsOf(parameters, [a, v]);
  const onlyA = logitsOf(parameters, [a, v0]);
  const onlyV = logitsOf(parameters, [a0, v]);
  const half = (one: Table, other: Table): Table =>
    both.map((row, i) =>
      row.map((z, c) => (z - (other[i]?.[c] as number) + (one[i]?.[c] as number)) / 2),
    );
  return [half(onlyA, onlyV), half(onlyV, onlyA)];
}

/** Takes down what a run notes of each batch on the device. */
function listener(): {
  readonly notes: Notes;
  heard(): Promise<Record<string, number>>;
  free(): void;
} {
  const recorder = device.kernels.recorder();
  return {
    notes: {
      batch(key, value) {
        if (typeof value !== 'number') device.kernels.record(value, { recorder, name: key });
      },
      epoch: () => {},
      samples: () => {},
    },
    heard: () => recorder.drain(),
    free: () => recorder.free(),
  };
}

/** Every parameter before and after one step. */
async function step(method: string, knobs: object, more: Partial<RunContext> = {}) {
  const settings: SettingsInput = { methods: { [method]: { ...knobs } } };
  const toy = await toyRun(device.kernels, method, toyData(2), settings, more);
  const before = await parametersOf(toy.run);
  const after = await toy.epoch(0);
  toy.free();
  return { before, after };
}

/** How far each number of a parameter went. */
const movesOf = ({ before, after }: { before: Parameters; after: Parameters }, name: string) =>
  rowOf(after, name).map((value, k) => value - (rowOf(before, name)[k] as number));

const encoderNames = (parameters: Parameters, m: number) =>
  [...parameters.keys()].filter((name) => isOfEncoder(name, m));

describe('AGM as written', () => {
  it('scales by exp(alpha min(t - r, 10)) of zero-input responses, t from the batches before', async () => {
    const alpha = 2;
    const ear = listener();
    const toy = await toyRun(
      device.kernels,
      'agm',
      toyData(2),
      { methods: { agm: { alpha } } },
      { notes: ear.notes },
    );
    const sums = [0, 0];
    const factors: number[][] = [];
    for (let batch = 0; batch < 3; batch++) {
      const before = await parametersOf(toy.run);
      const nlls = monoResponses(before).map((z) => oracle.crossEntropy(z, LABELS)) as [
        number,
        number,
      ];
      await toy.epoch(batch);
      const heard = await ear.heard();
      const want = nlls.map((nll, m) => {
        const r = Math.exp((nlls[1 - m] as number) - nll);
        const means = sums.map((sum) => (batch === 0 ? 0 : sum / batch)) as [number, number];
        const t = Math.exp((means[1 - m] as number) - (means[m] as number));
        return Math.exp(alpha * Math.min(t - r, 10));
      });
      for (const m of [0, 1]) {
        expect(heard[`nll.m${m}`]).toBeCloseTo(nlls[m] as number, 5);
        expect(heard[`gradientFactor.m${m}`]).toBeCloseTo(want[m] as number, 5);
        sums[m] = (sums[m] as number) + (nlls[m] as number);
      }
      factors.push(want);
    }
    toy.free();
    ear.free();
    // in the first batch t is 1, and r is not
    expect(Math.abs((factors[0]?.[0] as number) - 1)).toBeGreaterThan(0.01);
  });

  it('its response is not the readout: encoders have biases', async () => {
    const toy = await toyRun(device.kernels, 'agm', toyData(2));
    const parameters = await parametersOf(toy.run);
    const { logits } = await toy.run.read(toy.context.data.train);
    toy.free();
    const [response] = monoResponses(parameters);
    const readout = [...(logits.m0 as Matrix).values];
    const apart = response.flat().map((value, k) => Math.abs(value - (readout[k] as number)));
    expect(Math.max(...apart)).toBeGreaterThan(0.01);
    // two responses add up to z
    const [a, v] = monoResponses(parameters);
    const z = [...(logits.fusionHead as Matrix).values];
    a.flat().forEach((value, k) => {
      expect(value + (v.flat()[k] as number)).toBeCloseTo(z[k] as number, 5);
    });
  });

  it('multiplies an encoder’s gradient by its factor and leaves the head to joint training', async () => {
    const ear = listener();
    const agm = await step('agm', { alpha: 2 }, { notes: ear.notes });
    const heard = await ear.heard();
    ear.free();
    const joint = await step('joint', {});
    for (const name of agm.before.keys()) {
      const m = [0, 1].find((position) => isOfEncoder(name, position));
      const factor = m === undefined ? 1 : (heard[`gradientFactor.m${m}`] as number);
      movesOf(agm, name).forEach((move, k) => {
        expect(move, name).toBeCloseTo(factor * (movesOf(joint, name)[k] as number), 6);
      });
    }
  });

  it('takes three modalities: the responses add up to z, and every one is steered', async () => {
    const ear = listener();
    const toy = await toyRun(
      device.kernels,
      'agm',
      toyData(3),
      { methods: { agm: { rule: 'released' } } },
      { notes: ear.notes },
    );
    const { logits } = await toy.run.read(toy.context.data.train);
    (logits.fusionHead as Matrix).values.forEach((z, k) => {
      const sum = ['m0', 'm1', 'm2'].reduce(
        (total, id) => total + ((logits[id] as Matrix).values[k] as number),
        0,
      );
      expect(sum).toBeCloseTo(z, 5);
    });
    await toy.epoch(0);
    const heard = await ear.heard();
    expect(Object.keys(heard).filter((key) => key.startsWith('gradientFactor'))).toHaveLength(3);
    toy.free();
    ear.free();
  });
});

describe('MSLR', () => {
  it('as written: the rate of the third epoch is acc of the second over acc of the first, times the base', async () => {
    const optimizer = { learningRate: RATE, momentum: 0, weightDecay: 0 };
    const base = { m0: 0.5, m1: 2 };
    const run = async (method: string, knobs: object) => {
      const toy = await toyRun(device.kernels, method, toyData(2), {
        optimizer,
        methods: { [method]: { ...knobs } },
      });
      return toy;
    };
    const toy = await run('mslr', { base });
    const history: [number[], number[]] = [[], []];
    let before: Parameters = new Map();
    for (let epoch = 0; epoch < 2; epoch++) {
      before = await toy.epoch(epoch);
      const { logits } = await toy.run.read(toy.context.data.train);
      for (const m of [0, 1] as const) {
        const z = logits[`m${m}`] as Matrix;
        history[m].push(accuracy(z, toy.context.data.train.labels));
      }
    }
    const after = await toy.epoch(2);
    toy.free();
    // a joint run from the same parameters
    const joint = await toyRun(
      device.kernels,
      'joint',
      toyData(2),
      { optimizer },
      { given: new Map(before) },
    );
    const plain = await joint.epoch(2);
    joint.free();
    for (const m of [0, 1] as const) {
      const [first, second] = history[m] as [number, number];
      const factor = base[`m${m}`] * (second / first);
      for (const name of encoderNames(after, m)) {
        const want = movesOf({ before, after: plain }, name).map((move) => factor * move);
        movesOf({ before, after }, name).forEach((move, k) => {
          expect(move, name).toBeCloseTo(want[k] as number, 6);
        });
      }
    }
  });

  it('as released: nothing changes before the seventh epoch, then it is acc over the mean of five', () => {
    const known = [0.1, 0.2, 0.3, 0.4, 0.5];
    expect(releasedFactor(known, 5)).toBe(1);
    // .6 / mean(.1 .. .5) = 2; then .6 / mean(.2 .. .6) = 1.5
    expect(releasedFactor([...known, 0.6], 5)).toBeCloseTo(2, 12);
    expect(releasedFactor([...known, 0.6, 0.6], 5)).toBeCloseTo(1.5, 12);
  });

  it('a base for a modality that is not there, and validation without samples, are refused', async () => {
    const { split, ...rest } = toyData(2);
    const dataSet = { ...rest, split: { ...split, validation: new Int32Array() } };
    const make = (knobs: object) =>
      toyRun(device.kernels, 'mslr', dataSet, { methods: { mslr: { ...knobs } } });
    await expect(make({ base: { nose: 1 } })).rejects.toThrow(
      'methods.mslr.base.nose is for a modality called nose; this data set has m0, m1.',
    );
    await expect(make({ base: { m0: 0 } })).rejects.toThrow(
      'methods.mslr.base.m0 is 0; it must be above 0 and at most 100.',
    );
    await expect(make({ accuracyOn: 'validation' })).rejects.toThrow(
      'methods.mslr.accuracyOn is "validation", but no samples are set aside for validation',
    );
  });
});

describe('OGM and OGM-GE as released', () => {
  /** 1 - tanh(alpha rho) for the modality that leads, from the readouts z_m = W_m f^m + b/2; 1 for the other. */
  function factorsOf(parameters: Parameters, alpha: number): [number, number] {
    const scores = [0, 1].map((m) => {
      const part = oracle.product(
        featuresOf(parameters, m, inputsOf(m)),
        tableOf(parameters, `fusion.${m}.weight`, CLASSES),
      );
      const bias = rowOf(parameters, 'fusion.bias');
      return part.reduce((sum, row, i) => {
        const z = row.map((v, c) => v + (bias[c] as number) / 2);
        return sum + (oracle.softmax(z)[LABELS[i] as number] as number);
      }, 0);
    }) as [number, number];
    return scores.map((score, m) => {
      const rho = score / (scores[1 - m] as number);
      return rho > 1 ? 1 - Math.tanh(alpha * rho) : 1;
    }) as [number, number];
  }

  it('OGM scales the leading encoder’s weights and leaves its biases', async () => {
    const alpha = 0.8;
    const ogm = await step('ogm', { alpha, rule: 'released' });
    const joint = await step('joint', {});
    const factors = factorsOf(ogm.before, alpha);
    expect(factors.filter((factor) => factor < 1)).toHaveLength(1);
    for (const m of [0, 1] as const) {
      for (const name of encoderNames(ogm.before, m)) {
        const factor = name.endsWith('.bias') ? 1 : factors[m];
        movesOf(ogm, name).forEach((move, k) => {
          expect(move, name).toBeCloseTo(factor * (movesOf(joint, name)[k] as number), 6);
        });
      }
    }
  });

  /** Draws 1, -2, 3, -4, ... in place of normal numbers. */
  function counting(): Random {
    let k = 0;
    return {
      ...randomStream(1, 'unused'),
      normal() {
        k += 1;
        return k % 2 === 0 ? -k : k;
      },
    };
  }

  it('OGM-GE adds noise of the gradient’s spread to weights only', async () => {
    const alpha = 0.8;
    const ge = await step('ogm-ge', { alpha, rule: 'released' }, { draws: counting() });
    const joint = await step('joint', {});
    const factors = factorsOf(ge.before, alpha);
    const draws = counting();
    for (const m of [0, 1] as const) {
      for (const name of encoderNames(ge.before, m)) {
        const gradient = movesOf(joint, name).map((move) => move / -RATE);
        const got = movesOf(ge, name).map((move) => move / -RATE);
        if (name.endsWith('.bias')) {
          got.forEach((value, k) => {
            expect(value, name).toBeCloseTo(gradient[k] as number, 5);
          });
          continue;
        }
        const count = gradient.length;
        const mean = gradient.reduce((sum, g) => sum + g, 0) / count;
        const spread = Math.sqrt(
          gradient.reduce((sum, g) => sum + (g - mean) ** 2, 0) / (count - 1),
        );
        got.forEach((value, k) => {
          const want = factors[m] * (gradient[k] as number) + (spread + 1e-8) * draws.normal();
          expect(Math.abs(value - want), name).toBeLessThan(1e-5 * Math.max(1, Math.abs(want)));
        });
      }
    }
  });

  it('OGM-GE’s noise is 1e-8 wider: where a gradient is zero, that is all of it', async () => {
    // a modality that is zero throughout: the gradient of its first weights is exactly zero
    const data = toyData(2);
    data.modalities[1]?.data.fill(0);
    const name = 'encoder.1.layer1.weight';
    const weights = async (rule: string) => {
      const toy = await toyRun(
        device.kernels,
        'ogm-ge',
        data,
        { methods: { 'ogm-ge': { rule } } },
        { draws: counting(), given: new Map([[name, new Float32Array(20)]]) },
      );
      const after = rowOf(await toy.epoch(0), name);
      toy.free();
      return after;
    };
    expect(new Set((await weights('written')).map(Math.abs))).toEqual(new Set([0]));
    // encoder 0 has 20 + 20 weights, so the draws here are 41, -42, 43, ...
    (await weights('released')).forEach((value, k) => {
      const draw = k % 2 === 0 ? 41 + k : -(41 + k);
      expect(value / (-RATE * 1e-8 * draw)).toBeCloseTo(1, 4);
    });
  });
});

describe('OPM as released', () => {
  it('divides what is kept of every modality by 1 minus the mean share', () => {
    // shares .5 and 0: the mean is .25; draws .4 and .6 for the first, .1 for the second
    const factors = (draws: number[]) => numbersOf(releasedDropFactor(2), [[0.5, 0], draws]);
    expect(factors([0.4, 0.1])).toEqual([0, 1 / 0.75]);
    expect(factors([0.6, 0.1])).toEqual([1 / 0.75, 1 / 0.75]);
    // as written the second would be left alone and the first doubled
    expect(
      numbersOf(dropFactor, [
        [0.5, 0],
        [0.6, 0.1],
      ]),
    ).toEqual([2, 1]);
  });

  it('leaves no sample without anything, however many modalities there are', () => {
    const random = randomStream(1, 'scores');
    for (let k = 0; k < 200; k++) {
      const scores = Array.from({ length: 2 + (k % 5) }, () => random.next() + 0.01);
      // q 1 and a large alpha: whoever leads is dropped for certain
      const shares = numbersOf(dropShare(1, 10), [scores]);
      const draws = scores.map(() => 0);
      const factors = numbersOf(releasedDropFactor(scores.length), [shares, draws]);
      expect(factors.some((factor) => factor > 0)).toBe(true);
    }
  });
});

describe('PMR as released', () => {
  it('takes its prototypes from a tenth of the batches, from one at the least', () => {
    const order = Int32Array.from({ length: 100 }, (_, i) => 99 - i);
    // 25 batches of 4: two of them; 8 batches of 13: one
    expect([...releasedSample(order, 4)]).toEqual([99, 98, 97, 96, 95, 94, 93, 92]);
    expect(releasedSample(order, 13)).toHaveLength(13);
    // the last batch is smaller and counts: 30 batches of 3 and one of 1
    expect(releasedSample(order.subarray(0, 91), 3)).toHaveLength(9);
    expect(releasedSample(order.subarray(0, 5), 13)).toHaveLength(5);
  });

  it('a class that is not in the tenth keeps its prototype; without one it has the mean of all', () => {
    const feature = matrix(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]), 2);
    const labels = Int32Array.from([0, 1, 0, 2]);
    const rows = Int32Array.from([0, 1, 2]);
    const old = Float64Array.from([9, 9, 9, 9, 9, 8]);
    // class 0: rows (1,2) and (5,6); class 1: (3,4); class 2 not there
    expect([...sampledCentroids(feature, labels, rows, 3, old)]).toEqual([3, 4, 3, 4, 9, 8]);
    expect([...sampledCentroids(feature, labels, rows, 3, null)]).toEqual([3, 4, 3, 4, 3, 4]);
  });

  it('remembers old prototypes from the end of the second epoch on', async () => {
    const momentum = 0.25;
    const settings = {
      batchSize: 4,
      methods: { pmr: { rule: 'released', momentum } },
    };
    const toy = await toyRun(device.kernels, 'pmr', toyData(2), settings);
    const { train } = toy.context.data;
    let expected: number[][] = [[], []];
    for (let epoch = 0; epoch < 4; epoch++) {
      const { features } = await toy.run.read(train, true);
      const order = randomStream(toy.context.settings.seed, 'prototypes', 'pmr', epoch);
      // 3 batches of 4: one of them
      const rows = [...order.permutation(ROWS)].slice(0, 4);
      expected = expected.map((old, m) => {
        const { values } = features[m] as Matrix;
        return Array.from({ length: CLASSES * WIDTH }, (_, k) => {
          const [c, d] = [Math.floor(k / WIDTH), k % WIDTH];
          const ofClass = rows.filter((row) => LABELS[row] === c);
          const mean = (list: readonly number[]) =>
            list.reduce((sum, row) => sum + (values[row * WIDTH + d] as number), 0) / list.length;
          const now = ofClass.length > 0 ? mean(ofClass) : (old[k] ?? mean(rows));
          return epoch < 2 ? now : momentum * (old[k] as number) + (1 - momentum) * now;
        });
      });
      await toy.epoch(epoch);
      const memory = await toy.run.memory.save();
      const { method } = memory as unknown as { method: Float64Array[] };
      for (const m of [0, 1]) {
        [...(method[m] as Float64Array)].forEach((value, k) => {
          expect(value, `epoch ${epoch}`).toBeCloseTo(expected[m]?.[k] as number, 6);
        });
      }
    }
    toy.free();
  });
});
