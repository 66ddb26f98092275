/** How pictures, sounds and videos of files are measured, as knobs of a form. Ranges are those of the settings. */
import type { Knob } from '../../protocol/catalogue';
import type { FileChoices, ImportReport } from './importing-store';

/** A knob, and the kinds of modality that it concerns. */
interface MediaKnob {
  readonly knob: Knob;
  readonly kinds: readonly ImportReport['modalities'][number]['kind'][];
  /** Whether it counts for the published spectrogram too. */
  readonly logMelOnly?: true;
}

/** What a field says where the lab chooses by the sounds themselves. */
const BY_ITSELF = 'fitting';

const PICTURES = ['image', 'video'] as const;
const SOUNDS = ['audio'] as const;

const number = (
  path: string,
  label: string,
  explanation: string,
  [min, max]: readonly [number, number],
  integer = true,
): Knob => ({
  ...{ kind: 'number', path, label, explanation, min, max, integer, default: min },
  ...(path.startsWith('sound.') ? { orWord: BY_ITSELF } : {}),
});
const choice = (
  path: string,
  label: string,
  explanation: string,
  choices: readonly string[],
): Knob => ({ kind: 'choice', path, label, explanation, choices, default: choices[0] as string });

const KNOBS: readonly MediaKnob[] = [
  {
    kinds: PICTURES,
    knob: number('imageSize', 'Side of pictures', 'In pixels.', [4, 128]),
  },
  {
    kinds: PICTURES,
    knob: choice('colour', 'Colours', 'Colour has three numbers a pixel.', ['grey', 'colour']),
  },
  {
    kinds: ['video', 'flow'],
    knob: number('frames', 'Frames per video', 'Evenly spaced.', [1, 16]),
  },
  {
    kinds: ['video', 'flow'],
    knob: choice('flow', 'Motion', 'From each frame to the next, as a modality of its own.', [
      BY_ITSELF,
      'yes',
      'no',
    ]),
  },
  {
    kinds: SOUNDS,
    knob: choice(
      'sound.spectrogram',
      'Sounds become',
      'The published setting is the spectrum that the code of DI-MML feeds its nets.',
      ['log-mel', 'published'],
    ),
  },
  {
    kinds: SOUNDS,
    knob: number('sound.bands', 'Bands', 'From low to high.', [8, 257]),
  },
  {
    kinds: SOUNDS,
    knob: number('sound.frames', 'Moments', 'Evenly spaced in time.', [8, 1004]),
  },
  {
    kinds: SOUNDS,
    logMelOnly: true,
    knob: number('sound.seconds', 'Seconds', 'From the start of the sound.', [0.1, 30], false),
  },
  {
    kinds: SOUNDS,
    logMelOnly: true,
    knob: choice('sound.windowMs', 'Window', 'In milliseconds.', [
      BY_ITSELF,
      '16',
      '32',
      '64',
      '128',
    ]),
  },
  {
    kinds: SOUNDS,
    logMelOnly: true,
    knob: choice('sound.rateHz', 'Samples per second', 'Before the spectrum is taken.', [
      BY_ITSELF,
      '8000',
      '16000',
      '32000',
    ]),
  },
];

/** The knobs that count for what was read. */
export function mediaKnobs({ modalities }: ImportReport, { sound }: FileChoices): Knob[] {
  const isPublished = sound?.spectrogram === 'published';
  return KNOBS.filter(
    ({ kinds, logMelOnly }) =>
      modalities.some(({ kind }) => kinds.includes(kind)) && !(logMelOnly && isPublished),
  ).map(({ knob }) => knob);
}

/** The value of a knob as a form shows it; empty where the lab has chosen. */
export function mediaValue(choices: FileChoices, { path }: Knob): string {
  if (path === 'colour') return choices.colour ? 'colour' : 'grey';
  if (path === 'flow') return choices.flow === undefined ? BY_ITSELF : choices.flow ? 'yes' : 'no';
  if (path === 'imageSize') return String(choices.imageSize ?? 28);
  if (path === 'frames') return String(choices.frames ?? 3);
  const key = path.replace('sound.', '') as keyof NonNullable<FileChoices['sound']>;
  const value = choices.sound?.[key];
  if (key === 'spectrogram') return value === undefined ? 'log-mel' : String(value);
  return value === undefined ? BY_ITSELF : String(value);
}

/** The choices after a knob was turned. */
export function withMedia(
  choices: FileChoices,
  { path }: Knob,
  value: number | string,
): FileChoices {
  if (path === 'colour') return { ...choices, colour: value === 'colour' };
  if (path === 'flow') {
    const { flow: _, ...rest } = choices;
    return value === BY_ITSELF ? rest : { ...rest, flow: value === 'yes' };
  }
  if (!path.startsWith('sound.')) return { ...choices, [path]: Number(value) };
  const key = path.replace('sound.', '');
  const { [key as 'bands']: _, ...sound } = choices.sound ?? {};
  if (value === BY_ITSELF) return { ...choices, sound };
  return { ...choices, sound: { ...sound, [key]: key === 'spectrogram' ? value : Number(value) } };
}
