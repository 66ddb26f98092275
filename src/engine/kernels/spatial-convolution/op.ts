/**
 * Convolution with any kernel, stride and padding and without a bias, for deep encoders of images: a batch norm behind it
 * shifts. Images as in convolution/op.ts. Must not import tfjs.
 */
import type { ImageShape } from '../convolution/op';
import type { DeviceArray, ParameterArena } from '../storage';

/** What slides over an image: the kernel of a convolution, or what is pooled at once. */
export interface Window {
  readonly height: number;
  readonly width: number;
  /** Pixels from one place to the next, down and across. */
  readonly stride: number;
  /** Pixels of margin on all four sides. */
  readonly padding: number;
}

/** An image, and what slides over it. */
export interface WindowShape {
  readonly input: ImageShape;
  readonly window: Window;
}

/** A convolution, weight `[window height, window width, in channels, out channels]`, with zeros around the image. */
export interface SpatialShape extends WindowShape {
  readonly outChannels: number;
}

/** How many places a window has on an image: floor((side + 2 padding - window side) / stride) + 1, as in PyTorch. */
export function placesOf({ input, window }: WindowShape): {
  readonly height: number;
  readonly width: number;
} {
  const { stride, padding } = window;
  const places = (side: number, kernel: number) =>
    Math.floor((side + 2 * padding - kernel) / stride) + 1;
  return { height: places(input.height, window.height), width: places(input.width, window.width) };
}

/** What the convolution of one image gives. */
export const spatiallyConvolved = (shape: SpatialShape): ImageShape => ({
  ...placesOf(shape),
  channels: shape.outChannels,
});

/** The window has at least one place on the image; the kernel is not turned (cross-correlation). */
export interface SpatialConvolutionKernels {
  /** out = x * W, `out` being images of the shape `spatiallyConvolved` gives. */
  convolve(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: SpatialShape,
    out: DeviceArray,
  ): void;
  /** into += gradient on the convolution's input. */
  convolveInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: SpatialShape,
    into: DeviceArray,
  ): void;
  /** Gradient of W += that of the convolution. */
  convolveWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: SpatialShape,
  ): void;
}
