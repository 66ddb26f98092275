/** Linear layers on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import { TfopsArena } from '../tfops/arena';
import { asMatrix } from '../tfops/ranks';
import { slotOf } from '../tfops/slots';
import { activate, matrixOf, type TfopsTools, tensorOf, transposed } from '../tfops/tools';
import type { LinearKernels } from './op';

export const linearOnTfops = (tools: TfopsTools): LinearKernels => ({
  linear(x, arena, weight, bias, activation, out) {
    const parameters = TfopsArena.of(arena);
    const w = asMatrix(parameters.value(weight));
    slotOf(out).set(() =>
      bias === null
        ? activate(tf.matMul(tensorOf(x), w), activation)
        : tf.fused.matMul({ a: matrixOf(x), b: w, bias: parameters.value(bias), activation }),
    );
  },
  linearInputGradient(dy, arena, weight, into) {
    const w = asMatrix(TfopsArena.of(arena).value(weight));
    slotOf(into).accumulate(() =>
      tools.backend === 'wasm'
        ? tf.matMul(tensorOf(dy), transposed(w))
        : tf.matMul(tensorOf(dy), w, false, true),
    );
  },
  linearWeightGradient(x, dy, arena, weight, bias) {
    const parameters = TfopsArena.of(arena);
    const gradient = matrixOf(dy);
    parameters
      .gradient(weight)
      .accumulate(() =>
        tools.backend === 'wasm'
          ? tf.matMul(transposed(matrixOf(x)), gradient)
          : tf.matMul(tensorOf(x), gradient, true, false),
      );
    if (bias !== null) parameters.gradient(bias).accumulate(() => tools.columnSums(gradient));
  },
});
