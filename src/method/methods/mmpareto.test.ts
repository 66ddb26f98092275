/** MMPareto: the hand cases of its rule, and what is left of it where nothing is in conflict or gamma is 0. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { numbersOf } from '../../testing/formula-numbers';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { isOfEncoder } from '../model/parameter-names';
import { splitRecord } from '../model/signals';
import { fusedWeight } from './mmpareto';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const GAMMA = 1.5;

describe('two gradients of one encoder', () => {
  it.each([
    // cos -.7071; g (.4, .8); |a + u| / |g| = 1 / .894427
    { a: [1, 0], u: [-1, 1], k: 0.6, result: [0.67082, 1.341641] },
    // |a + u| = 1.118034, g = (.108108, .648649), ratio 1.700146
    { a: [2, 0], u: [-1, 0.5], k: 0.351351, result: [0.275705, 1.654233] },
    // cos .7071: their sum
    { a: [1, 1], u: [1, 0], k: 0.5, result: [3, 1.5] },
    // at right angles they are in conflict, by the release's own comparison
    { a: [1, 0], u: [0, 1], k: 0.5, result: [1.5, 1.5] },
    { a: [0, 0], u: [0, 0], k: 0, result: [0, 0] },
  ])('$a and $u: k $k, $result', async ({ a, u, k, result }) => {
    const { kernels } = device;
    const arena = kernels.arena([{ name: 'w', shape: [1, 2], bound: 0, stream: [] }]);
    const arrays = [1, 1, 1, 1, 1, 1].map((value) => kernels.upload(Float32Array.of(value), [1]));
    const [both, taken, now, first, second, scale] = arrays;
    const held = kernels.allocate([1, 2]);
    const one = kernels.upload(Float32Array.of(1), [1, 1]);
    const [da, du] = [a, u].map((values) => kernels.upload(Float32Array.from(values), [1, 2]));
    if (!both || !taken || !now || !first || !second || !scale || !da || !du) throw new Error();
    kernels.clearGradients(arena);
    kernels.linearWeightGradient(one, da, arena, 'w', null);
    kernels.takeGradient(arena, 'w', held);
    kernels.linearWeightGradient(one, du, arena, 'w', null);
    kernels.compareGradients(arena, ['w'], [held], { both, taken, now });
    const products = (await kernels.read([both, taken, now])).map((values) => [values[0] ?? 0]);
    const [weight = Number.NaN] = numbersOf(fusedWeight, products);
    expect(weight).toBeCloseTo(k, 5);
    kernels.write(first, Float32Array.of(2 * weight));
    kernels.write(second, Float32Array.of(2 - 2 * weight));
    const how = { weights: [first, second] as const, gamma: GAMMA, scale };
    kernels.combineGradients(arena, 'w', held, how);
    (await kernels.readGradients(arena, ['w'])).forEach((value, place) => {
      expect(value).toBeCloseTo(result[place] ?? Number.NaN, 5);
    });
    kernels.free([...arrays, held, one, da, du]);
    arena.free();
  });
});

/** All parameters after one step from the same start, and in how many of its batches each encoder was in conflict. */
async function stepped(method: string, knobs: object, heads?: Map<string, Float32Array>) {
  const toy = await toyRun(
    device.kernels,
    method,
    toyData(2),
    { methods: { [method]: { ...knobs } } },
    heads ? { given: heads } : {},
  );
  const start = await parametersOf(toy.run);
  const after = await toy.epoch(0);
  const { signals } = splitRecord((await toy.run.stages[0]?.losses()) ?? {});
  toy.free();
  return { start, after, conflicts: [...(signals.get('gradientConflict')?.values() ?? [])] };
}

/** Private heads that are the fusion head's own blocks, so that what both send into an encoder agrees. */
async function likeTheFusionHead() {
  const { start } = await stepped('multi-loss', {});
  return new Map(
    [0, 1].map((m) => [`head.${m}.weight`, start.get(`fusion.${m}.weight`) ?? new Float32Array()]),
  );
}

describe('the run', () => {
  it('without conflict and with gamma 1 is joint training with unimodal losses', async () => {
    const heads = await likeTheFusionHead();
    const { after, conflicts } = await stepped('mmpareto', { gamma: 1 }, heads);
    expect(conflicts).toEqual([0, 0]);
    const plain = await stepped('multi-loss', {}, heads);
    for (const [name, values] of plain.after) {
      values.forEach((value, k) => {
        expect(Math.abs((after.get(name)?.[k] ?? Number.NaN) - value), name).toBeLessThan(1e-6);
      });
    }
  });

  it('with gamma 0 no gradient reaches an encoder, and heads learn as they would', async () => {
    const { start, after } = await stepped('mmpareto', { gamma: 0 });
    const plain = await stepped('multi-loss', {});
    for (const [name, values] of after) {
      const isEncoder = [0, 1].some((m) => isOfEncoder(name, m));
      const want = (isEncoder ? start : plain.after).get(name);
      values.forEach((value, k) => {
        expect(value, name).toBeCloseTo(want?.[k] ?? Number.NaN, isEncoder ? 12 : 6);
      });
    }
  });
});
