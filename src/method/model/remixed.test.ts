/** Whom a sample trains and in which batches, on cases worked out by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { matrix } from '../../math/matrix';
import { asTheyAre, toyData, toyRun } from '../../testing/one-step';
import { certainty, leastSure, remixed } from './remixed';

const logits = (...rows: readonly (readonly number[])[]) =>
  matrix(Float64Array.from(rows.flat().map(Math.log)), 3);

describe('how sure a head is', () => {
  it('is the divergence from even probabilities, in bits', () => {
    // .5 log2 1.5 + .3 log2 .9 + .2 log2 .6, and .8 log2 2.4 + .2 log2 .3; even ones have none, a certain one log2 3
    const bits = certainty(logits([0.5, 0.3, 0.2], [0.8, 0.1, 0.1], [1, 1, 1], [1, 1e-30, 1e-30]));
    const wanted = [0.099487, 0.663034, 0, Math.log2(3)];
    for (const [i, want] of wanted.entries()) expect(bits[i]).toBeCloseTo(want, 6);
  });

  it('gives each sample to whoever is less sure, the last of several', () => {
    const of = (...bits: number[]) => Float64Array.from(bits);
    expect([...leastSure([of(0.1, 0.7, 0.2), of(0.66, 0.3, 0.2)])]).toEqual([0, 1, 1]);
    expect([...leastSure([of(0.1, 0.5, 0.2), of(0.1, 0.4, 0.3), of(0.2, 0.4, 0.2)])]).toEqual([
      1, 2, 2,
    ]);
  });
});

describe('a remixed epoch', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('cpu');
  });
  afterAll(() => device.close());

  /** Of twelve samples in batches of three. @param through the digits of the modalities. */
  async function made(through: string, isMixed = false, modalities = 2, dropLast = false) {
    const settings = { batchSize: 3, dropLast };
    const { context, free } = await toyRun(device.kernels, 'joint', toyData(modalities), settings);
    const plan = remixed(asTheyAre(12), Int32Array.from(through, Number), isMixed, context);
    free();
    const shown = plan.shown.map((mask) => mask?.join(''));
    return { ...plan, order: [...plan.order], shown };
  }

  it('has the batches of the last modality first, each with a smaller one at its end', async () => {
    const { order, batches, turns, shown } = await made('000000010011');
    expect(order).toEqual([7, 10, 11, 0, 1, 2, 3, 4, 5, 6, 8, 9]);
    expect([batches, turns]).toEqual([
      [3, 3, 3, 3],
      [1, 0, 0, 0],
    ]);
    expect(shown).toEqual(['000111111111', '111000000000']);
    expect((await made('000001010011')).batches).toEqual([3, 1, 3, 3, 2]);
  });

  it('gives an empty part no step, and leaves a smaller end out only beside whole batches', async () => {
    expect((await made('111111111111')).turns).toEqual([1, 1, 1, 1]);
    const dropped = await made('000000000011', false, 2, true);
    expect([dropped.batches, dropped.order]).toEqual([
      [2, 3, 3, 3],
      [10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  it('may mix the batches evenly', async () => {
    // halfway through its own are: 1 at 1/2, 0 at 1/6, 1/2 and 5/6; the last modality goes first where two are even
    expect((await made('000000010011', true)).turns).toEqual([0, 1, 0, 0]);
    expect((await made('001122001122', true, 3)).turns).toEqual([2, 1, 0, 2, 1, 0]);
  });
});
