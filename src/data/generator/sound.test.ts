import { describe, expect, it } from 'vitest';
import { drawSounds, SOUND_LENGTH, SPECTRUM_BINS, spectra } from './sound';

const knobs = {
  noise: 0,
  fail: 0,
  failTest: null,
  phaseRange: 1,
  view: 'wave' as const,
  step: 1,
  merge: '',
};
const draw = (shown: number[], working = shown.map(() => 1)) => ({
  seed: 1,
  split: 'train' as const,
  position: 0,
  shown: Int32Array.from(shown),
  working: Uint8Array.from(working),
});
/** Mean of the samples, `[64]`. */
function meanOf(waves: Float32Array): number[] {
  const n = waves.length / SOUND_LENGTH;
  return Array.from({ length: SOUND_LENGTH }, (_, t) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += waves[i * SOUND_LENGTH + t] as number;
    return sum / n;
  });
}

describe('a sound', () => {
  it('with phase range 0 is a sine of 3 cycles and one more per class', () => {
    const waves = drawSounds(draw([0, 2]), { ...knobs, phaseRange: 0 });
    for (let t = 0; t < 64; t++) {
      expect(waves[t]).toBeCloseTo(Math.sin((2 * Math.PI * 3 * t) / 64), 6);
      expect(waves[64 + t]).toBeCloseTo(Math.sin((2 * Math.PI * 5 * t) / 64), 6);
    }
  });

  it('with step 2 lies two cycles above the class before', () => {
    const waves = drawSounds(draw([3]), { ...knobs, phaseRange: 0, step: 2 });
    expect(waves[5]).toBeCloseTo(Math.sin((2 * Math.PI * 9 * 5) / 64), 6);
  });

  it('with the full phase range has a class mean of 0', () => {
    const n = 4000;
    const mean = meanOf(drawSounds(draw(Array(n).fill(1)), { ...knobs, noise: 0.9 }));
    // each number has variance 1/2 + 0.81
    const standardError = Math.sqrt((0.5 + 0.81) / n);
    for (const value of mean) expect(Math.abs(value)).toBeLessThan(5 * standardError);
  });

  it('with half the phase range keeps a mean of the size that the formula gives', () => {
    // E sin(x + phi) for phi uniform in ±a is sin(x) sin(a)/a, with a = pi/2
    const n = 4000;
    const mean = meanOf(drawSounds(draw(Array(n).fill(0)), { ...knobs, phaseRange: 0.5 }));
    mean.forEach((value, t) => {
      const expected = Math.sin((2 * Math.PI * 3 * t) / 64) * (2 / Math.PI);
      expect(Math.abs(value - expected)).toBeLessThan(5 / Math.sqrt(n));
    });
  });

  it('whose sensor failed is silent', () => {
    const waves = drawSounds(draw([1, 1], [0, 1]), knobs);
    expect(waves.subarray(0, 64).every((value) => value === 0)).toBe(true);
    expect(waves.subarray(64).some((value) => value > 0.9)).toBe(true);
  });
});

describe('the spectrum', () => {
  it('has one peak of 32, half the length, at the pitch, whatever the phase', () => {
    const out = spectra(drawSounds(draw([0, 4, 7]), knobs));
    [0, 4, 7].forEach((label, i) => {
      for (let bin = 1; bin <= SPECTRUM_BINS; bin++) {
        const expected = bin === 3 + label ? 32 : 0;
        expect(out[i * SPECTRUM_BINS + bin - 1]).toBeCloseTo(expected, 3);
      }
    });
  });

  it('holds all of a sound but its mean (Parseval)', () => {
    const waves = drawSounds(draw([2]), { ...knobs, noise: 1 });
    const mean = waves.reduce((sum, value) => sum + value, 0) / 64;
    const power = waves.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const out = spectra(waves);
    const inBins = out.reduce(
      // every bin but the last has a mirror image
      (sum, value, k) => sum + (value * value * (k === SPECTRUM_BINS - 1 ? 1 : 2)) / 64,
      0,
    );
    expect(inBins).toBeCloseTo(power, 2);
  });
});
