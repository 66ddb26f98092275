/** 3x3 convolution on tf ops; the gradients' formulas stand in tfops-gradients.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { TfopsArena } from '../tfops/arena';
import { imagesOf } from '../tfops/images';
import { asImages } from '../tfops/ranks';
import { slotOf } from '../tfops/slots';
import type { TfopsTools } from '../tfops/tools';
import { type ConvolutionKernels, convolved } from './op';
import { FORWARD_PADDING, filterGradient, inputGradient } from './tfops-gradients';

export const convolutionOnTfops = (tools: TfopsTools): ConvolutionKernels => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
    const parameters = TfopsArena.of(arena);
    slotOf(out).set(() =>
      tf.reshape(
        tf.fused.conv2d({
          x: imagesOf(x, shape.input),
          filter: asImages(parameters.value(weight)),
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
    const filter = asImages(TfopsArena.of(arena).value(weight));
    slotOf(into).accumulate(() =>
      tf.reshape(inputGradient(imagesOf(dy, convolved(shape)), filter, shape), [...into.shape]),
    );
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = TfopsArena.of(arena);
    const gradient = () => imagesOf(dy, convolved(shape));
    parameters
      .gradient(weight)
      .accumulate(() => filterGradient(imagesOf(x, shape.input), gradient(), shape, tools.backend));
    parameters
      .gradient(bias)
      .accumulate(() => tools.columnSums(tf.reshape(gradient(), [-1, shape.outChannels])));
  },
});
