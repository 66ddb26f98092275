/** 2x2 max pooling and averages, of images as in convolution/op.ts. Must not import tfjs. */
import type { ImageShape } from '../convolution/op';
import type { DeviceArray } from '../storage';

/** What 2x2 max pooling of one image gives; an odd last row or column is left out, as in PyTorch. */
export function pooled({ height, width, channels }: ImageShape): ImageShape {
  return { height: Math.floor(height / 2), width: Math.floor(width / 2), channels };
}

export interface PoolingKernels {
  /** out = the largest of every 2x2 pixels of x; sides of at least 2. */
  maxPool(x: DeviceArray, shape: ImageShape, out: DeviceArray): void;
  /**
   * into += gradient on the input of `maxPool`: each number of dy goes to the pixel that was largest, to the first
   * of them (left to right, top to bottom) where several were.
   */
  maxPoolGradient(x: DeviceArray, dy: DeviceArray, shape: ImageShape, into: DeviceArray): void;

  /**
   * out `[rows, ...]` = mean over runs of neighbours in x `[rows, count, ...]`, count being what makes the sizes fit.
   * With x `[rows, height, width, channels]` and out `[rows, channels]` this is global average pooling; with
   * x `[rows * frames, dims]` and out `[rows, dims]` the mean over a sample's frames; it can be both at once.
   */
  average(x: DeviceArray, out: DeviceArray): void;
  /** into += dy / count on every one of the averaged numbers. */
  averageGradient(dy: DeviceArray, into: DeviceArray): void;
}
