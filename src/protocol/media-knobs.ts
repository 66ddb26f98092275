/**
 * How pictures, sounds, videos, series and texts of a person's files are measured, as knobs. The settings' schema (`data.*`), the import
 * sheet, the importer's defaults, the command's help and docs/settings.md are made of this list.
 */
import type { ModalityKind } from './data-set';
import {
  choice,
  fittedFlag,
  fittedNumber,
  flag,
  followingWhole,
  knobsOf,
  optional,
  whole,
} from './knob-tree';
import type { Knob } from './knobs';

const DECODED = {
  mostSamples: followingWhole({
    label: 'Samples to read',
    explanation:
      'At most so many pictures, sounds and videos with what belongs to them, evenly over classes and groups, the same for every seed. The word all stands for every one.',
    min: 8,
    max: 1_000_000,
    orWord: 'all',
  }),
} as const;

const PICTURES = {
  imageSize: optional(
    whole({
      label: 'Side of pictures',
      explanation: 'Pictures and the frames of videos are brought to this width and height.',
      unit: 'pixels',
      min: 4,
      max: 224,
      default: 28,
    }),
  ),
  colour: optional(
    flag({
      label: 'Colours',
      explanation: 'Colour has three numbers a pixel.',
      words: ['colour', 'grey'],
      default: false,
    }),
  ),
} as const;

const VIDEOS = {
  // three, as published for CREMA-D
  frames: optional(
    whole({
      label: 'Frames per video',
      explanation: 'Pictures taken from every video, evenly spaced.',
      min: 1,
      max: 16,
      default: 3,
    }),
  ),
  flow: fittedFlag({
    label: 'Motion',
    explanation: 'From one picture to the next, as a modality of its own.',
  }),
  // ten, as published for UCF101
  motionFields: followingWhole({
    label: 'Fields of motion',
    explanation:
      'Taken from every video, evenly spaced. The word frames stands for as many as those.',
    min: 1,
    max: 16,
    orWord: 'frames',
  }),
} as const;

const ANY_SOUND = {
  spectrogram: optional(
    choice({
      label: 'Sounds become',
      explanation: 'The published setting is the spectrum that the code of DI-MML feeds its nets.',
      choices: ['log-mel', 'published'],
      default: 'log-mel',
    }),
  ),
  bands: fittedNumber({
    label: 'Bands',
    explanation: 'How many pitches are told apart, from low to high.',
    integer: true,
    min: 8,
    max: 257,
  }),
  frames: fittedNumber({
    label: 'Moments',
    explanation: 'How many spectra a sound becomes, evenly spaced in time.',
    integer: true,
    min: 8,
    max: 1004,
  }),
} as const;

/** The published spectrogram takes every sound whole, as it is. */
const LOG_MEL_SOUND = {
  seconds: fittedNumber({
    label: 'Seconds',
    explanation: 'How much is looked at, from the start of the sound.',
    unit: 'seconds',
    min: 0.1,
    max: 30,
  }),
  windowMs: fittedNumber({
    label: 'Window',
    explanation: 'The stretch of sound that one moment is measured on.',
    unit: 'milliseconds',
    only: [16, 32, 64, 128],
    min: 16,
    max: 128,
  }),
  rateHz: fittedNumber({
    label: 'Samples per second',
    explanation: 'What sounds are brought to before the spectrum is taken.',
    unit: 'hertz',
    only: [8000, 16_000, 32_000],
    min: 8000,
    max: 32_000,
  }),
} as const;

const SERIES = {
  length: fittedNumber({
    label: 'Moments of a series',
    explanation: 'How many moments every series is brought to, evenly spaced in time.',
    integer: true,
    min: 8,
    max: 512,
  }),
  window: fittedNumber({
    label: 'Cut into windows',
    explanation:
      'So many readings of a recording are one sample; 0 takes every recording as a whole.',
    unit: 'readings',
    integer: true,
    min: 0,
    max: 4096,
  }),
  rows: optional(
    choice({
      label: 'Rows of a table',
      explanation:
        'Whether each row is a sample or a reading, one moment of a recording; auto decides by what runs on from row to row.',
      choices: ['auto', 'samples', 'readings'],
      default: 'auto',
    }),
  ),
} as const;

const TEXTS = {
  units: optional(
    choice({
      label: 'Texts are cut into',
      explanation:
        'Letters in a row are counted, or words. Letters know word endings and misspellings, and suit every script.',
      choices: ['characters', 'words'],
      default: 'characters',
    }),
  ),
  shortest: fittedNumber({
    label: 'In a row, at least',
    explanation: 'Units of the shortest piece that is counted: 2 letters, or 1 word.',
    integer: true,
    min: 1,
    max: 8,
  }),
  longest: fittedNumber({
    label: 'In a row, at most',
    explanation: 'Units of the longest piece that is counted: 4 letters, or 2 words.',
    integer: true,
    min: 1,
    max: 8,
  }),
  width: optional(
    whole({
      label: 'Numbers per text',
      explanation: 'Pieces share this many counts, by a hash; fewer make more of them collide.',
      min: 16,
      max: 4096,
      default: 512,
    }),
  ),
} as const;

/** Nested as the settings' `data` is. */
export const MEDIA = {
  ...DECODED,
  ...PICTURES,
  ...VIDEOS,
  sound: { ...ANY_SOUND, ...LOG_MEL_SOUND },
  series: SERIES,
  text: TEXTS,
} as const;

/** All of them; paths are relative to `data`. */
export const MEDIA_KNOBS: readonly Knob[] = knobsOf(MEDIA);

/** The knobs that count for modalities of these kinds and, of sounds, for this spectrogram. */
export function mediaKnobsFor(
  kinds: readonly ModalityKind[],
  spectrogram: string | undefined,
): readonly Knob[] {
  const has = (...wanted: readonly ModalityKind[]) => wanted.some((kind) => kinds.includes(kind));
  return [
    ...(has('image', 'video', 'flow', 'audio') ? knobsOf(DECODED) : []),
    ...(has('image', 'video') ? knobsOf(PICTURES) : []),
    ...(has('video', 'flow') ? knobsOf(VIDEOS) : []),
    ...(has('audio') ? knobsOf(ANY_SOUND, 'sound') : []),
    ...(has('audio') && spectrogram !== 'published' ? knobsOf(LOG_MEL_SOUND, 'sound') : []),
    ...(has('series') ? knobsOf(SERIES, 'series') : []),
    ...(has('text') ? knobsOf(TEXTS, 'text') : []),
  ];
}
