import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { calibration } from './calibration';

/** Two classes; every sample answers 0 with this confidence. */
const confident = (confidences: readonly number[]) =>
  matrix(Float64Array.from(confidences.flatMap((p) => [p, 1 - p])), 2);

describe('calibration', () => {
  // Five samples at confidence .8, four of them right: share right .8 = confidence.
  it('is perfect where four of five samples at confidence .8 are right', () => {
    const got = calibration(confident([0.8, 0.8, 0.8, 0.8, 0.8]), Int32Array.from([0, 0, 0, 0, 1]));
    expect(got.error).toBeCloseTo(0, 12);
  });

  // Bins of 1/15: .9 falls in (.8667, .9333], number 13; .6 in (.5333, .6], number 8 (a border goes down).
  // .9, .9: one right, |.5 - .9| * 2/3; .6: right, |1 - .6| * 1/3. Sum .8/3 + .4/3 = .4.
  it('gives the hand case’s numbers and bins', () => {
    const got = calibration(confident([0.9, 0.9, 0.6]), Int32Array.from([0, 1, 0]));
    expect(got.error).toBeCloseTo(0.4, 12);
    expect(got.count).toHaveLength(15);
    expect(got.count[13]).toBe(2);
    expect(got.count[8]).toBe(1);
    expect(got.confidence[13]).toBeCloseTo(0.9, 12);
    expect(got.accuracy[13]).toBe(0.5);
    expect(got.accuracy[8]).toBe(1);
    expect(got.confidence[0]).toBeNull();
    expect(got.accuracy[0]).toBeNull();
    expect(got.count.reduce((a, b) => a + b, 0)).toBe(3);
  });

  it('reads logits and the probabilities they stand for alike', () => {
    const probabilities = confident([0.9, 0.7, 0.55]);
    const logits = matrix(
      probabilities.values.map((p) => Math.log(p) + 3),
      2,
    );
    const labels = Int32Array.from([0, 1, 1]);
    const [a, b] = [calibration(probabilities, labels), calibration(logits, labels)];
    expect(b.error).toBeCloseTo(a.error, 10);
    expect(b.count).toEqual(a.count);
  });
});
