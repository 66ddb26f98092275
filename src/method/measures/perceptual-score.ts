/**
 * Perceptual score of each modality (Gat et al., NeurIPS 2021, arXiv 2110.14375): the part of the right answers that is
 * lost when the modality's features are dealt out anew among the samples,
 * P_m = (accuracy - mean accuracy with f^m permuted) / accuracy.
 * Every feature then is one that occurs, so it holds for FiLM and gated heads too, for which a zero or a mean is an
 * input they never saw. The permutations are the same in every epoch and for every modality and run.
 */

import { randomStream } from '../../math/rng';
import { MEASURED_PART } from '../../protocol/measured-part';
import { byModality, type NumbersMeasure, PROBABILITY_NS } from './measure';

/** Permutations that the mean is taken over. */
const TIMES = 10;

export const perceptualScoreMeasure: NumbersMeasure = {
  description: {
    id: 'perceptualScore',
    label: 'Right answers that hang on a modality',
    explanation:
      'The share of the right answers that is lost when this modality is swapped with that of other samples (perceptual score). Near 0, the prediction hardly listens to it.',
    citation:
      'Gat et al., Perceptual Score: What Data Modalities Does Your Model Perceive?, NeurIPS 2021, arXiv 2110.14375.',
    per: 'modality',
    unit: 'contribution',
    subtitle: `perceptual score, mean of 10 permutations \u00B7 ${MEASURED_PART}`,
    shows: 'every-run',
    heavy: true,
    when: 'end',
    tab: 'competition',
    waiting: 'How many right answers hang on each modality will show here.',
    absent:
      '{run} makes no prediction from all modalities, or no right one, so nothing can be lost.',
  },
  workNs: ({ dims, classes, subsetRows }) =>
    (1 + TIMES * dims.length) *
    subsetRows *
    (2 * dims.reduce((sum, dim) => sum + dim, 0) + PROBABILITY_NS * (dims.length + 1) * classes),
  async take({ run, ids, subset }) {
    const predict = run.predictFrom?.bind(run);
    if (!predict) return null;
    const { features } = subset.readings;
    const orders = Array.from({ length: TIMES }, (_, time) =>
      randomStream(time, 'measures', 'permuted').permutation(subset.labels.length),
    );
    // once a race, at its end
    const { perceptualScores } = await import('./perceptual-scores');
    const scores = await perceptualScores(predict, features, subset.labels, orders);
    return scores && byModality(ids, (_, m) => scores[m] ?? null);
  },
};
