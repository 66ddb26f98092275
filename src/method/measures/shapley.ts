/**
 * Shapley contribution of each modality to the prediction (Shapley 1953; for modalities: Hu et al., arXiv 2205.00302):
 * phi_m = average over the orders of the modalities of v(those before m, and m) - v(those before m),
 * v(S) = held-out accuracy when the features of modalities outside S are replaced by their training mean.
 * The values sum to v(all) - v(none).
 */

import { columnMeans } from '../../math/matrix';
import { MEASURED_PART } from '../../protocol/measured-part';
import { byModality, type Measuring, type NumbersMeasure, PROBABILITY_NS } from './measure';

/** What several measures ask of a run's subsets is worked out once. */
const worths = new WeakMap<Measuring, Promise<number[] | null>>();

async function worthOf({ run, subset, trainFeatures }: Measuring): Promise<number[] | null> {
  const predict = run.predictFrom?.bind(run);
  if (!predict) return null;
  const { worthOfSubsets } = await import('./subset-worth');
  return worthOfSubsets(
    predict,
    subset.readings.features,
    trainFeatures.map(columnMeans),
    subset.labels,
  );
}

/** The same of a run at the end of an epoch, on `subset`; null where it makes no prediction. */
export function worthAt(at: Measuring): Promise<number[] | null> {
  const known = worths.get(at);
  if (known) return known;
  const found = worthOf(at);
  worths.set(at, found);
  return found;
}

export const shapleyMeasure: NumbersMeasure = {
  description: {
    id: 'shapley',
    label: 'Contribution to the prediction',
    explanation:
      'The share of the accuracy that this modality brings, averaged over every order in which the modalities could be added.',
    citation:
      'Hu et al., SHAPE: An Unified Approach to Evaluate the Contribution and Cooperation of Individual Modalities, arXiv 2022, arXiv 2205.00302.',
    per: 'modality',
    unit: 'contribution',
    subtitle: `Shapley value, in points of accuracy \u00B7 ${MEASURED_PART}`,
    shows: 'chosen-run',
    heavy: true,
    tab: 'competition',
    waiting: 'What each modality brings to the prediction will show here.',
    absent: '{run} makes no prediction from all modalities, so there is nothing to share out.',
  },
  workNs: ({ dims, classes, subsetRows }) =>
    2 ** dims.length *
    subsetRows *
    (2 * dims.reduce((sum, dim) => sum + dim, 0) + PROBABILITY_NS * (dims.length + 1) * classes),
  async take(at) {
    const worth = await worthAt(at);
    const { shapleyValues } = await import('./subset-worth');
    const values = worth && shapleyValues(worth, at.ids.length);
    return values && byModality(at.ids, (_, m) => values[m] ?? null);
  },
};
