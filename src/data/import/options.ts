/**
 * What a person may decide about an import, and the default of each. The part that is written in settings
 * has the same names there (`data.label` ...). Imports the protocol and the room's types only.
 */
import { filled } from '../../protocol/knob-tree';
import { MEDIA } from '../../protocol/media-knobs';
import type { MissingAsked } from '../../protocol/missing-knobs';
import { type Settings, SettingsError } from '../../protocol/settings';
import { type Fold, foldIn } from '../folds';
import type { SplitShares } from '../split';
import type { TextLook } from './text/hash-text';

/** How sounds become pictures; what is absent is chosen by the sounds' own length and rate. */
export type SoundChoices = NonNullable<Settings['data']['sound']>;

/** How recordings become series; what is absent is chosen by their own lengths. */
export type SeriesChoices = NonNullable<Settings['data']['series']>;

/** Choices of an import. */
export interface ImportOptions {
  /** Name of the data set: the folder's or file's. */
  readonly name: string;
  /** Column (or array) that holds the class; guessed where absent. */
  readonly label?: string | undefined;
  /** Columns, files or arrays of each modality, by its id; guessed where absent. */
  readonly modalities?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Column that names each sample's split; `none` ignores one that is there. */
  readonly split?: string | undefined;
  /** Column whose equal values (a speaker) stay in one split; `none` ignores one that is there. */
  readonly group?: string | undefined;
  /** Values of the group column that make up the test split. */
  readonly holdOut?: readonly string[] | undefined;
  /** New names of classes by the files' own: of two with one name one class is made, one without is left out. */
  readonly classes?: Readonly<Record<string, string>> | undefined;
  /** Pairs as given, or drawn anew among samples of the same class and split. */
  readonly pairing: 'given' | 'redraw';
  /** Whether samples that lack a modality are kept. */
  readonly incomplete?: Settings['data']['incomplete'];
  /** What is taken away of modalities, on purpose. */
  readonly taken?: MissingAsked;
  /** Sides of pictures and of the frames of videos, in pixels. */
  readonly imageSize: number;
  /** Pictures in red, green and blue instead of grey. */
  readonly colour: boolean;
  /** Pictures taken from every video, evenly spaced. */
  readonly frames: number;
  /** Fields of motion of every video, evenly spaced; absent: as many as frames. */
  readonly motionFields?: number | undefined;
  /** Motion between frames as a modality of its own; absent: where the layout is known for it. */
  readonly flow?: boolean | undefined;
  /** At most so many samples of pictures, sounds and videos are read; absent: all. */
  readonly mostSamples?: number | undefined;
  readonly sound: SoundChoices;
  readonly series: SeriesChoices;
  readonly text: TextLook;
  readonly shares: SplitShares;
  /** Which fold of how many tests, instead of a share; absent for one split. */
  readonly fold?: Fold | undefined;
  /** At most so many samples of each split are used. */
  readonly most: Readonly<Record<'train' | 'validation' | 'test', number>>;
  readonly seed: number;
}

/** The word that turns a guessed split or group column off. */
export const NONE = 'none';

/** The options that settings ask for. */
export function importOptions(settings: Settings, name: string): ImportOptions {
  const { data, split, samples, seed } = settings;
  const { label, modalities, split: splitColumn, group, holdOut } = data;
  return {
    name,
    label,
    modalities,
    split: splitColumn,
    group,
    classes: data.classes,
    holdOut: typeof holdOut === 'string' ? [holdOut] : holdOut,
    pairing: data.pairing ?? 'given',
    incomplete: data.incomplete,
    taken: { missing: data.missing, missingIn: data.missingIn },
    imageSize: filled(MEDIA.imageSize, data.imageSize),
    colour: filled(MEDIA.colour, data.colour),
    frames: filled(MEDIA.frames, data.frames),
    motionFields: data.motionFields,
    flow: data.flow,
    mostSamples: data.mostSamples,
    sound: data.sound ?? {},
    series: data.series ?? {},
    text: textLook(data.text ?? {}),
    shares: split,
    fold: foldIn(settings),
    most: samples,
    seed,
  };
}

/** What is counted where nobody says: pieces of words, or words and their neighbours. */
const USUAL = {
  characters: { shortest: 2, longest: 4 },
  words: { shortest: 1, longest: 2 },
} as const;

/**
 * How texts become numbers.
 * @throws SettingsError where the shortest piece would be longer than the longest.
 */
function textLook(chosen: NonNullable<Settings['data']['text']>): TextLook {
  const units = filled(MEDIA.text.units, chosen.units);
  const usual = USUAL[units];
  const longest = chosen.longest ?? Math.max(usual.longest, chosen.shortest ?? 0);
  const shortest = chosen.shortest ?? Math.min(usual.shortest, longest);
  if (shortest > longest) {
    throw new SettingsError(
      'data.text.shortest',
      `data.text.shortest is ${shortest}; it must be at most data.text.longest, which is ${longest}.`,
    );
  }
  return { units, shortest, longest, width: filled(MEDIA.text.width, chosen.width) };
}
