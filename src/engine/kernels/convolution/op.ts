/**
 * 3x3 convolution for encoders of images, and 1x3 for those of series. Must not import tfjs.
 *
 * Images are `[images, height, width, channels]`, row-major. An array of another shape but as many numbers is
 * read as such, so a batch `[rows, frames * height * width * channels]` goes in as it is. A series `[length, channels]`
 * is an image one pixel high.
 */
import type { Activation, DeviceArray, ParameterArena } from '../storage';

/** One image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * A convolution, weight `[kernel height, 3, in channels, out channels]`, with one row of zeros around the image, as
 * PyTorch's padding 1: the result has ceil(side / stride) pixels a side.
 */
export interface ConvolutionShape {
  readonly input: ImageShape;
  readonly outChannels: number;
  readonly stride: 1 | 2;
  /** 1 only for images one pixel high, of which the rows above and below would see nothing but zeros. */
  readonly kernelHeight: 1 | 3;
}

/** Pixels under the kernel. */
export const tapsOf = ({ kernelHeight }: ConvolutionShape): number => 3 * kernelHeight;

/** Rows of a 3x3 kernel that are missing above the one that is there: 0 or 1. */
export const rowsAbove = ({ kernelHeight }: ConvolutionShape): number => (3 - kernelHeight) / 2;

/** What the convolution of one image gives. */
export function convolved({ input, outChannels, stride }: ConvolutionShape): ImageShape {
  return {
    height: Math.ceil(input.height / stride),
    width: Math.ceil(input.width / stride),
    channels: outChannels,
  };
}

export interface ConvolutionKernels {
  /** out = activation(x * W + b), `out` being images of the shape `convolved` gives. */
  convolve(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
    activation: Activation,
    out: DeviceArray,
  ): void;
  /** into += gradient on the convolution's input. */
  convolveInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: ConvolutionShape,
    into: DeviceArray,
  ): void;
  /** Gradient of W += that of the convolution, of b += the sums of dy over all pixels. */
  convolveWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
  ): void;
}
