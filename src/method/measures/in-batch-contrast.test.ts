import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { inBatchContrast } from './in-batch-contrast';

const table = (rows: number, dims: number, seed = 1) => {
  const random = randomStream(seed, 'contrast');
  return matrix(
    Float64Array.from({ length: rows * dims }, () => random.normal()),
    dims,
  );
};

describe('in-batch contrast', () => {
  // Two samples, cosines [[1, 0], [0, 1]], tau .5. Loss of each row: ln(e^2 + e^0) - 2 = ln(1 + e^-2) = .126928.
  // Retrieval 2/2; nats: ln 2 - .126928 = .566219. With the teachers swapped each own cosine is 0:
  // retrieval 0; loss ln(e^0 + e^2) - 0 = 2.126928; nats .693147 - 2.126928 = -1.433781.
  it('gives the hand case’s numbers', () => {
    const student = matrix(Float64Array.from([5, 0, 0, 2]), 2);
    const straight = inBatchContrast(student, student, [0, 1]);
    expect(straight).toMatchObject({ retrieval: 1, chance: 0.5 });
    expect(straight?.nats).toBeCloseTo(0.566219, 6);
    const swapped = matrix(Float64Array.from([0, 1, 1, 0]), 2);
    const crossed = inBatchContrast(student, swapped, [0, 1]);
    expect(crossed?.retrieval).toBe(0);
    expect(crossed?.nats).toBeCloseTo(-1.433781, 6);
  });

  it('reads chance and 0 nats where every teacher is alike', () => {
    const alike = matrix(new Float64Array(64 * 3).fill(1), 3);
    const got = inBatchContrast(table(64, 3), alike, [0, 1, 2]);
    expect(got?.retrieval).toBeCloseTo(1 / 64, 12);
    expect(got?.nats).toBeCloseTo(0, 12);
  });

  it('is not moved by the length of features or by dimensions outside the set', () => {
    const [student, teacher] = [table(32, 4, 1), table(32, 4, 2)];
    const changed = matrix(
      student.values.map((value, k) => (k % 4 === 3 ? 99 : 7 * value)),
      4,
    );
    const [a, b] = [student, changed].map((s) => inBatchContrast(s, teacher, [0, 2]));
    expect(b?.retrieval).toBe(a?.retrieval);
    expect(b?.nats).toBeCloseTo(a?.nats as number, 10);
  });

  it('leaves a last partial batch out', () => {
    const whole = table(130, 3);
    const two = matrix(whole.values.slice(0, 128 * 3), 3);
    expect(inBatchContrast(whole, whole, [0, 1])).toEqual(inBatchContrast(two, two, [0, 1]));
  });

  it('is not defined on one dimension or one sample', () => {
    expect(inBatchContrast(table(8, 3), table(8, 3), [1])).toBeNull();
    expect(inBatchContrast(table(1, 3), table(1, 3), [0, 1])).toBeNull();
  });
});
