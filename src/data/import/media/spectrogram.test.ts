import { describe, expect, it } from 'vitest';
import {
  PUBLISHED_BINS,
  PUBLISHED_RATE_HZ,
  PUBLISHED_WINDOWS,
  publishedSpectrogram,
} from './spectrogram';

/** One second: a tone, a rising tone and an offset. */
const second = Float32Array.from({ length: PUBLISHED_RATE_HZ }, (_, i) => {
  const t = i / PUBLISHED_RATE_HZ;
  return 0.5 * Math.sin(2 * Math.PI * 440 * t) + 0.2 * Math.sin(2 * Math.PI * 3000 * t * t) + 0.1;
});
const sound = { sampleRateHz: PUBLISHED_RATE_HZ, channels: [second] };

describe('the spectra of the published code', () => {
  it('are those of scipy.signal.spectrogram', () => {
    const picture = publishedSpectrogram(sound, PUBLISHED_BINS, PUBLISHED_WINDOWS);
    expect(picture).toHaveLength(257 * 1004);
    // scipy 1.17: tile to 10 s, spectrogram(nperseg=512, noverlap=353), log(. + 1e-7), standardised
    const reference: readonly (readonly [bin: number, window: number, value: number])[] = [
      [0, 0, 1.55347],
      [14, 3, 5.8504],
      [14, 500, 5.86361],
      [96, 40, -0.34239],
      [200, 1003, -0.21946],
      [256, 700, -0.3455],
      [30, 99, -0.34279],
    ];
    for (const [bin, window, value] of reference) {
      expect(picture[bin * 1004 + window]).toBeCloseTo(value, 3);
    }
  });

  it('have mean 0 and deviation 1, and are averaged where fewer numbers are wanted', () => {
    const whole = publishedSpectrogram(sound, PUBLISHED_BINS, PUBLISHED_WINDOWS);
    const mean = whole.reduce((sum, x) => sum + x, 0) / whole.length;
    const square = whole.reduce((sum, x) => sum + x * x, 0) / whole.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(square).toBeCloseTo(1, 5);
    const small = publishedSpectrogram(sound, 1, 4);
    expect(small).toHaveLength(4);
    expect(small.reduce((sum, x) => sum + x, 0) / 4).toBeCloseTo(0, 2);
  });

  it('do not fail on silence', () => {
    const silent = { sampleRateHz: 8000, channels: [new Float32Array(4000)] };
    expect(publishedSpectrogram(silent, 8, 8).every(Number.isFinite)).toBe(true);
  });
});
