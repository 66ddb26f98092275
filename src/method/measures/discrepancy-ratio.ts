/**
 * Discrepancy ratio rho (OGM-GE, Peng et al., CVPR 2022, arXiv 2203.15332, eq. 8): which modality's readout the
 * model has come to rely on. s_m = sum over samples of softmax(z_m)[y]; rho_m = s_m / mean of the others' s.
 */
import { type Matrix, softmaxRows } from '../../math/matrix';
import type { ByModality } from '../../protocol/measures';

/** s_m: sum over the rows of the probability of the label. */
function score(readout: Matrix, labels: Int32Array): number {
  const { values, columns } = softmaxRows(readout);
  let sum = 0;
  labels.forEach((label, i) => {
    sum += values[i * columns + label] as number;
  });
  return sum;
}

/**
 * @param readouts z_m by modality id, `[rows, classes]` logits. @param labels `[rows]`.
 * @returns rho by modality id, above 0, 1 = balance; null for fewer than two modalities or a score of zero.
 */
export function discrepancyRatio(
  readouts: ReadonlyMap<string, Matrix>,
  labels: Int32Array,
): ByModality<number> | null {
  const scores = [...readouts].map(([id, z]) => [id, score(z, labels)] as const);
  const total = scores.reduce((sum, [, s]) => sum + s, 0);
  if (scores.length < 2 || scores.some(([, s]) => !(s > 0))) return null;
  return Object.fromEntries(scores.map(([id, s]) => [id, (s * (scores.length - 1)) / (total - s)]));
}
