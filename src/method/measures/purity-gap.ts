/**
 * Purity gap (Wei et al., ECCV 2024, arXiv 2407.09705): how much better features fall into classes by themselves on samples
 * that were trained on than on samples that were not. Clusters by k-means, as many as classes, from first centres that
 * are the same in every epoch and for every run.
 */
import { randomStream } from '../../math/rng';
import { byModality, type NumbersMeasure, type Sampled } from './measure';

/** Rounds that k-means takes until it settles, about: what the work is counted with. */
const ROUNDS = 20;

async function puritiesOf({ readings, labels }: Sampled, split: string, classes: number) {
  // once a race, at its end
  const { clustered } = await import('../model/purity');
  return readings.features.map(
    (feature, m) =>
      clustered(feature, labels, classes, randomStream(0, 'measures', 'clusters', split, m)).purity,
  );
}

export const purityGapMeasure: NumbersMeasure = {
  description: {
    id: 'purityGap',
    label: 'Purity gap',
    explanation:
      'Features are put into as many groups as there are classes, by their likeness alone. This is how much purer the groups of training samples are than those of held-out samples: an encoder with a large gap has learned its samples rather than their classes.',
    citation:
      'Wei et al., Diagnosing and Re-learning for Balanced Multimodal Learning, ECCV 2024, arXiv 2407.09705.',
    per: 'modality',
    unit: 'contribution',
    subtitle: 'k-means, one fixed start \u00B7 parts of the training and of the {split} split',
    shows: 'every-run',
    heavy: true,
    when: 'end',
    tab: 'geometry',
    waiting: 'How much of each encoder\u2019s order carries over to new samples will show here.',
    absent: 'There are no samples with every modality to put into groups.',
  },
  workNs: ({ dims, classes, probeRows, subsetRows }) =>
    2 * ROUNDS * (probeRows + subsetRows) * classes * dims.reduce((sum, dim) => sum + dim, 0),
  async take({ ids, training, subset, classes }) {
    if (training.labels.length === 0 || subset.labels.length === 0) return null;
    const seen = await puritiesOf(training, 'training', classes);
    const unseen = await puritiesOf(subset, 'held-out', classes);
    return byModality(ids, (_, m) => {
      const [a, b] = [seen[m], unseen[m]];
      return a === undefined || b === undefined ? null : a - b;
    });
  },
};
