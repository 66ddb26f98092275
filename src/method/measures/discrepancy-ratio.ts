/**
 * Discrepancy ratio rho (OGM-GE, Peng et al., CVPR 2022, arXiv 2203.15332, eq. 8): which modality's readout the
 * model has come to rely on. s_m = sum over samples of softmax(z_m)[y]; rho_m = s_m / mean of the others' s.
 */

import { type Matrix, valueAt } from '../../math/matrix';
import type { ByModality } from '../../protocol/measures';
import { probabilitiesOf } from '../model/probabilities';
import type { NumbersMeasure } from './measure';

/** s_m: sum over the rows of the probability of the label. */
function score(readout: Matrix, labels: Int32Array): number {
  const probabilities = probabilitiesOf(readout);
  let sum = 0;
  labels.forEach((label, i) => {
    sum += valueAt(probabilities, i, label);
  });
  return sum;
}

/**
 * @param readouts z_m by modality id, `[rows, classes]` logits. @param labels `[rows]`.
 * @returns rho by modality id, above 0, 1 = balance; null for fewer than two modalities, or a score of zero or next to it.
 */
export function discrepancyRatio(
  readouts: ReadonlyMap<string, Matrix>,
  labels: Int32Array,
): ByModality<number> | null {
  const scores = [...readouts].map(([id, z]) => [id, score(z, labels)] as const);
  if (scores.length < 2) return null;
  const ratios = scores.map(([id, s], m) => {
    // not the sum of all less its own, in which a score that is next to nothing is lost
    const others = scores.reduce((sum, [, other], n) => (n === m ? sum : sum + other), 0);
    return [id, (s * (scores.length - 1)) / others] as const;
  });
  return ratios.every(([, rho]) => rho > 0 && Number.isFinite(rho))
    ? Object.fromEntries(ratios)
    : null;
}

const WHERE = {
  per: 'modality',
  unit: 'ratio',
  subtitle: 'log axis around balance \u00B7 training split thin',
  shows: 'chosen-run',
  heavy: false,
  tab: 'competition',
  waiting: 'How many times as sure of the right class each modality is will show here.',
  absent: '{run} has no readout of one modality alone, so there is no ratio.',
} as const;

export const discrepancyRatioMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'discrepancyRatio',
    label: 'Discrepancy ratio by epoch',
    explanation:
      'How much surer of the right class one modality is than the others: 1 is balance, 4 means four times as sure.',
    citation:
      'Peng et al., Balanced Multimodal Learning via On-the-fly Gradient Modulation, CVPR 2022, arXiv 2203.15332.',
    word: 'held-out',
    levels: [{ label: 'balance', value: 1 }],
  },
  take: ({ heldOut }) => heldOut.unimodal && discrepancyRatio(heldOut.unimodal, heldOut.labels),
};

export const discrepancyRatioTrainingMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'discrepancyRatioTraining',
    label: 'Discrepancy ratio on training samples',
    explanation: 'The discrepancy ratio of samples that the run was trained on.',
    word: 'training',
    joins: 'discrepancyRatio',
  },
  take: ({ training }) => training.unimodal && discrepancyRatio(training.unimodal, training.labels),
};
