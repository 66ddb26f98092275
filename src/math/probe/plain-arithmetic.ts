/** What a probe asks for in plain JavaScript, all of it float64. */
import { numberAt } from '../numbers';
import { rowsTimes } from '../products';
import type { ProbeArithmetic } from './arithmetic';
import { SoftmaxRegression } from './softmax-regression';
import { columnMoments, design } from './standardise';

export const plainArithmetic: ProbeArithmetic = {
  tolerance: 1e-6,
  moments: columnMoments,
  regression: (features, moments, labels, classes) =>
    new SoftmaxRegression(design(features, moments), labels, classes),
  highest(features, moments, weights, classes) {
    const x = design(features, moments);
    const scores = new Float64Array(x.rows * classes);
    rowsTimes({ x: x.values, width: x.columns, from: 0, to: x.rows }, weights, classes, scores);
    return Int32Array.from({ length: x.rows }, (_, i) => {
      let top = 0;
      for (let k = 1; k < classes; k++) {
        if (numberAt(scores, i * classes + k) > numberAt(scores, i * classes + top)) top = k;
      }
      return top;
    });
  },
};
