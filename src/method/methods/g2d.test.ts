/** G2D by hand: what soft answers send, who is frozen and how, and that without its three parts joint training is left. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { BatchRows } from '../../engine/kernels/kernels';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { isOfEncoder } from '../model/parameter-names';
import { splitRecord } from '../model/signals';
import { SoftTargets } from '../model/soft-targets';
import { largestAlone } from './g2d';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const STUDENTS = 1;
const OPTIMIZER = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 };

describe('soft answers', () => {
  it.each([
    // softmax(1, 0) = (.731059, .268941), the teacher's (.268941, .731059): KL .462117, gradient their difference
    { temperature: 1, value: 0.462117, gradient: 0.462117 },
    // softmax(.5, 0) = (.622459, .377541), the teacher's the other way: T^2 KL = 4 (.244919 / 2), gradient T .244919
    { temperature: 2, value: 0.489837, gradient: 0.489837 },
  ])('at temperature $temperature: $value, gradient $gradient', async (want) => {
    const { kernels } = device;
    const toy = await toyRun(kernels, 'joint', toyData(1));
    const { data } = toy.context;
    const context = { ...toy.context, batch: new BatchRows(1), data: { ...data, classes: 2 } };
    const soft = new SoftTargets(context, want.temperature);
    const [logits, dLogits, teacher] = [
      kernels.upload(Float32Array.of(1, 0), [1, 2]),
      kernels.upload(Float32Array.of(0.25, 0.25), [1, 2]),
      kernels.upload(Float32Array.of(0, 1), [1, 2]),
    ];
    const recorder = kernels.recorder();
    const [lane] = data.modalities.map(({ id }) => ({ id, weights: null }));
    if (!lane) throw new Error('The toy data have a modality.');
    soft.teach({ logits, dLogits }, [lane], [teacher], 1, recorder);
    expect(soft.sum(await recorder.drain())).toBeCloseTo(want.value, 5);
    const [gradient] = await kernels.read([dLogits]);
    expect(gradient[0]).toBeCloseTo(0.25 + want.gradient, 5);
    expect(gradient[1]).toBeCloseTo(0.25 - want.gradient, 5);
    kernels.free([logits, dLogits, teacher]);
    recorder.free();
    soft.free();
    toy.free();
  });
});

it('the surest teacher is one alone, or none', () => {
  expect(largestAlone([3, 5, 4])).toBe(1);
  expect(largestAlone([5, 3, 5])).toBeNull();
  expect(largestAlone([2, 2])).toBeNull();
  // the largest is one alone though others are equal
  expect(largestAlone([2, 2, 7])).toBe(2);
});

/** Two epochs of the students: all parameters before and after each, and who was frozen in the second. */
async function trained(method: string, knobs: Record<string, unknown>, modalities = 2) {
  const toy = await toyRun(device.kernels, method, toyData(modalities), {
    optimizer: OPTIMIZER,
    methods: { [method]: knobs },
  });
  const at = method === 'g2d' ? STUDENTS : 0;
  const epochs = [new Map(await parametersOf(toy.run))];
  for (let epoch = 0; epoch < 2; epoch++) {
    await toy.run.stages[at]?.losses();
    epochs.push(await toy.epoch(epoch, at));
  }
  const { signals } = splitRecord((await toy.run.stages[at]?.losses()) ?? {});
  toy.free();
  return { epochs, frozen: [...(signals.get('frozenShare')?.values() ?? [])] };
}

/** How far the second epoch moved the tensors of an encoder, by name. */
function moves(epochs: readonly ReadonlyMap<string, Float32Array>[], position: number) {
  const [, before, after] = epochs;
  return [...(after ?? [])]
    .filter(([name]) => isOfEncoder(name, position))
    .map(([name, values]) => {
      const from = before?.get(name);
      return { name, by: Math.max(...values.map((v, k) => Math.abs(v - (from?.[k] ?? 0)))) };
    });
}

describe('G2D', () => {
  it('without its three parts is joint training', async () => {
    const { epochs, frozen } = await trained('g2d', {
      logitWeight: 0,
      featureWeight: 0,
      freezeUntil: -1,
    });
    expect(frozen).toEqual([0, 0]);
    const joint = await trained('joint', {});
    for (const [name, values] of joint.epochs[2] ?? []) {
      epochs[2]?.get(name)?.forEach((value, k) => {
        expect(Math.abs(value - (values[k] ?? Number.NaN)), name).toBeLessThan(1e-6);
      });
      expect(epochs[2]?.has(name), name).toBe(true);
    }
  });

  it.each([2, 3])('as written leaves one of %i encoders exactly as it is', async (modalities) => {
    const { epochs, frozen } = await trained('g2d', {}, modalities);
    expect([...frozen].sort()).toEqual([...new Array(modalities - 1).fill(0), 1]);
    frozen.forEach((share, position) => {
      for (const { name, by } of moves(epochs, position)) {
        if (share === 1) expect(by, name).toBe(0);
        else expect(by, name).toBeGreaterThan(1e-5);
      }
    });
  });

  it('as released sends the weights nothing, and lets biases, decay and momentum go on', async () => {
    const { epochs, frozen } = await trained('g2d', { rule: 'released' });
    const position = frozen.indexOf(1);
    const [start, first, second] = epochs;
    expect(position).toBeGreaterThanOrEqual(0);
    for (const { name, by } of moves(epochs, position)) {
      if (name.endsWith('.bias')) {
        expect(by, name).toBeGreaterThan(1e-5);
        continue;
      }
      // both epochs freeze the same encoder: v = .01 p, then v = .9 v + .01 p, and nothing of a gradient
      second?.get(name)?.forEach((value, k) => {
        const [p0, p1] = [start?.get(name)?.[k] ?? Number.NaN, first?.get(name)?.[k] ?? Number.NaN];
        expect(p1).toBeCloseTo(p0 * (1 - 0.1 * 0.01), 7);
        expect(value).toBeCloseTo(p1 - 0.1 * (0.9 * 0.01 * p0 + 0.01 * p1), 7);
      });
    }
  });

  it('freezes nobody after the last epoch of freezing', async () => {
    const { epochs, frozen } = await trained('g2d', { freezeUntil: 0 });
    expect(frozen).toEqual([0, 0]);
    for (const position of [0, 1]) {
      for (const { name, by } of moves(epochs, position)) {
        expect(by, name).toBeGreaterThan(1e-5);
      }
    }
  });
});
