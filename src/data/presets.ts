/**
 * The generator's presets: eleven settings, each chosen so that one thing can be seen.
 * A preset names what differs from the settings' defaults. Imports the protocol only.
 */
import { show } from '../protocol/failure';
import { SettingsError, type SettingsInput } from '../protocol/settings';

/** One preset, as a card shows it. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** One plain sentence: what these data are like and what to look for. */
  readonly explanation: string;
  readonly settings: SettingsInput;
}

type Knobs = NonNullable<SettingsInput['generator']>;

const preset = (
  id: string,
  name: string,
  explanation: string,
  generator: Knobs,
  rest: SettingsInput = {},
): Preset => ({
  id,
  name,
  explanation,
  settings: {
    data: { source: 'generator', id },
    epochs: 40,
    ...rest,
    samples: { train: 1200, test: 1000, ...rest.samples },
    // the strength at which the presets' numbers were measured
    methodDefaults: { ogm: { alpha: 0.5 }, 'ogm-ge': { alpha: 0.5 }, ...rest.methodDefaults },
    generator,
  },
});

/** All presets, in the order the page lists them. */
export const PRESETS: readonly Preset[] = [
  preset(
    'sound-starves',
    'The sound starves',
    'Alone, picture and sound learn about equally well; trained together, the sound stops half way, because it learns more slowly.',
    { picture: { noise: 0.4, fail: 0.15 }, sound: { noise: 0.9, fail: 0.25 } },
  ),
  preset(
    'same-sound-as-spectrum',
    'The same sound as a spectrum',
    'The same sounds, shown as a spectrum, are learned fast, and nothing starves.',
    {
      picture: { noise: 0.4, fail: 0.15 },
      sound: { noise: 0.9, fail: 0.25, view: 'spectrum' },
    },
  ),
  preset(
    'sensors-break-at-test',
    'Sensors break only at the test',
    'While it learns, every picture and sound is there; at the test some are missing, and the method has never met that.',
    {
      picture: { noise: 0.4, fail: 0, failTest: 0.15 },
      sound: { noise: 0.9, fail: 0, failTest: 0.25 },
    },
  ),
  preset(
    'both-unreliable',
    'Both unreliable',
    'Picture and sound are each missing in three samples of ten, so neither can be trusted alone.',
    { picture: { noise: 0.3, fail: 0.3 }, sound: { noise: 0.6, fail: 0.3 } },
  ),
  preset(
    'complementary-classes',
    'Complementary classes',
    'The picture cannot tell the first four classes apart and the sound not the last four, so each needs the other, and joint training wins.',
    {
      picture: { noise: 0.3, fail: 0, merge: '0-3' },
      sound: { noise: 0.8, fail: 0, merge: '4-7' },
    },
  ),
  preset(
    'useless-sound',
    'A useless sound',
    'The sound is nothing but noise; see which method can leave it alone.',
    { picture: { noise: 0.4, fail: 0 }, sound: { noise: 0.9, fail: 1 } },
  ),
  preset(
    'three-modalities',
    'Three modalities',
    'A third modality, a plain list of numbers, joins picture and sound; look which of the two slow ones starves more.',
    {
      picture: { noise: 0.4, fail: 0.2 },
      sound: { noise: 0.9, fail: 0.25 },
      vector: { enabled: true, dims: 24, styles: 3, antipodal: true, noise: 0.6, fail: 0.3 },
    },
  ),
  preset(
    'synergy',
    'Synergy',
    'The class is the sum of what the picture and the sound show, so neither knows anything alone, and only joint training can learn it.',
    {
      classes: 4,
      synergy: true,
      picture: { noise: 0.1, fail: 0 },
      sound: { noise: 0.1, fail: 0, step: 2 },
    },
    {
      samples: { train: 1600 },
      // a linear head cannot add up two classes; a settings value must also name at least one method
      methodDefaults: { '*': { fusionHidden: 48 } },
    },
  ),
  preset(
    'strong-teaches-weak',
    'The strong one teaches the weak one',
    'With only 300 samples and a clear picture, see whether the picture can teach the noisy sound.',
    { picture: { noise: 0.2, fail: 0 }, sound: { noise: 1, fail: 0 } },
    { samples: { train: 300 } },
  ),
  preset(
    'certainty-hurts',
    'Certainty hurts',
    'Nothing fails here, but both modalities are noisy; see whether trusting the surer one is wise.',
    { picture: { noise: 0.7, fail: 0 }, sound: { noise: 2, fail: 0, view: 'spectrum' } },
  ),
  preset(
    'worse-than-alone',
    'Worse than alone',
    'Picture and sound are both there and both noisy; compare joint training with the better one alone.',
    { picture: { noise: 0.7, fail: 0 }, sound: { noise: 1, fail: 0 } },
  ),
];

/**
 * The settings of a preset, a copy that may be changed.
 * @throws SettingsError with path `preset`, naming the known ids.
 */
export function presetSettings(id: string): SettingsInput {
  const found = PRESETS.find((each) => each.id === id);
  if (!found) {
    throw new SettingsError(
      'preset',
      `preset is ${show(id)}; it must be one of ${PRESETS.map((each) => each.id).join(', ')}.`,
    );
  }
  return structuredClone(found.settings);
}
