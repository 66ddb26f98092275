/** The contrastive loss on tf ops: value and gradient in closed form, no tape. */
import * as tf from '@tensorflow/tfjs-core';
import { softmaxCrossEntropy } from '../cross-entropy/tfops';
import type { LossAndGradient } from '../tfops/row-softmax';
import { matrixOf, type TfopsTools, takeLoss, tensorOf, transposed } from '../tfops/tools';
import type { ContrastKernels, Similarity } from './op';

/** Keeps the length of a feature away from zero, as PyTorch's `normalize(eps=1e-6)`. */
const NORM_FLOOR = 1e-6;
/** Added to a logit that must not count: exp(-1e9) is exactly 0 in float32. */
const EXCLUDED = -1e9;

/**
 * R7 for one student and one teacher: InfoNCE over the batch on the masked dimensions.
 * Gradient of the raw form on a student row: (sum_j p_ij t_j - t_i) / (tau batch); of the cosine form the same
 * on unit rows, carried back through the normalisation u = s / max(|s|, floor).
 * @param pairs identity `[batch, batch]`.
 * @param excluded 1 where a pair must not count as a negative, else 0; null for none.
 * @param rowWeights factor on each row, [batch, 1].
 */
function contrastLoss(
  student: tf.Tensor,
  teacher: tf.Tensor,
  mask: tf.Tensor,
  pairs: tf.Tensor,
  excluded: tf.Tensor | null,
  rowWeights: tf.Tensor | null,
  options: { similarity: Similarity; temperature: number; weight: number },
): LossAndGradient {
  const s = tf.mul(student, mask); // [batch, dims]
  const t = tf.mul(teacher, mask);
  const scale = 1 / options.temperature;
  if (options.similarity === 'dot') {
    const { value, gradient } = nce(s, t, pairs, excluded, scale, options.weight, rowWeights);
    return { value, gradient: tf.mul(gradient, mask) };
  }
  const norm = tf.sqrt(tf.sum(tf.square(s), 1, true)); // [batch, 1]
  const length = tf.maximum(norm, NORM_FLOOR);
  const unitStudent = tf.div(s, length);
  const teacherLength = tf.maximum(tf.sqrt(tf.sum(tf.square(t), 1, true)), NORM_FLOOR);
  const unitTeacher = tf.div(t, teacherLength);
  const { value, gradient } = nce(
    unitStudent,
    unitTeacher,
    pairs,
    excluded,
    scale,
    options.weight,
    rowWeights,
  );
  // along the unit vector nothing changes, unless the floor holds the length fixed
  const free = tf.step(tf.sub(norm, NORM_FLOOR));
  const along = tf.mul(tf.sum(tf.mul(gradient, unitStudent), 1, true), free);
  const projected = tf.sub(gradient, tf.mul(unitStudent, along));
  return { value, gradient: tf.mul(tf.div(projected, length), mask) };
}

/** The same with the columns of rows that do not count; a row always counts with itself. */
function withAbsent(excluded: tf.Tensor | null, weights: tf.Tensor2D, pairs: tf.Tensor): tf.Tensor {
  const absent = tf.sub(1, tf.step(transposed(weights))); // [1, batch]
  const others = tf.mul(tf.sub(1, pairs), absent);
  return excluded === null ? others : tf.maximum(excluded, others);
}

/** InfoNCE of rows `s` against rows `t` and its gradient on `s`. */
function nce(
  s: tf.Tensor,
  t: tf.Tensor,
  pairs: tf.Tensor,
  excluded: tf.Tensor | null,
  scale: number,
  weight: number,
  rowWeights: tf.Tensor | null,
): LossAndGradient {
  // the transpose is a tensor of its own: wasm caches a right operand by buffer
  const raw = tf.mul(tf.matMul(s, tf.transpose(t)), scale);
  const logits = excluded === null ? raw : tf.add(raw, tf.mul(excluded, EXCLUDED));
  const { value, gradient } = softmaxCrossEntropy(logits, pairs, weight, rowWeights);
  return {
    value,
    gradient: tf.mul(tf.matMul(gradient, t), scale),
  };
}

export const contrastOnTfops = (tools: TfopsTools): ContrastKernels => ({
  contrast(student, teacher, mask, options, into, record) {
    const [batch] = matrixOf(student).shape;
    const pairs = tools.identity(batch);
    const { sameClass, rowWeights } = options;
    takeLoss(into, record, () => {
      const alike =
        sameClass && tf.sub(tf.matMul(tensorOf(sameClass), transposed(matrixOf(sameClass))), pairs);
      const weights = rowWeights ? matrixOf(rowWeights) : null;
      const excluded = weights ? withAbsent(alike, weights, pairs) : alike;
      const [s, t, m] = [tensorOf(student), tensorOf(teacher), tensorOf(mask)];
      return contrastLoss(s, t, m, pairs, excluded, weights, options);
    });
  },
});
