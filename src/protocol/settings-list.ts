/**
 * Everything that settings can say, as one list of paths: the command's help and docs/settings.md are written from it. The
 * knobs of methods are not in it; methods describe their own.
 */
import { ENCODER_KNOBS } from './encoders';
import { FILE_ROLE_WORDS } from './file-roles';
import { GENERATOR_KNOBS } from './generator-knobs';
import { exampleOf, type Knob, rangeWithUnit, textOf } from './knobs';
import { MEDIA_KNOBS } from './media-knobs';
import { MISSING_WORDS } from './missing-knobs';
import { TRAINING_KNOBS } from './training-knobs';

/** One setting in words. */
interface SettingWords {
  readonly path: string;
  readonly range: string;
  /** What holds where nothing is set. */
  readonly standard: string;
  readonly explanation: string;
}

export interface SettingsChapter {
  readonly title: string;
  readonly settings: readonly SettingWords[];
}

/** @param before what stands before the knob's own path. */
const wordsOf = (knob: Knob, before = ''): SettingWords => ({
  path: before + knob.path,
  range: rangeWithUnit(knob),
  standard: standardOf(knob),
  explanation: knob.explanation,
});

/** As `--set` takes it, where a form has other words. */
function standardOf(knob: Knob): string {
  if (knob.kind === 'widths') return exampleOf(knob);
  if (knob.kind === 'class-groups') return knob.default;
  if (knob.kind === 'flag' && knob.default !== undefined) return String(knob.default);
  return textOf(knob, knob.default);
}

/** All settings, in the order in which a person meets them. */
export const SETTINGS_LIST: readonly SettingsChapter[] = [
  { title: 'Training', settings: TRAINING_KNOBS.map((knob) => wordsOf(knob)) },
  {
    title: 'Encoders',
    settings: ENCODER_KNOBS.map((knob) => wordsOf(knob, 'encoders.MODALITY.')),
  },
  ...GENERATOR_KNOBS.map(({ title, knobs }) => ({
    title: `Generator, ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    settings: knobs.map((knob) => wordsOf(knob)),
  })),
  {
    title: 'Samples without a modality',
    settings: MISSING_WORDS.map(({ path, ...words }) => ({ path: `data.${path}`, ...words })),
  },
  {
    title: 'Own files, what is what',
    settings: Object.entries(FILE_ROLE_WORDS).map(([key, words]) => ({
      path: `data.${key}`,
      standard: 'guessed',
      ...words,
    })),
  },
  {
    title: 'Own files, pictures, sounds and series',
    settings: MEDIA_KNOBS.map((knob) => wordsOf(knob, 'data.')),
  },
];
