/** LFM: its schedule, and what it is where the alignment has no weight. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { FUSED_LOSS, keyOf, TOTAL_LOSS } from '../../protocol/names';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { ALIGNMENT } from '../descriptions/lfm';
import { weightOfMean } from './lfm';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

describe('the weight of the mean', () => {
  it('is the released polynomial, stretched over the epochs', () => {
    // read off data/crema.json at 200 epochs; above 1 near epoch 180
    const known = {
      0: 0.205,
      20: 0.301,
      60: 0.464,
      100: 0.539,
      150: 0.821,
      180: 1.008,
      199: 0.916,
    };
    for (const [epoch, a1] of Object.entries(known)) {
      expect(weightOfMean(Number(epoch), 200), `epoch ${epoch}`).toBeCloseTo(a1, 3);
    }
    expect(weightOfMean(3, 10)).toBeCloseTo(weightOfMean(60, 200), 9);
  });
});

describe('a step', () => {
  // of ten epochs the last has a1 above 1: written it counts as 1, and the answers are not pulled at all
  const LAST = 9;

  /** What one step of an epoch does to every parameter. */
  async function moved(rule: string, epoch: number) {
    const toy = await toyRun(device.kernels, 'lfm', toyData(2), {
      epochs: 10,
      methods: { lfm: { rule } },
    });
    const before = await parametersOf(toy.run);
    const after = await toy.epoch(epoch);
    const losses = await toy.run.stages[0]?.losses();
    toy.free();
    const moves = [...after].map(([name, values]) =>
      values.map((value, k) => value - (before.get(name)?.[k] ?? Number.NaN)),
    );
    return { moves, losses };
  }

  it('follows twice the loss of the mean alone where a1 is kept at 1', async () => {
    expect(weightOfMean(LAST, 10)).toBeGreaterThan(1);
    const { losses } = await moved('written', LAST);
    expect(losses?.[TOTAL_LOSS]).toBeCloseTo(2 * (losses?.[FUSED_LOSS] ?? Number.NaN), 6);
    const alignment = keyOf({ kind: 'whole', word: ALIGNMENT });
    expect(losses?.[alignment]).toBeGreaterThan(0);
  });

  it('takes the alignment in early on, and moves otherwise as released', async () => {
    const [early, late, released] = [
      await moved('written', 0),
      await moved('written', LAST),
      await moved('released', 0),
    ];
    const a1 = weightOfMean(0, 10);
    const off = (factor: number, a: typeof early, b: typeof early) =>
      Math.max(
        ...a.moves.flatMap((values, p) =>
          [...values].map((value, k) => Math.abs(value - factor * (b.moves[p]?.[k] ?? 0))),
        ),
      );
    // were there no alignment, the first step would be a1 times the last one from the same start
    expect(off(a1, early, late)).toBeGreaterThan(1e-4);
    expect(off(1, early, released)).toBeGreaterThan(1e-6);
  });
});
