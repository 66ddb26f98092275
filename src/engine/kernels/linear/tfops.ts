/** Linear layers, and products of arrays, on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceArray } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { asMatrix } from '../tfops/ranks';
import { type Slot, slotOf } from '../tfops/slots';
import { activate, matrixOf, type TfopsTools, tensorOf, transposed } from '../tfops/tools';
import type { LinearKernels } from './op';

export function linearOnTfops(tools: TfopsTools): LinearKernels {
  const productTransposed = (dy: DeviceArray, w: tf.Tensor2D, into: DeviceArray) =>
    slotOf(into).accumulate(() =>
      tools.backend === 'wasm'
        ? tf.matMul(tensorOf(dy), transposed(w))
        : tf.matMul(tensorOf(dy), w, false, true),
    );
  const transposedProduct = (x: DeviceArray, dy: DeviceArray, into: Slot) =>
    into.accumulate(() =>
      tools.backend === 'wasm'
        ? tf.matMul(transposed(matrixOf(x)), matrixOf(dy))
        : tf.matMul(tensorOf(x), matrixOf(dy), true, false),
    );
  return {
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
      productTransposed(dy, asMatrix(TfopsArena.of(arena).value(weight)), into);
    },
    linearWeightGradient(x, dy, arena, weight, bias) {
      const parameters = TfopsArena.of(arena);
      transposedProduct(x, dy, parameters.gradient(weight));
      if (bias === null) return;
      parameters.gradient(bias).accumulate(() => tools.columnSums(matrixOf(dy)));
    },
    product(a, b, out) {
      slotOf(out).set(() => tf.matMul(matrixOf(a), matrixOf(b)));
    },
    productTransposed: (a, b, into) => productTransposed(a, matrixOf(b), into),
    transposedProduct: (a, b, into) => transposedProduct(a, b, slotOf(into)),
  };
}
