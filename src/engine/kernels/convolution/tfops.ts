/**
 * Convolution on tf ops; the gradients' formulas stand in tfops-gradients.ts. A kernel one row high is one of three with
 * zeros above and below, which lie on the zeros around the image.
 */
import * as tf from '@tensorflow/tfjs-core';
import { TfopsArena } from '../tfops/arena';
import { imagesOf } from '../tfops/images';
import { asImages } from '../tfops/ranks';
import { slotOf } from '../tfops/slots';
import type { TfopsTools } from '../tfops/tools';
import { type ConvolutionKernels, type ConvolutionShape, convolved, rowsAbove } from './op';
import { FORWARD_PADDING, filterGradient, inputGradient } from './tfops-gradients';

/** The filter `[kernel height, 3, in, out]` as `[3, 3, in, out]`. */
function wholeFilter(filter: tf.Tensor, shape: ConvolutionShape): tf.Tensor4D {
  const rows = rowsAbove(shape);
  const whole = asImages(filter);
  return rows === 0
    ? whole
    : tf.pad(whole, [
        [rows, rows],
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
}

export const convolutionOnTfops = (tools: TfopsTools): ConvolutionKernels => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
    const parameters = TfopsArena.of(arena);
    slotOf(out).set(() =>
      tf.reshape(
        tf.fused.conv2d({
          x: imagesOf(x, shape.input),
          filter: wholeFilter(parameters.value(weight), shape),
          strides: shape.stride,
          pad: FORWARD_PADDING,
          bias: parameters.value(bias),
          activation,
        }),
        [...out.shape],
      ),
    );
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = TfopsArena.of(arena).value(weight);
    slotOf(into).accumulate(() => {
      const filter = wholeFilter(weights, shape);
      return tf.reshape(inputGradient(imagesOf(dy, convolved(shape)), filter, shape), [
        ...into.shape,
      ]);
    });
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = TfopsArena.of(arena);
    const gradient = () => imagesOf(dy, convolved(shape));
    parameters.gradient(weight).accumulate(() => {
      const whole = filterGradient(imagesOf(x, shape.input), gradient(), shape, tools.backend);
      return tf.slice(whole, [rowsAbove(shape), 0, 0, 0], [shape.kernelHeight, -1, -1, -1]);
    });
    parameters
      .gradient(bias)
      .accumulate(() => tools.columnSums(tf.reshape(gradient(), [-1, shape.outChannels])));
  },
});
