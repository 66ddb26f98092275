/**
 * 3x3 convolution for encoders of images. Must not import tfjs.
 *
 * Images are `[images, height, width, channels]`, row-major. An array of another shape but as many numbers is
 * read as such, so a batch `[rows, frames * height * width * channels]` goes in as it is.
 */
import type { Activation, DeviceArray, ParameterArena } from '../storage';

/** One image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * A 3x3 convolution, weight `[3, 3, in channels, out channels]`, with one row of zeros around the image, as
 * PyTorch's padding 1: the result has ceil(side / stride) pixels a side.
 */
export interface ConvolutionShape {
  readonly input: ImageShape;
  readonly outChannels: number;
  readonly stride: 1 | 2;
}

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
