/**
 * The convolution kernels on tf ops, for webgpu, wasm and cpu. This file keeps slots and parameters; the gradients'
 * formulas stand in the files beside it.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../math/shape';
import type { BackendName } from '../../../protocol/backends';
import {
  type ConvolutionKernels,
  type ConvolutionShape,
  convolved,
  type ImageShape,
  pooled,
} from '../convolution/op';
import { FORWARD_PADDING, filterGradient, inputGradient } from '../convolution/tfops';
import { maxPoolGradientInLoop, maxPoolGradientInOps } from '../pooling/tfops';
import type { Activation, DeviceArray, ParameterArena } from '../storage';
import { TfopsArena } from './arena';
import { asImages } from './ranks';
import { slotOf } from './slots';
import { MAX_POOL_2X2_GRADIENT } from './wasm-kernels';

/** Each back end's quickest way through a max pooling. */
const MAX_POOL_GRADIENT = {
  webgpu: maxPoolGradientInOps,
  wasm: (x: tf.Tensor4D, dy: tf.Tensor4D) =>
    tf.engine().runKernel<tf.Tensor4D>(MAX_POOL_2X2_GRADIENT, { x, dy }),
  cpu: maxPoolGradientInLoop,
} as const;

/** An array as images `[images, height, width, channels]`. */
function images(array: DeviceArray, { height, width, channels }: ImageShape): tf.Tensor4D {
  return tf.reshape(slotOf(array).tensor, [-1, height, width, channels]);
}

/** How `[rows, count, ...]` is averaged to `[rows, ...]`. */
function averaging(long: readonly number[], short: readonly number[]) {
  const [rows = 1] = short;
  return { rows, width: sizeOf(short) / rows, count: sizeOf(long) / sizeOf(short) };
}

export class TfopsConvolution implements ConvolutionKernels {
  private readonly backend: BackendName;
  /** A row of ones `[1, count]`, made once. */
  private readonly ones: (count: number) => tf.Tensor2D;

  constructor(backend: BackendName, ones: (count: number) => tf.Tensor2D) {
    this.backend = backend;
    this.ones = ones;
  }

  convolve(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const parameters = TfopsArena.of(arena);
    slotOf(out).set(() =>
      tf.reshape(
        tf.fused.conv2d({
          x: images(x, shape.input),
          filter: asImages(parameters.value(weight)),
          strides: shape.stride,
          pad: FORWARD_PADDING,
          bias: parameters.value(bias),
          activation,
        }),
        [...out.shape],
      ),
    );
  }

  convolveInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: ConvolutionShape,
    into: DeviceArray,
  ): void {
    const filter = asImages(TfopsArena.of(arena).value(weight));
    slotOf(into).accumulate(() =>
      tf.reshape(inputGradient(images(dy, convolved(shape)), filter, shape), [...into.shape]),
    );
  }

  convolveWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
  ): void {
    const parameters = TfopsArena.of(arena);
    const gradient = () => images(dy, convolved(shape));
    parameters
      .gradient(weight)
      .accumulate(() => filterGradient(images(x, shape.input), gradient(), shape, this.backend));
    parameters.gradient(bias).accumulate(() => this.sumOfPixels(gradient()));
  }

  maxPool(x: DeviceArray, shape: ImageShape, out: DeviceArray): void {
    slotOf(out).set(() => tf.reshape(tf.maxPool(images(x, shape), 2, 2, 'valid'), [...out.shape]));
  }

  maxPoolGradient(x: DeviceArray, dy: DeviceArray, shape: ImageShape, into: DeviceArray): void {
    const gradient = MAX_POOL_GRADIENT[this.backend];
    slotOf(into).accumulate(() =>
      tf.reshape(gradient(images(x, shape), images(dy, pooled(shape)), shape), [...into.shape]),
    );
  }

  average(x: DeviceArray, out: DeviceArray): void {
    const { rows, width, count } = averaging(x.shape, out.shape);
    slotOf(out).set(() => {
      const column: tf.Tensor4D = tf.reshape(slotOf(x).tensor, [rows, count, 1, width]);
      // pooling, because wasm's mean over an axis in the middle is five times slower; it refuses windows of one
      const mean = count === 1 ? column : tf.avgPool(column, [count, 1], 1, 'valid');
      return tf.reshape(mean, [...out.shape]);
    });
  }

  averageGradient(dy: DeviceArray, into: DeviceArray): void {
    const { rows, width, count } = averaging(into.shape, dy.shape);
    slotOf(into).accumulate(() =>
      // a product that broadcasts, because wasm's tile is eighty times slower
      tf.reshape(
        tf.mul(tf.reshape(slotOf(dy).tensor, [rows, 1, width]), tf.fill([1, count, 1], 1 / count)),
        [...into.shape],
      ),
    );
  }

  /** dy `[n, h, w, c]` summed to `[c]`. */
  private sumOfPixels(dy: tf.Tensor4D): tf.Tensor {
    const channels = dy.shape[3];
    const pixels = dy.size / channels;
    const flat: tf.Tensor2D = tf.reshape(dy, [pixels, channels]);
    return this.backend === 'wasm'
      ? tf.reshape(tf.matMul(this.ones(pixels), flat), [channels])
      : tf.sum(flat, 0);
  }
}
