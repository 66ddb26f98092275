import { describe, expect, it } from 'vitest';
import { type Matrix, matrix, valueAt } from '../../math/matrix';
import { perceptualScores } from './perceptual-scores';
import { utilisation } from './utilisation';

/** Four samples of two classes; the first modality names the class, the second one names nothing. */
const features = [
  matrix(Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1), 2),
  matrix(Float64Array.of(0.2, 0.2, 0.1, 0.1, 0, 0, 0.3, 0.3), 2),
];
const labels = Int32Array.of(0, 0, 1, 1);
const sum = async ([a, b]: readonly Matrix[]): Promise<Matrix> =>
  matrix(
    Float64Array.from((a as Matrix).values, (value, k) => value + ((b as Matrix).values[k] ?? 0)),
    2,
  );

describe('the perceptual score', () => {
  // Order (2, 1, 0, 3) swaps one sample of each class: 2 of 4 stay right. (2, 3, 0, 1) swaps all: none does.
  // Mean .25, so (1 - .25) / 1 = .75 for the first modality, and nothing for the second.
  it('gives the hand case’s numbers', async () => {
    const orders = [Int32Array.of(2, 1, 0, 3), Int32Array.of(2, 3, 0, 1)];
    expect(await perceptualScores(sum, features, labels, orders)).toEqual([0.75, 0]);
  });

  it('is not defined where no answer is right', async () => {
    const orders = [Int32Array.of(1, 0, 3, 2)];
    const wrong = Int32Array.of(1, 1, 0, 0);
    expect(await perceptualScores(sum, features, wrong, orders)).toBeNull();
  });

  // The second modality turns the first's answer round: right on half by its mean, on all by itself. Listened to in
  // full, though at its mean (a zero) it would seem to say "as the first one says".
  it('sees a gate that only features which occur can move', async () => {
    const first = matrix(Float64Array.of(1, -1, 1, -1), 1);
    const gate = matrix(Float64Array.of(1, 1, -1, -1), 1);
    const gated = async ([a, g]: readonly Matrix[]): Promise<Matrix> =>
      matrix(
        Float64Array.from({ length: 2 * (a?.rows ?? 0) }, (_, k) => {
          const i = Math.floor(k / 2);
          return (k % 2 ? -1 : 1) * valueAt(a as Matrix, i, 0) * valueAt(g as Matrix, i, 0);
        }),
        2,
      );
    const swap = [Int32Array.of(2, 3, 0, 1)];
    const [own, gates] = (await perceptualScores(
      gated,
      [first, gate],
      Int32Array.of(0, 1, 1, 0),
      swap,
    )) ?? [0, 0];
    expect([own, gates]).toEqual([0, 1]);
  });
});

describe('the conditional utilisation rate', () => {
  // v(none) .25, v(a) .6, v(b) .75, v(both) .8: a adds .05 of .8, b adds .2 of .8.
  it('gives the hand case’s numbers', () => {
    const [a, b] = utilisation([0.25, 0.6, 0.75, 0.8], 2) ?? [];
    expect(a).toBeCloseTo(0.0625, 12);
    expect(b).toBeCloseTo(0.25, 12);
  });

  it('is not defined where no answer is right', () => {
    expect(utilisation([0.5, 0.5, 0.5, 0], 2)).toBeNull();
  });
});
