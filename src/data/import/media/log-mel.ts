/**
 * A sound as a log-mel picture, the way the lab's spoken digits are measured: the start of the sound, at
 * one loudness, as so many mel bands in so many frames. Imports this folder only.
 */
import type { DecodedAudio } from './decoders';
import { powerSpectrum } from './fft';
import { mixDown, resample } from './resample';

/** Numbers of a log-mel picture. */
export interface LogMelSettings {
  readonly sampleRateHz: number;
  /** Length of sound that is looked at; shorter ones are followed by silence. */
  readonly samples: number;
  /** Samples in one window, a power of two. */
  readonly windowSamples: number;
  readonly frames: number;
  readonly bands: number;
  readonly lowestHz: number;
  readonly highestHz: number;
}

/** docs/presets.md#numbers-from-files: .64 s at 8 kHz, 256-point windows, 32 frames evenly spaced, 32 bands from 60 to 3800 Hz. */
export const SPEECH: LogMelSettings = {
  sampleRateHz: 8000,
  samples: 5120,
  windowSamples: 256,
  frames: 32,
  bands: 32,
  lowestHz: 60,
  highestHz: 3800,
};

/** Keeps the logarithm of silence finite. */
const FLOOR = 1e-6;

/**
 * The log-mel picture of a sound: log(1e-6 + power in a triangular mel band) of Hann windows. Where windows
 * would leave gaps between frames, a frame is the mean power of several.
 * @returns `[bands, frames]`, the lowest band first.
 */
export function logMel(sound: DecodedAudio, settings: LogMelSettings): Float32Array {
  const { sampleRateHz, samples, windowSamples, frames, bands } = settings;
  const start = resample(mixDown(sound), sound.sampleRateHz, sampleRateHz, samples);
  const wave = new Float32Array(samples);
  const peak = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (peak > 0) {
    for (let i = 0; i < start.length; i++) wave[i] = (start[i] as number) / peak;
  }
  const { hann, filters } = planOf(settings);
  const picture = new Float32Array(bands * frames);
  const windowed = new Float64Array(windowSamples);
  const perFrame = windowsPerFrame(settings);
  const windows = frames * perFrame;
  for (let at = 0; at < windows; at++) {
    const from = Math.round((at * (samples - windowSamples)) / Math.max(1, windows - 1));
    for (let i = 0; i < windowSamples; i++) {
      windowed[i] = (wave[from + i] as number) * (hann[i] as number);
    }
    const power = powerSpectrum(windowed);
    const frame = Math.floor(at / perFrame);
    filters.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        sum += (power[first + k] as number) * (weights[k] as number);
      }
      const cell = band * frames + frame;
      picture[cell] = (picture[cell] as number) + sum / perFrame;
    });
  }
  return picture.map((power) => Math.log(FLOOR + power));
}

/** A frame of a long sound is the mean of so many windows that none of it goes unheard. */
function windowsPerFrame({ samples, windowSamples, frames }: LogMelSettings): number {
  return Math.max(1, Math.round(samples / frames / (windowSamples / 2)));
}

/** What every sound with the same settings needs. */
interface Plan {
  readonly hann: Float64Array;
  readonly filters: readonly MelFilter[];
}

/** The bins of a spectrum that one band takes in, from bin `first` on. */
interface MelFilter {
  readonly first: number;
  readonly weights: Float64Array;
}

const plans = new WeakMap<LogMelSettings, Plan>();

function planOf(settings: LogMelSettings): Plan {
  const known = plans.get(settings);
  if (known) return known;
  const { windowSamples } = settings;
  const hann = Float64Array.from(
    { length: windowSamples },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSamples),
  );
  const plan = { hann, filters: melFilters(settings) };
  plans.set(settings, plan);
  return plan;
}

/** Triangles of height 1, evenly spaced in mel (2595 log10(1 + f/700)), half overlapping. */
function melFilters(settings: LogMelSettings): MelFilter[] {
  const { sampleRateHz, windowSamples, bands, lowestHz, highestHz } = settings;
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const hz = (m: number) => 700 * (10 ** (m / 2595) - 1);
  const [low, high] = [mel(lowestHz), mel(highestHz)];
  const corners = Array.from({ length: bands + 2 }, (_, k) =>
    hz(low + ((high - low) * k) / (bands + 1)),
  );
  const hzPerBin = sampleRateHz / windowSamples;
  return Array.from({ length: bands }, (_, band) => {
    const [left, top, right] = corners.slice(band, band + 3) as [number, number, number];
    const first = Math.ceil(left / hzPerBin);
    const last = Math.min(windowSamples / 2, Math.floor(right / hzPerBin));
    const weights = Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
      const at = (first + k) * hzPerBin;
      return Math.max(0, Math.min((at - left) / (top - left), (right - at) / (right - top)));
    });
    return { first, weights };
  });
}
