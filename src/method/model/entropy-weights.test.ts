import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { entropyWeights, staticWeights, weighed } from './entropy-weights';

// p (.75, .25), H .562335; and p (.5, .5), H ln 2 = .693147
const surer = matrix(Float64Array.from([Math.log(3), 0]), 2);
const blind = matrix(Float64Array.from([0, 0]), 2);

describe('weights by entropy', () => {
  it('are a softmax of minus the entropies: the surer head weighs more', () => {
    // e^(.693147 - .562335) = 1.139754, over 2.139754
    const { values } = entropyWeights([surer, blind]);
    expect(values[0]).toBeCloseTo(0.532656, 6);
    expect(values[1]).toBeCloseTo(0.467344, 6);
    // .532656 ln 3
    const { answer } = weighed('dynamic', [surer, blind]);
    expect(answer.values[0]).toBeCloseTo(0.585184, 5);
    expect(answer.values[1]).toBe(0);
  });

  it('bear a head that is sure beyond what a number can say', () => {
    const certain = matrix(Float64Array.from([2000, 0]), 2);
    // H 0 against ln 2: 2 / 3
    expect(entropyWeights([certain, blind]).values[0]).toBeCloseTo(2 / 3, 12);
  });

  it('are those of the heads that answer', () => {
    const voices = [Uint8Array.of(0), null];
    expect([...entropyWeights([surer, blind], voices).values]).toEqual([0, 1]);
    expect([...staticWeights([surer, blind], voices).values]).toEqual([0, 1]);
  });
});

it('fixed weights are the authors\u2019 of two, and alike from three on', () => {
  expect([...staticWeights([surer, blind]).values]).toEqual([0.55, 0.45]);
  for (const weight of staticWeights([surer, blind, blind]).values) {
    expect(weight).toBeCloseTo(1 / 3, 12);
  }
  expect(weighed('static', [surer, blind]).answer.values[0]).toBeCloseTo(0.55 * Math.log(3), 12);
});
