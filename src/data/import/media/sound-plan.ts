/**
 * How the sounds of a data set become pictures: as asked for, and where nothing is asked, by their own length
 * and rate, so that short words and clips of ten seconds both get what suits them. Imports this folder only.
 */
import type { SoundChoices } from '../options';
import type { DecodedAudio } from './decoders';
import { type LogMelSettings, logMel, SPEECH } from './log-mel';
import {
  PUBLISHED_BINS,
  PUBLISHED_RATE_HZ,
  PUBLISHED_SECONDS,
  PUBLISHED_WINDOWS,
  publishedSpectrogram,
} from './spectrogram';

/** One way for all sounds of a data set. */
export interface SoundPlan {
  /** `[bands, frames, 1]` */
  readonly shape: readonly [bands: number, frames: number, channels: 1];
  /** A sentence for the report. */
  readonly how: string;
  /** @returns `[bands, frames]`, the lowest frequency first. */
  picture(sound: DecodedAudio): Float32Array;
}

/** Sounds up to this length are taken for single words. */
const LONGEST_WORD_S = 1;
/** No more of a sound is looked at unless asked for. */
const MOST_SECONDS = 10;
/** Sides of the pictures of words, as PRESETS has them, and of longer sounds. */
const WORD = { bands: SPEECH.bands, frames: SPEECH.frames, windowMs: 32 } as const;
const CLIP = { bands: 64, frames: 64, windowMs: 64 } as const;
const LOWEST_HZ = 60;
/** The highest band ends a little below half the rate, as 3800 Hz does at 8 kHz. */
const HIGHEST_SHARE = 0.475;

/** @param examples a few of the sounds; none where nothing is to be chosen by them. */
export function soundPlan(choices: SoundChoices, examples: readonly DecodedAudio[]): SoundPlan {
  if (choices.spectrogram === 'published') return published(choices);
  const length = median(
    examples.map((each) => (each.channels[0]?.length ?? 0) / each.sampleRateHz),
  );
  const isWord = length <= LONGEST_WORD_S;
  const usual = isWord ? WORD : CLIP;
  const { bands = usual.bands, frames = usual.frames, windowMs = usual.windowMs } = choices;
  const natural = median(examples.map(({ sampleRateHz }) => sampleRateHz));
  const rateHz = choices.rateHz ?? (natural >= 16_000 ? 16_000 : SPEECH.sampleRateHz);
  const wordSeconds = SPEECH.samples / SPEECH.sampleRateHz;
  const seconds =
    choices.seconds ?? (isWord ? wordSeconds : Math.min(MOST_SECONDS, Math.ceil(length - 0.05)));
  const windowSamples = (rateHz * windowMs) / 1000;
  const settings: LogMelSettings = {
    sampleRateHz: rateHz,
    samples: Math.max(windowSamples, Math.round(seconds * rateHz)),
    windowSamples,
    frames,
    bands,
    lowestHz: LOWEST_HZ,
    highestHz: HIGHEST_SHARE * rateHz,
  };
  return {
    shape: [bands, frames, 1],
    how: `Sounds are log-mel pictures: ${bands} bands from ${LOWEST_HZ} to ${settings.highestHz} Hz in ${frames} frames, windows of ${windowMs} ms, the first ${seconds} s at ${rateHz / 1000} kHz.`,
    picture: (sound) => logMel(sound, settings),
  };
}

function published({ bands = CLIP.bands, frames = CLIP.frames }: SoundChoices): SoundPlan {
  const [rows, columns] = [Math.min(bands, PUBLISHED_BINS), Math.min(frames, PUBLISHED_WINDOWS)];
  return {
    shape: [rows, columns, 1],
    how: `Sounds are spectra as published for DI-MML: ${PUBLISHED_BINS} bins x ${PUBLISHED_WINDOWS} windows of the sound repeated to ${PUBLISHED_SECONDS} s at ${PUBLISHED_RATE_HZ / 1000} kHz, averaged to ${rows} x ${columns}.`,
    picture: (sound) => publishedSpectrogram(sound, rows, columns),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
