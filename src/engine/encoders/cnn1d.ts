/**
 * Small convolutional encoder of series `[length, channels]`: per layer filters three moments wide with ReLU, whose
 * length a stride of two halves in every layer but the last, then every filter's mean over time and a dense embedding.
 * A cnn whose images are one pixel high: no kernel, gradient or checkpoint of its own.
 */
import { cnnPlan } from './cnn';
import type { EncoderMaker } from './encoder';

/** The cnn1d that the settings describe. */
export const cnn1d: EncoderMaker = ({ channels, featureDim, embedding }, shape, place) => {
  const [length = 1, inChannels = 1] = shape;
  const input = { height: 1, width: length, channels: inChannels };
  return cnnPlan(
    {
      frames: 1,
      input,
      channels,
      downsample: 'stride',
      kernelHeight: 1,
      featureDim,
      embedding,
    },
    place,
  );
};
