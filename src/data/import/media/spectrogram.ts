/**
 * The spectrum pictures that DI-MML's published code feeds its nets: `scipy.signal.spectrogram` with windows of
 * 512 samples that overlap by 353, at 16 kHz, of the sound repeated to ten seconds; its logarithm, standardised
 * within the sound. Imports this folder only.
 */
import type { DecodedAudio } from './decoders';
import { powerSpectrum } from './fft';
import { mixDown, resample } from './resample';
import { resized } from './square-picture';

/** Samples per second the sound is brought to. */
export const PUBLISHED_RATE_HZ = 16_000;
/** Seconds that a sound is repeated to, or cut to. */
export const PUBLISHED_SECONDS = 10;
const WINDOW = 512;
const OVERLAP = 353;
/** Bins of one window, and windows of one sound. */
export const PUBLISHED_BINS = WINDOW / 2 + 1;
export const PUBLISHED_WINDOWS = Math.floor(
  (PUBLISHED_RATE_HZ * PUBLISHED_SECONDS - OVERLAP) / (WINDOW - OVERLAP),
);
/** Share of a Tukey window that its two cosine slopes take, scipy's default. */
const TAPER = 0.25;
const FLOOR = 1e-7;

/**
 * @param bands at most 257, `frames` at most 1004: with fewer, neighbours are averaged.
 * @returns `[bands, frames]`, the lowest frequency first; mean 0 and deviation 1 before averaging.
 */
export function publishedSpectrogram(
  sound: DecodedAudio,
  bands: number,
  frames: number,
): Float32Array {
  const picture = logPower(repeated(sound));
  let [sum, squares] = [0, 0];
  for (const value of picture) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / picture.length;
  const deviation = Math.sqrt(Math.max(0, squares / picture.length - mean * mean)) + 1e-9;
  const standard = Float32Array.from(picture, (value) => (value - mean) / deviation);
  return resized(standard, { width: PUBLISHED_WINDOWS, height: PUBLISHED_BINS }, frames, bands);
}

/** The sound at the published rate, over and over until the time is full, cut at +-1. */
function repeated(sound: DecodedAudio): Float32Array {
  const length = PUBLISHED_RATE_HZ * PUBLISHED_SECONDS;
  const once = resample(mixDown(sound), sound.sampleRateHz, PUBLISHED_RATE_HZ, length);
  const wave = new Float32Array(length);
  for (let i = 0; i < length && once.length > 0; i++) {
    wave[i] = Math.min(1, Math.max(-1, once[i % once.length] as number));
  }
  return wave;
}

/** log(1e-7 + power density), `[257, 1004]`: each window less its mean, one-sided. */
function logPower(wave: Float32Array): Float64Array {
  const taper = tukey();
  const energy = taper.reduce((sum, w) => sum + w * w, 0);
  const picture = new Float64Array(PUBLISHED_BINS * PUBLISHED_WINDOWS);
  const windowed = new Float64Array(WINDOW);
  for (let at = 0; at < PUBLISHED_WINDOWS; at++) {
    const from = at * (WINDOW - OVERLAP);
    const mean = wave.subarray(from, from + WINDOW).reduce((sum, x) => sum + x, 0) / WINDOW;
    for (let i = 0; i < WINDOW; i++) {
      windowed[i] = ((wave[from + i] as number) - mean) * (taper[i] as number);
    }
    powerSpectrum(windowed).forEach((power, bin) => {
      // both halves of the spectrum in one, but for the first and the last bin, which have no twin
      const sides = bin === 0 || bin === PUBLISHED_BINS - 1 ? 1 : 2;
      const density = (sides * power) / (PUBLISHED_RATE_HZ * energy);
      picture[bin * PUBLISHED_WINDOWS + at] = Math.log(density + FLOOR);
    });
  }
  return picture;
}

/** Flat in the middle, cosine slopes at both ends; periodic, as for spectra. */
function tukey(): Float64Array {
  const slope = (TAPER * WINDOW) / 2;
  return Float64Array.from({ length: WINDOW }, (_, i) => {
    const fromEnd = Math.min(i, WINDOW - i);
    return fromEnd >= slope ? 1 : 0.5 * (1 - Math.cos((Math.PI * fromEnd) / slope));
  });
}
