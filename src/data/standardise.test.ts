import { describe, expect, it } from 'vitest';
import { denormalise, fitGlobal, fitPerChannel, fitPerFeature, normalise } from './standardise';

const rows = (...numbers: number[]) => Int32Array.from(numbers);

describe('standardising', () => {
  it('fits one mean and deviation on the training rows alone', () => {
    const data = Float32Array.from([1, 3, 5, 7, 1000, 2000]);
    const by = fitGlobal(data, 2, rows(0, 1));
    expect(by.shift).toEqual([4]);
    expect(by.scale[0]).toBeCloseTo(Math.sqrt(5), 12);
    expect(normalise(data, 2, by)[4]).toBeCloseTo(996 / Math.sqrt(5), 3);
  });

  it('fits every feature by itself where asked to', () => {
    const by = fitPerFeature(Float32Array.from([0, 100, 2, 300]), 2, rows(0, 1));
    expect(by).toEqual({ shift: [1, 200], scale: [1, 100] });
    expect([...normalise(Float32Array.from([0, 100, 2, 300]), 2, by)]).toEqual([-1, -1, 1, 1]);
  });

  it('per channel goes over all moments of the training rows, and can be undone', () => {
    // two samples of three moments and two channels; the second is not fitted on
    const data = Float32Array.from([1, 10, 2, 30, 3, 50, 9, 9, 9, 9, 9, 9]);
    const by = fitPerChannel(data, 6, rows(0), 2);
    expect(by.shift).toEqual([2, 30]);
    const out = normalise(data, 6, by);
    const spread = Math.sqrt(2 / 3);
    [-1, -1, 0, 0, 1, 1].forEach((value, i) => {
      expect(out[i]).toBeCloseTo(value / spread, 5);
    });
    denormalise(out, 6, by).forEach((value, i) => {
      expect(value).toBeCloseTo(data[i] as number, 4);
    });
  });

  it('can be undone', () => {
    const data = Float32Array.from([0.5, 40, 1.5, 60, 7, 80]);
    const by = fitPerFeature(data, 2, rows(0, 1, 2));
    const back = denormalise(normalise(data, 2, by), 2, by);
    back.forEach((value, i) => void expect(value).toBeCloseTo(data[i] as number, 4));
  });

  it('turns constant numbers into zeros instead of dividing by zero', () => {
    const data = Float32Array.from([4, 4, 4]);
    expect([...normalise(data, 1, fitGlobal(data, 1, rows(0, 1, 2)))]).toEqual([0, 0, 0]);
  });

  it('leaves a bad cell where it is and keeps the rest usable', () => {
    const data = Float32Array.from([1, Number.NaN, 3]);
    const out = normalise(data, 1, fitGlobal(data, 1, rows(0, 1, 2)));
    expect([...out]).toEqual([-1, Number.NaN, 1]);
  });
});
