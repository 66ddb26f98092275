import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerSpectrum } from './fft';

/** Squared magnitudes by the definition, a sum over all samples for every bin. */
function naive(signal: readonly number[]): number[] {
  const n = signal.length;
  return Array.from({ length: n / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    signal.forEach((x, t) => {
      re += x * Math.cos((2 * Math.PI * k * t) / n);
      im -= x * Math.sin((2 * Math.PI * k * t) / n);
    });
    return re * re + im * im;
  });
}

const signals = fc.integer({ min: 2, max: 7 }).chain((bits) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 2 ** bits,
    maxLength: 2 ** bits,
  }),
);

describe('the power spectrum', () => {
  it('is what the definition gives, at every size', () => {
    fc.assert(
      fc.property(signals, (signal) => {
        const power = powerSpectrum(Float64Array.from(signal));
        for (const [k, expected] of naive(signal).entries()) {
          expect(power[k]).toBeCloseTo(expected, 8);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds the energy of the signal (Parseval)', () => {
    fc.assert(
      fc.property(signals, (signal) => {
        const n = signal.length;
        const power = powerSpectrum(Float64Array.from(signal));
        const inner = power.slice(1, -1).reduce((sum, p) => sum + 2 * p, 0);
        const energy = signal.reduce((sum, x) => sum + x * x, 0);
        const ends = (power[0] as number) + (power[n / 2] as number);
        expect((inner + ends) / n).toBeCloseTo(energy, 8);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses sizes that are no power of two', () => {
    expect(() => powerSpectrum(new Float64Array(12))).toThrow('12 is not a power of two');
    expect(() => powerSpectrum(new Float64Array(2))).toThrow('2 is not a power of two');
  });
});
