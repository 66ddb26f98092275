/**
 * DI-MML's published settings for each of its four data sets, as the settings that a race starts from. Source: the code
 * published with arXiv 2407.19514. Imports the protocol only.
 */
import { AS_PUBLISHED, type PublishedChoice } from '../../../protocol/as-published';
import type { Settings, SettingsInput } from '../../../protocol/settings';

/** The word for them where a preset is named. */
export const PUBLISHED_PRESET = 'as-published';

/** Pixels along a side of pictures. */
export const PUBLISHED_SIDE = 224;
export const PUBLISHED_BATCH = 16;
/** Moments and bands of the published spectrum pictures, whole. */
export const PUBLISHED_SPECTRUM = { spectrogram: 'published', bands: 257, frames: 1004 } as const;

/** What is not said is as ever; the data are whichever they are said of. */
export type PublishedSettings = Omit<SettingsInput, 'data'> & {
  readonly data: Pick<
    Settings['data'],
    'imageSize' | 'colour' | 'frames' | 'motionFields' | 'sound'
  >;
};

/** @param id of one of the four sets; null for any other. */
export function publishedSettings(id: string): PublishedSettings | null {
  const choice = AS_PUBLISHED.find((each) => each.id === id);
  return choice ? settingsOf(choice) : null;
}

/**
 * Said knob by knob and not by DI-MML's own switch, which goes by what a folder is called: the folder may have any name.
 * The ReLU that the switch puts behind an encoder is in ResNet-18 already.
 */
const settingsOf = ({
  tau,
  certainty,
  frames,
  motionFields,
}: PublishedChoice): PublishedSettings => ({
  data: {
    imageSize: PUBLISHED_SIDE,
    colour: true,
    frames,
    ...(motionFields === undefined ? {} : { motionFields }),
    sound: PUBLISHED_SPECTRUM,
  },
  encoders: { '*': { kind: 'resnet18', width: 64 } },
  epochs: 150,
  batchSize: PUBLISHED_BATCH,
  optimizer: {
    kind: 'sgd',
    learningRate: 1e-3,
    momentum: 0.9,
    weightDecay: 1e-4,
    decayEvery: 70,
    decayBy: 0.1,
  },
  methodDefaults: {
    '*': { fusionEpochs: 20 },
    'di-mml': {
      duc: { kind: 'dot', temperature: tau, warmupEpochs: 20 },
      certainty: { temperature: certainty },
    },
    // whoever weighs by certainty does so alike
    'late-ensemble': { temperature: certainty },
  },
});
