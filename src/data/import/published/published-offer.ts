/**
 * What training on a published set as published would take, by formula, so that it can be said before anybody asks for
 * it. Imports the protocol and this room only.
 */
import { mostSamples, type RawModality } from '../raw-samples';
import {
  PUBLISHED_BATCH,
  PUBLISHED_SIDE,
  PUBLISHED_SPECTRUM,
  type PublishedSettings,
  publishedSettings,
} from './published-settings';

/** The published settings for what was opened, and their price. */
export interface PublishedOffer {
  readonly settings: PublishedSettings;
  /** Floating-point operations of one run in one epoch: a training step is worth three forward passes. */
  readonly operationsPerEpoch: number;
  /** What one run trains with: values and gradients of a batch, the weights and what goes with them. */
  readonly trainingBytes: number;
  /** All samples. */
  readonly sampleBytes: number;
  /** Samples of these sizes that the lab takes at most. */
  readonly mostSamples: number;
}

/** What ResNet-18 of width 64 takes for one frame; held against the encoder itself by this file's test. */
interface FrameCost {
  readonly numbers: number;
  /** Multiplications with additions of a forward pass. */
  readonly multiplyAdds: number;
  /** Numbers that a forward pass keeps, but for the feature, which is one for all frames. */
  readonly kept: number;
  readonly parameters: number;
}

const PIXELS = PUBLISHED_SIDE ** 2;
const PICTURE: FrameCost = {
  numbers: 3 * PIXELS,
  multiplyAdds: 1_813_561_344,
  kept: 5_168_128,
  parameters: 11_186_112,
};
const MOTION: FrameCost = {
  numbers: 2 * PIXELS,
  multiplyAdds: 1_774_223_360,
  kept: 5_168_128,
  parameters: 11_182_976,
};
const SOUND: FrameCost = {
  numbers: PUBLISHED_SPECTRUM.bands * PUBLISHED_SPECTRUM.frames,
  multiplyAdds: 9_450_784_128,
  kept: 27_225_024,
  parameters: 11_179_840,
};
const FEATURE = 512;
const BYTES = 4;

/** What a frame of a modality takes, and how many there are; null for one that ResNet-18 does not read. */
function framesOf(
  kind: RawModality['kind'],
  { frames = 1, motionFields = frames }: PublishedSettings['data'],
): { readonly cost: FrameCost; readonly times: number } | null {
  if (kind === 'video') return { cost: PICTURE, times: frames };
  if (kind === 'flow') return { cost: MOTION, times: motionFields };
  if (kind === 'image') return { cost: PICTURE, times: 1 };
  return kind === 'audio' ? { cost: SOUND, times: 1 } : null;
}

/**
 * @param id of the set that the files are of.
 * @param kinds of the modalities that were read.
 * @param samples in all, and for training.
 * @returns null for a set without published settings, and where a modality is nothing that ResNet-18 reads.
 */
export function publishedOffer(
  id: string,
  kinds: readonly RawModality['kind'][],
  samples: { readonly all: number; readonly train: number },
): PublishedOffer | null {
  const settings = publishedSettings(id);
  if (!settings) return null;
  let [numbers, multiplyAdds, trainingBytes] = [0, 0, 0];
  for (const kind of kinds) {
    const read = framesOf(kind, settings.data);
    if (!read) return null;
    const { cost, times } = read;
    numbers += times * cost.numbers;
    multiplyAdds += times * cost.multiplyAdds;
    const kept = PUBLISHED_BATCH * (times * cost.kept + FEATURE);
    trainingBytes += BYTES * (2 * kept + 3 * cost.parameters);
  }
  return {
    settings,
    operationsPerEpoch: 2 * 3 * multiplyAdds * samples.train,
    trainingBytes,
    sampleBytes: BYTES * numbers * samples.all,
    mostSamples: mostSamples(numbers),
  };
}
