/** Formulas over modalities on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import { slotOf } from '../tfops/slots';
import { tensorOf } from '../tfops/tools';
import { type Arithmetic, type Formula, type FormulaKernels, work } from './op';

const UNARY = { exp: tf.exp, log: tf.log, tanh: tf.tanh, sqrt: tf.sqrt } as const;
const BINARY = {
  plus: tf.add,
  minus: tf.sub,
  times: tf.mul,
  over: tf.div,
  min: tf.minimum,
  max: tf.maximum,
} as const;

/** The formula for modality m. @param lists per input list one tensor per modality. */
function worked(formula: Formula, lists: readonly (readonly tf.Tensor[])[], m: number): tf.Tensor {
  const all = (list: number) => lists[list] ?? [];
  const own = (list: number) => {
    const tensor = all(list)[m];
    if (!tensor) throw new Error(`The formula asks for list ${list}, which has nothing for ${m}.`);
    return tensor;
  };
  const arithmetic: Arithmetic<tf.Tensor> = {
    constant: (value) => tf.tensor1d([value]),
    own,
    others: (list) => {
      const rest = all(list).filter((_, k) => k !== m);
      return rest.length === 0 ? own(list) : tf.div(tf.addN(rest), rest.length);
    },
    smallest: (list) =>
      all(list).reduce<tf.Tensor>(
        (product, value, k) => {
          if (k === m) return product;
          const behind = k < m ? tf.less(own(list), value) : tf.lessEqual(own(list), value);
          return tf.mul(product, tf.cast(behind, 'float32'));
        },
        tf.onesLike(own(list)),
      ),
    unary: (op, of) => UNARY[op](of),
    binary: (op, a, b) => BINARY[op](a, b),
    ifGreater: (a, b, yes, no) => tf.where(tf.greater(a, b), yes, no),
  };
  return work(formula, arithmetic);
}

export const formulaOnTfops: FormulaKernels = {
  formula(formula, lists, outs) {
    const tensors = lists.map((list) => list.map(tensorOf));
    outs.forEach((out, m) => {
      slotOf(out).set(() => {
        const result = worked(formula, tensors, m);
        const shape = [...out.shape];
        const isWhole = result.size === tf.util.sizeFromShape(shape);
        return isWhole ? tf.reshape(result, shape) : tf.broadcastTo(result, shape);
      });
    });
  },
};
