/** Max pooling with any window, stride and padding, for deep encoders of images. Must not import tfjs. */
import type { ImageShape } from '../convolution/op';
import { placesOf, type WindowShape } from '../spatial-convolution/op';
import type { DeviceArray } from '../storage';

/** What pooling one image gives. */
export const windowPooled = (shape: WindowShape): ImageShape => ({
  ...placesOf(shape),
  channels: shape.input.channels,
});

/** A window must reach a pixel wherever it stands: the padding is at most half of either of its sides, as in PyTorch. */
export interface WindowPoolingKernels {
  /** out = the largest pixel under every place of the window; padding counts as minus infinity. */
  windowMax(x: DeviceArray, shape: WindowShape, out: DeviceArray): void;
  /**
   * into += gradient on the input of `windowMax`: each number of dy goes to the pixel that was largest, to the first
   * of them (left to right, top to bottom) where several were.
   */
  windowMaxGradient(x: DeviceArray, dy: DeviceArray, shape: WindowShape, into: DeviceArray): void;
}
