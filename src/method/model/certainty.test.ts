import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { certaintyWeighted, certaintyWeights, meanOf } from './certainty';

// head 1 is sure of class 0 (softmax .9, .1), head 2 leans to class 1 (softmax .4, .6)
const sure = matrix(Float64Array.from([Math.log(9), 0]), 2);
const leaning = matrix(Float64Array.from([0, Math.log(1.5)]), 2);

describe('certainty weighting (R9)', () => {
  it('weights are a softmax of each head’s largest probability over T', () => {
    // e^.9 / (e^.9 + e^.6) = 1 / (1 + e^-.3) = .574443
    const { values } = certaintyWeights([sure, leaning], 1);
    expect(values[0]).toBeCloseTo(0.574443, 6);
    expect(values[1]).toBeCloseTo(0.425557, 6);
    // T = .1: 1 / (1 + e^-3) = .952574
    expect(certaintyWeights([sure, leaning], 0.1).values[0]).toBeCloseTo(0.952574, 6);
  });

  it('weights logits, not probabilities', () => {
    // .574443 ln 9 = 1.262181 against .425557 ln 1.5 = .172549
    const { values } = certaintyWeighted([sure, leaning], 1);
    expect(values[0]).toBeCloseTo(0.574443 * Math.log(9), 5);
    expect(values[1]).toBeCloseTo(0.425557 * Math.log(1.5), 5);
  });

  it('the largest ratio of two weights is exp((1 - 1/C)/T)', () => {
    const certain = matrix(Float64Array.from([1000, 0]), 2);
    const clueless = matrix(Float64Array.from([0, 0]), 2);
    const { values } = certaintyWeights([certain, clueless], 2);
    expect((values[0] as number) / (values[1] as number)).toBeCloseTo(Math.exp(0.5 / 2), 10);
  });

  it('the plain ensemble is a mean', () => {
    const { values } = meanOf([sure, leaning]);
    expect(values[0]).toBeCloseTo(Math.log(9) / 2, 12);
  });
});
