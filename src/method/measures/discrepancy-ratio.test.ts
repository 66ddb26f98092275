import { describe, expect, it } from 'vitest';
import { type Matrix, matrix } from '../../math/matrix';
import { discrepancyRatio } from './discrepancy-ratio';

const labels = Int32Array.from([0, 1]);
const ratio = (readouts: Record<string, Matrix>) =>
  discrepancyRatio(new Map(Object.entries(readouts)), labels);
const flat = matrix(Float64Array.from([0, 0, 0, 0]), 2);

describe('the discrepancy ratio', () => {
  // picture: softmax(ln 3, 0)[0] = .75 and softmax(0, 0)[1] = .5, s = 1.25; sound: .5 and .5, s = 1.
  // rho: 1.25 / 1 and 1 / 1.25 = .8.
  it('gives the hand case’s numbers', () => {
    const picture = matrix(Float64Array.from([Math.log(3), 0, 0, 0]), 2);
    const rho = ratio({ picture, sound: flat });
    expect(rho?.picture).toBeCloseTo(1.25, 12);
    expect(rho?.sound).toBeCloseTo(0.8, 12);
  });

  // With a third modality like sound the mean of the others is (1 + 1) / 2 and (1.25 + 1) / 2 = 1.125.
  it('compares with the mean of the others where there are three', () => {
    const picture = matrix(Float64Array.from([Math.log(3), 0, 0, 0]), 2);
    const rho = ratio({ picture, sound: flat, text: flat });
    expect(rho?.picture).toBeCloseTo(1.25, 12);
    expect(rho?.text).toBeCloseTo(1 / 1.125, 12);
  });

  it('is not defined where a readout gives the labels next to nothing', () => {
    const sure = matrix(Float64Array.from([0, 700, 700, 0]), 2);
    expect(ratio({ picture: flat, sound: sure })?.picture).toBeGreaterThan(1e300);
    const surer = matrix(Float64Array.from([0, 730, 730, 0]), 2);
    expect(ratio({ picture: flat, sound: surer })).toBeNull();
  });

  it('is 1 for equal readouts and not defined for one', () => {
    expect(ratio({ picture: flat, sound: flat })).toEqual({
      picture: 1,
      sound: 1,
    });
    expect(ratio({ picture: flat })).toBeNull();
  });
});
