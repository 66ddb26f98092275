/**
 * Every knob of the generator in plain data, for forms: label, one sentence, range. The ranges are those of the
 * settings' schema, and a test holds the two together. Paths are relative to `generator`.
 */
import type { Knob } from './catalogue';

/** A knob, and how its value is kept where that is not the value itself. */
export type GeneratorKnob = Knob & {
  /** `flag`: yes and no stand for true and false. `or-same`: the word stands for null. `groups`: "none" for "". */
  readonly keeps?: 'flag' | 'or-same' | 'groups';
};

const share = (path: string, label: string, explanation: string, standard = 0): GeneratorKnob => ({
  path,
  label,
  explanation,
  kind: 'number',
  min: 0,
  max: 1,
  default: standard,
});
const shareOrSame = (path: string, label: string, explanation: string): GeneratorKnob => ({
  path,
  label,
  explanation,
  kind: 'number',
  min: 0,
  max: 1,
  default: 0,
  orWord: 'same',
  keeps: 'or-same',
});
const whole = (
  path: string,
  label: string,
  explanation: string,
  [min, max, standard]: readonly [number, number, number],
): GeneratorKnob => ({
  path,
  label,
  explanation,
  kind: 'number',
  integer: true,
  min,
  max,
  default: standard,
});
const noise = (path: string, label: string, standard: number): GeneratorKnob => ({
  path,
  label,
  explanation: 'How strongly random numbers cover the signal.',
  kind: 'number',
  min: 0,
  max: 10,
  default: standard,
});
const flag = (
  path: string,
  label: string,
  explanation: string,
  standard: boolean,
): GeneratorKnob => ({
  path,
  label,
  explanation,
  kind: 'choice',
  choices: ['yes', 'no'],
  default: standard ? 'yes' : 'no',
  keeps: 'flag',
});
const groups = (path: string, label: string): GeneratorKnob => ({
  path,
  label,
  explanation: 'Classes of one group look alike in this modality; another must tell them apart.',
  kind: 'choice',
  choices: ['none', '0-1', '0-3', '4-7', '0-1,2-3'],
  default: 'none',
  keeps: 'groups',
});

/** Groups of knobs as a form shows them. */
export const GENERATOR_KNOBS: readonly {
  readonly title: string;
  readonly knobs: readonly GeneratorKnob[];
}[] = [
  {
    title: 'All modalities',
    knobs: [
      whole('classes', 'Classes', 'How many classes there are to tell apart.', [2, 10, 8]),
      share(
        'labelNoise',
        'Wrong labels',
        'Share of training labels that are drawn anew at random.',
      ),
      share(
        'failureOverlap',
        'Failing together',
        'How often modalities fail on the same samples instead of each by itself.',
      ),
      flag(
        'synergy',
        'Synergy',
        'Each modality shows a number of its own, and the label is their sum: neither knows it alone.',
        false,
      ),
    ],
  },
  {
    title: 'Picture',
    knobs: [
      noise('picture.noise', 'Noise', 0.4),
      share('picture.fail', 'Missing', 'Share of pictures that are noise only.', 0.15),
      shareOrSame(
        'picture.failTest',
        'Missing at the test',
        'The same share for the test, where it differs from training.',
      ),
      whole(
        'picture.jitter',
        'Jitter',
        'How many pixels the shape may stand off the middle.',
        [0, 4, 1],
      ),
      groups('picture.merge', 'Alike classes'),
    ],
  },
  {
    title: 'Sound',
    knobs: [
      noise('sound.noise', 'Noise', 0.9),
      share('sound.fail', 'Missing', 'Share of sounds that are noise only.', 0.25),
      shareOrSame(
        'sound.failTest',
        'Missing at the test',
        'The same share for the test, where it differs from training.',
      ),
      share(
        'sound.phaseRange',
        'Random phase',
        'At 0 every tone starts alike and is learned fast; at 1 it starts anywhere and is learned slowly.',
        1,
      ),
      {
        path: 'sound.view',
        label: 'View',
        explanation: 'The sound as a wave, or as the spectrum of the same wave.',
        kind: 'choice',
        choices: ['wave', 'spectrum'],
        default: 'wave',
      },
      whole(
        'sound.step',
        'Step between classes',
        'How far apart the classes’ pitches lie.',
        [1, 3, 1],
      ),
      groups('sound.merge', 'Alike classes'),
    ],
  },
  {
    title: 'Third modality',
    knobs: [
      flag('vector.enabled', 'Take part', 'A third modality: a list of numbers per sample.', false),
      whole('vector.dims', 'Numbers', 'How many numbers a sample of it has.', [2, 256, 24]),
      whole(
        'vector.styles',
        'Styles',
        'How many different patterns stand for one class.',
        [1, 10, 3],
      ),
      flag(
        'vector.antipodal',
        'Antipodal styles',
        'A pattern and its negative mean the same class, so nothing linear gives it away.',
        true,
      ),
      noise('vector.noise', 'Noise', 0.6),
      share('vector.fail', 'Missing', 'Share of its samples that are noise only.', 0.3),
    ],
  },
];

/** What a form shows for a value of the settings. */
export function shownValue({ keeps }: GeneratorKnob, value: unknown): string {
  if (keeps === 'flag') return value === true ? 'yes' : 'no';
  if (keeps === 'or-same' && value === null) return 'same';
  if (keeps === 'groups' && value === '') return 'none';
  return String(value);
}

/** What the settings keep for a value a form gives. */
export function keptValue({ keeps }: GeneratorKnob, value: number | string): unknown {
  if (keeps === 'flag') return value === 'yes';
  if (keeps === 'or-same' && value === 'same') return null;
  if (keeps === 'groups' && value === 'none') return '';
  return value;
}
