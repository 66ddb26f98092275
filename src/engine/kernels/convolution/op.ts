/**
 * Kernels for encoders of images: 3x3 convolution, 2x2 max pooling, averages. They keep the habits of `kernels.ts`:
 * parameters by arena and name, gradients add to what is there. Must not import tfjs.
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

/** What 2x2 max pooling of one image gives; an odd last row or column is left out, as in PyTorch. */
export function pooled({ height, width, channels }: ImageShape): ImageShape {
  return { height: Math.floor(height / 2), width: Math.floor(width / 2), channels };
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
