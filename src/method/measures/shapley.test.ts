import { describe, expect, it } from 'vitest';
import { accuracy, columnMeans, type Matrix, matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { shapleyValues, worthOfSubsets } from './subset-worth';

describe('Shapley values', () => {
  // v(none) .25, v(a) .75, v(b) .5, v(both) 1. a first gains .5, a second gains .5: .5.
  // b first gains .25, b second gains .25: .25. Sum .75 = 1 - .25.
  it('give the hand case’s numbers', () => {
    expect(shapleyValues([0.25, 0.75, 0.5, 1], 2)).toEqual([0.5, 0.25]);
  });

  it('of three players sum to the whole, share alike alike, and give a dummy nothing', () => {
    const random = randomStream(3, 'game');
    const worth = Array.from({ length: 8 }, () => random.next());
    const sum = shapleyValues(worth, 3).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo((worth[7] as number) - (worth[0] as number), 12);
    // players 0 and 1 win together only, player 2 adds nothing: bits 0 and 1 set in subsets 3 and 7
    const game = [0, 0, 0, 1, 0, 0, 0, 1];
    const [a, b, c] = shapleyValues(game, 3);
    expect([a, b]).toEqual([0.5, 0.5]);
    expect(c).toBeCloseTo(0, 12);
  });
});

describe('Shapley contributions', () => {
  const random = randomStream(4, 'features');
  const rows = 40;
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  /** Features that name the class, more or less clearly. */
  const table = (noise: number) =>
    matrix(
      Float64Array.from(
        { length: rows * 3 },
        (_, k) => (k % 3 === Math.floor(k / 3) % 3 ? 1 : 0) + noise * random.normal(),
      ),
      3,
    );
  const features = [table(0.1), table(2)];
  const means = features.map(columnMeans);
  const predict = async ([a, b]: readonly Matrix[]): Promise<Matrix> =>
    matrix(
      Float64Array.from(a?.values ?? [], (value, k) => value + 0.5 * (b?.values[k] as number)),
      3,
    );

  const shapley = async (ask: typeof predict) =>
    shapleyValues(await worthOfSubsets(ask, features, means, labels), 2);

  it('sum to the accuracy of all minus that of all features replaced by means', async () => {
    const values = await shapley(predict);
    const absent = features.map((feature, m) =>
      matrix(
        Float64Array.from(feature.values, (_, k) => means[m]?.[k % 3] as number),
        3,
      ),
    );
    const gain =
      accuracy(await predict(features), labels) - accuracy(await predict(absent), labels);
    expect(gain).toBeGreaterThan(0.3);
    expect(values.reduce((x, y) => x + y, 0)).toBeCloseTo(gain, 12);
    expect(values[0]).toBeGreaterThan(values[1] as number);
  });

  it('give a modality that the prediction ignores nothing', async () => {
    const [, ignored] = await shapley(async ([a]) => a as Matrix);
    expect(ignored).toBe(0);
  });
});
