/**
 * Linear centred kernel alignment (Kornblith et al., ICML 2019, arXiv 1905.00414, eq. 3 with linear kernels):
 * CKA = ||Y^T X||_F^2 / (||X^T X||_F ||Y^T Y||_F), columns of X and Y centred. The same for features that are
 * rotated or scaled, so it compares what encoders know, not where they put it.
 */

import { columnMeans, type Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { dot } from '../../math/vectors';
import type { NumbersMeasure } from './measure';
import { meanOverPairs } from './pairs';

/** Centred features, one array of `rows` numbers per dimension: products of columns then stay in the cache. */
function centredColumns(features: Matrix): Float64Array[] {
  const { values, rows, columns } = features;
  return Array.from(columnMeans(features), (mean, d) =>
    Float64Array.from({ length: rows }, (_, i) => numberAt(values, i * columns + d) - mean),
  );
}

/** ||Y^T X||_F^2 */
function squaredCrossNorm(x: readonly Float64Array[], y: readonly Float64Array[]): number {
  let sum = 0;
  for (const a of x) for (const b of y) sum += dot(a, b) ** 2;
  return sum;
}

/** ||X^T X||_F */
function ownNorm(x: readonly Float64Array[]): number {
  let sum = 0;
  x.forEach((a, d) => {
    sum += dot(a, a) ** 2;
    // the product is symmetric
    for (const b of x.slice(0, d)) sum += 2 * dot(a, b) ** 2;
  });
  return Math.sqrt(sum);
}

/**
 * @param features `[rows, dims]` per modality, the same samples; the dims may differ.
 * @returns mean over the pairs of modalities, 0..1; null where a modality's features are all alike.
 */
export function cka(features: readonly Matrix[]): number | null {
  const centredFeatures = features.map((feature) => {
    const x = centredColumns(feature);
    return { x, norm: ownNorm(x) };
  });
  return meanOverPairs(centredFeatures, (a, b) =>
    a.norm > 0 && b.norm > 0 ? squaredCrossNorm(a.x, b.x) / (a.norm * b.norm) : null,
  );
}

export const ckaMeasure: NumbersMeasure = {
  description: {
    id: 'cka',
    label: 'Likeness of the features',
    explanation:
      'How alike the modalities arrange the same samples, whatever the axes: 0 is unlike, 1 the same (linear CKA).',
    per: 'run',
    unit: 'amount',
    subtitle: 'linear CKA, 0 to 1 \u00B7 a part of the held-out split',
    shows: 'every-run',
    heavy: true,
    tab: 'geometry',
    waiting: 'How the modalities\u2019 features lie to each other will show here.',
    absent: 'This could not be measured on these features.',
  },
  take: ({ subset }) => cka(subset.readings.features),
};
