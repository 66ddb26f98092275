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
const PUBLISHED_BATCH = 16;
/** Moments and bands of the published spectrum pictures, whole. */
export const PUBLISHED_SPECTRUM = { spectrogram: 'published', bands: 257, frames: 1004 } as const;

const WIDTH = 64;
const EPOCHS = 150;
const FUSION_EPOCHS = 20;
const LEARNING_RATE = 1e-3;

/** What is not said is as ever; the data are whichever they are said of. */
export type PublishedSettings = Omit<SettingsInput, 'data'> & {
  readonly batchSize: number;
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

/** The same in a line, for whoever is to choose them. @param hasSound whether a modality is sounds. */
export function publishedInWords(id: string, hasSound: boolean): string {
  const choice = AS_PUBLISHED.find((each) => each.id === id);
  const { bands, frames } = PUBLISHED_SPECTRUM;
  return [
    `ResNet-18 of width ${WIDTH} on pictures of ${PUBLISHED_SIDE} \u00D7 ${PUBLISHED_SIDE}${hasSound ? ` and spectra of ${bands} \u00D7 ${frames}` : ''}`,
    `SGD at ${LEARNING_RATE} in batches of ${PUBLISHED_BATCH}`,
    `${EPOCHS} epochs and ${FUSION_EPOCHS} for the fusion head`,
    `temperatures ${choice?.tau} (DUC) and ${choice?.certainty} (certainty)`,
  ].join('; ');
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
  encoders: { '*': { kind: 'resnet18', width: WIDTH } },
  epochs: EPOCHS,
  batchSize: PUBLISHED_BATCH,
  optimizer: {
    kind: 'sgd',
    learningRate: LEARNING_RATE,
    momentum: 0.9,
    weightDecay: 1e-4,
    decayEvery: 70,
    decayBy: 0.1,
  },
  methodDefaults: {
    '*': { fusionEpochs: FUSION_EPOCHS },
    'di-mml': {
      duc: { kind: 'dot', temperature: tau, warmupEpochs: 20 },
      certainty: { temperature: certainty },
    },
    // whoever weighs by certainty does so alike
    'late-ensemble': { temperature: certainty },
  },
});
