/**
 * Everything the generator of data can be told, as knobs. The settings' schema, the form under the sliders, the command's
 * help and docs/settings.md are made of this list.
 */
import { choice, classGroups, flag, knobsOf, number, share, shareOrNull, whole } from './knob-tree';
import type { Knob } from './knobs';

const noise = (standard: number) =>
  number({
    label: 'Noise',
    explanation: 'How strongly random numbers cover the signal.',
    min: 0,
    max: 10,
    default: standard,
  });

/** For the test; null means the same as in training. */
const failTest = shareOrNull({
  label: 'Missing at the test',
  explanation: 'The same share for the test, where it differs from training.',
  orWord: 'same',
});

const merge = classGroups({
  label: 'Alike classes',
  explanation: 'Classes of one group look alike in this modality; another must tell them apart.',
  offered: ['0-1', '0-3', '4-7', '0-1,2-3'],
  default: '',
});

export const GENERATOR = {
  classes: whole({
    label: 'Classes',
    explanation: 'How many classes there are to tell apart.',
    min: 2,
    max: 10,
    default: 8,
  }),
  labelNoise: share({
    label: 'Wrong labels',
    explanation: 'Share of training labels that are drawn anew at random.',
    default: 0,
  }),
  failureOverlap: share({
    label: 'Failing together',
    explanation: 'How often modalities fail on the same samples instead of each by itself.',
    default: 0,
  }),
  synergy: flag({
    label: 'Synergy',
    explanation:
      'Each modality shows a number of its own, and the label is their sum: neither knows it alone.',
    default: false,
  }),
  picture: {
    noise: noise(0.4),
    fail: share({
      label: 'Missing',
      explanation: 'Share of pictures that are noise only.',
      default: 0.15,
    }),
    failTest,
    jitter: whole({
      label: 'Jitter',
      explanation: 'How many pixels the shape may stand off the middle.',
      unit: 'pixels',
      min: 0,
      max: 4,
      default: 1,
    }),
    merge,
  },
  sound: {
    noise: noise(0.9),
    fail: share({
      label: 'Missing',
      explanation: 'Share of sounds that are noise only.',
      default: 0.25,
    }),
    failTest,
    phaseRange: share({
      label: 'Random phase',
      explanation:
        'At 0 every tone starts alike and is learned fast; at 1 it starts anywhere and is learned slowly.',
      default: 1,
    }),
    view: choice({
      label: 'View',
      explanation: 'The sound as a wave, or as the spectrum of the same wave.',
      choices: ['wave', 'spectrum'],
      default: 'wave',
    }),
    step: whole({
      label: 'Step between classes',
      explanation: 'How far apart the classes’ pitches lie.',
      min: 1,
      max: 3,
      default: 1,
    }),
    merge,
  },
  vector: {
    enabled: flag({
      label: 'Take part',
      explanation: 'A third modality: a list of numbers per sample.',
      default: false,
    }),
    dims: whole({
      label: 'Numbers',
      explanation: 'How many numbers a sample of it has.',
      min: 2,
      max: 256,
      default: 24,
    }),
    styles: whole({
      label: 'Styles',
      explanation: 'How many different patterns stand for one class.',
      min: 1,
      max: 10,
      default: 3,
    }),
    antipodal: flag({
      label: 'Antipodal styles',
      explanation:
        'A pattern and its negative mean the same class, so nothing linear gives it away.',
      default: true,
    }),
    noise: noise(0.6),
    fail: share({
      label: 'Missing',
      explanation: 'Share of its samples that are noise only.',
      default: 0.3,
    }),
  },
} as const;

const { picture, sound, vector, ...everywhere } = GENERATOR;

/** The same as a form shows it, with whole paths. */
export const GENERATOR_KNOBS: readonly {
  readonly title: string;
  readonly knobs: readonly Knob[];
}[] = [
  { title: 'All modalities', knobs: knobsOf(everywhere, 'generator') },
  { title: 'Picture', knobs: knobsOf(picture, 'generator.picture') },
  { title: 'Sound', knobs: knobsOf(sound, 'generator.sound') },
  { title: 'Third modality', knobs: knobsOf(vector, 'generator.vector') },
];
