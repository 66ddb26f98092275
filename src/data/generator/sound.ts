/**
 * The sound modality: a sine tone whose pitch is the class, with a random phase and noise, as 64
 * numbers, and the same sound as a spectrum. With the full phase range every class has mean 0 and is
 * learned slowly, by hidden units of several phases; the spectrum does not see the phase and is fast.
 * Imports this folder and the protocol's types only.
 */
import type { GeneratorSettings } from '../../protocol/settings';
import { addNoise, type Draw, dataStream } from './draw';

/** Numbers per sound. */
export const SOUND_LENGTH = 64;
/** Bins of the spectrum: 1..32 cycles per sound; bin 0 (the mean) is left out. */
export const SPECTRUM_BINS = SOUND_LENGTH / 2;
/** Cycles per sound of class 0. */
const LOWEST_PITCH = 3;

/**
 * The sounds of one split as waves, `[samples, 64]`, raw: sin(2 pi f t / 64 + phase) with
 * f = 3 + step * class (where the sensor works) plus noise.
 * @param knobs `generator.sound`: phaseRange (phase uniform in ± phaseRange * pi), step and noise.
 */
export function drawSounds(draw: Draw, knobs: GeneratorSettings['sound']): Float32Array {
  const { seed, split, position, shown, working } = draw;
  const phases = dataStream(seed, split, 'phase', position);
  const waves = new Float32Array(shown.length * SOUND_LENGTH);
  for (let i = 0; i < shown.length; i++) {
    const phase = phases.uniform(-1, 1) * knobs.phaseRange * Math.PI;
    if (working[i] === 0) continue;
    const pitch = LOWEST_PITCH + knobs.step * (shown[i] as number);
    for (let t = 0; t < SOUND_LENGTH; t++) {
      waves[i * SOUND_LENGTH + t] = Math.sin((2 * Math.PI * pitch * t) / SOUND_LENGTH + phase);
    }
  }
  addNoise(waves, knobs.noise, dataStream(seed, split, 'noise', position));
  return waves;
}

/**
 * Magnitudes of the real Fourier transform, unscaled.
 * @param waves `[samples, 64]`.
 * @returns `[samples, 32]`: bins 1..32.
 */
export function spectra(waves: Float32Array): Float32Array {
  const cosine = new Float64Array(SOUND_LENGTH);
  const sine = new Float64Array(SOUND_LENGTH);
  for (let t = 0; t < SOUND_LENGTH; t++) {
    cosine[t] = Math.cos((2 * Math.PI * t) / SOUND_LENGTH);
    sine[t] = Math.sin((2 * Math.PI * t) / SOUND_LENGTH);
  }
  const samples = waves.length / SOUND_LENGTH;
  const out = new Float32Array(samples * SPECTRUM_BINS);
  for (let i = 0; i < samples; i++) {
    for (let bin = 1; bin <= SPECTRUM_BINS; bin++) {
      let real = 0;
      let imaginary = 0;
      for (let t = 0; t < SOUND_LENGTH; t++) {
        const value = waves[i * SOUND_LENGTH + t] as number;
        const angle = (bin * t) % SOUND_LENGTH;
        real += value * (cosine[angle] as number);
        imaginary -= value * (sine[angle] as number);
      }
      out[i * SPECTRUM_BINS + bin - 1] = Math.hypot(real, imaginary);
    }
  }
  return out;
}
