/**
 * DI-MML's published settings for each of its four data sets, as the settings that a race starts from. Source: the code
 * published with arXiv 2407.19514. Imports the protocol only.
 */
import { AS_PUBLISHED, type PublishedChoice } from '../../../protocol/as-published';
import type { SettingsInput } from '../../../protocol/settings';

/** The word for them where a preset is named. */
export const PUBLISHED_PRESET = 'as-published';

/** Moments and bands of the published spectrum pictures, whole. */
const SPECTRUM = { spectrogram: 'published', bands: 257, frames: 1004 } as const;

/** @param id of one of the four sets; null for any other. */
export function publishedSettings(id: string): SettingsInput | null {
  const choice = AS_PUBLISHED.find((each) => each.id === id);
  return choice ? settingsOf(choice) : null;
}

/**
 * Said knob by knob and not by DI-MML's own switch, which goes by what a folder is called: the folder may have any name.
 * The ReLU that the switch puts behind an encoder is in ResNet-18 already.
 */
const settingsOf = ({ tau, certainty, frames }: PublishedChoice): SettingsInput => ({
  data: { imageSize: 224, colour: true, frames, sound: SPECTRUM },
  encoders: { '*': { kind: 'resnet18', width: 64 } },
  epochs: 150,
  batchSize: 16,
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
