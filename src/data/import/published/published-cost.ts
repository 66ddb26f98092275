/**
 * What training on a published set as published would take, by formula, so that it can be said before anybody asks for
 * it. Imports the protocol and this room only.
 */
import type { ModalityKind } from '../../../protocol/data-set';
import { mostSamples } from '../raw-samples';
import type { FoundSamples, PublishedReading } from './offered';
import {
  PUBLISHED_SIDE,
  PUBLISHED_SPECTRUM,
  type PublishedSettings,
  publishedSettings,
} from './published-settings';

/** One way to read the files, and what training on it takes. */
export interface PublishedWay {
  readonly data: PublishedReading;
  /** What is special about it, as the beginning of a sentence; null where nothing is. */
  readonly special: string | null;
  readonly samples: number;
  /** Floating-point operations of one run in one epoch: a training step is worth three forward passes. */
  readonly operationsPerEpoch: number;
  /** What a run keeps for each row of a batch: values and gradients. */
  readonly bytesPerRow: number;
  readonly bytesPerSample: number;
}

/** What the published settings take for what was opened. */
export interface PublishedCost {
  readonly settings: PublishedSettings;
  /** All samples at the published sizes. */
  readonly whole: PublishedWay;
  /** What the lab holds where it does not hold that: some of the samples, and all of them at sizes that fit. */
  readonly instead: { readonly fewer: PublishedWay; readonly smaller: PublishedWay | null } | null;
  /** Weights of a run, their gradients, and their moments. */
  readonly weightBytes: number;
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
  kind: ModalityKind,
  { frames = 1, motionFields = frames }: PublishedSettings['data'],
): { readonly cost: FrameCost; readonly times: number } | null {
  if (kind === 'video') return { cost: PICTURE, times: frames };
  if (kind === 'flow') return { cost: MOTION, times: motionFields };
  if (kind === 'image') return { cost: PICTURE, times: 1 };
  return kind === 'audio' ? { cost: SOUND, times: 1 } : null;
}

/**
 * @param id of the set that the files are of.
 * @returns null for a set without published settings, and where a modality is nothing that ResNet-18 reads.
 */
export function publishedCost(
  id: string,
  { kinds, all, train }: FoundSamples,
): PublishedCost | null {
  const settings = publishedSettings(id);
  if (!settings) return null;
  const { data } = settings;
  let [numbers, multiplyAdds, kept, parameters] = [0, 0, 0, 0];
  for (const kind of kinds) {
    const read = framesOf(kind, data);
    if (!read) return null;
    const { cost, times } = read;
    numbers += times * cost.numbers;
    multiplyAdds += times * cost.multiplyAdds;
    kept += times * cost.kept + FEATURE;
    parameters += cost.parameters;
  }
  /** @param area of the published one, by which everything goes, but for the rounding of odd sides. */
  const way = (
    { read, special = null }: { read: PublishedReading; special?: string | null },
    samples: number,
    area = 1,
  ): PublishedWay => ({
    data: read,
    special,
    samples,
    operationsPerEpoch: 2 * 3 * area * multiplyAdds * train * (samples / all),
    bytesPerRow: BYTES * 2 * area * kept,
    bytesPerSample: BYTES * area * numbers,
  });
  const most = mostSamples(numbers);
  const smaller = smallerData(data, most / all, kinds.includes('audio'));
  return {
    settings,
    whole: way({ read: data }, all),
    instead:
      all <= most
        ? null
        : {
            fewer: way({ read: { ...data, mostSamples: most }, special: EVENLY }, most),
            smaller: smaller && way(smaller, all, most / all),
          },
    weightBytes: BYTES * 3 * parameters,
  };
}

const EVENLY = 'Evenly over classes and groups';

/** The side of pictures where nobody says it; smaller ones show too little. */
const LEAST_SIDE = 28;

/** Pictures and spectra with sides shorter by one factor; null where too little would be left of them. */
function smallerData(
  data: PublishedSettings['data'],
  area: number,
  hasSound: boolean,
): { readonly read: PublishedSettings['data']; readonly special: string } | null {
  const shorter = (side: number) => Math.floor(side * Math.sqrt(area));
  const imageSize = shorter(PUBLISHED_SIDE);
  if (imageSize < LEAST_SIDE) return null;
  const pictures = `Pictures of ${imageSize} \u00D7 ${imageSize}`;
  if (!hasSound) return { read: { ...data, imageSize }, special: pictures };
  const [bands, frames] = [shorter(PUBLISHED_SPECTRUM.bands), shorter(PUBLISHED_SPECTRUM.frames)];
  return {
    read: { ...data, imageSize, sound: { ...PUBLISHED_SPECTRUM, bands, frames } },
    special: `${pictures}, spectra of ${bands} \u00D7 ${frames}`,
  };
}
