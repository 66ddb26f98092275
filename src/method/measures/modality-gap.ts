/**
 * Modality gap (Liang et al., NeurIPS 2022, arXiv 2203.02053): how far apart the modalities' features lie as clouds.
 * Gap of a pair = || mean_i f^a_i / |f^a_i| - mean_i f^b_i / |f^b_i| ||.
 */

import { columnMeans, type Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { unitRows } from '../../math/single-features';
import { MEASURED_PART } from '../../protocol/measured-part';
import type { NumbersMeasure } from './measure';
import { meanOverPairs } from './pairs';

/**
 * @param features `[rows, dims]` per modality, the same samples.
 * @returns mean over the pairs of modalities, 0..2; null where their features differ in length.
 */
export function modalityGap(features: readonly Matrix[]): number | null {
  const dims = features[0]?.columns ?? 0;
  if (features.some(({ columns }) => columns !== dims)) return null;
  const all = Array.from({ length: dims }, (_, d) => d);
  const centres = features.map((feature) =>
    columnMeans({ values: unitRows(feature, all), rows: feature.rows, columns: dims }),
  );
  return meanOverPairs(centres, (a, b) =>
    Math.hypot(...a.map((value, d) => value - numberAt(b, d))),
  );
}

export const modalityGapMeasure: NumbersMeasure = {
  description: {
    id: 'modalityGap',
    label: 'Modality gap',
    explanation:
      'The distance between the mean directions of the modalities\u2019 features: 0 is the same direction, 2 the opposite one.',
    citation:
      'Liang et al., Mind the Gap: Understanding the Modality Gap in Multi-modal Contrastive Representation Learning, NeurIPS 2022, arXiv 2203.02053.',
    per: 'run',
    unit: 'amount',
    subtitle: `distance of the mean directions, 0 to 2 \u00B7 ${MEASURED_PART}`,
    shows: 'every-run',
    heavy: true,
    tab: 'geometry',
    waiting: 'How the modalities\u2019 features lie to each other will show here.',
    absent: 'This could not be measured on these features.',
  },
  workNs: ({ dims, subsetRows }) => 5 * subsetRows * dims.reduce((sum, dim) => sum + dim, 0),
  take: ({ subset }) => modalityGap(subset.readings.features),
};
