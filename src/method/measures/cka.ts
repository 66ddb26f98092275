/**
 * Linear centred kernel alignment (Kornblith et al., ICML 2019, arXiv 1905.00414, eq. 3 with linear kernels):
 * CKA = ||Y^T X||_F^2 / (||X^T X||_F ||Y^T Y||_F), columns of X and Y centred. The same for features that are
 * rotated or scaled, so it compares what encoders know, not where they put it.
 */

import { columnMeans, type Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { rowsTimes } from '../../math/products';
import { dot } from '../../math/vectors';
import type { NumbersMeasure } from './measure';
import { meanOverPairs } from './pairs';

/** Centred features by dimension, `[dims, rows]`: products of columns then stay in the cache. */
function centredColumns(features: Matrix): Matrix & { readonly values: Float64Array } {
  const { values, rows, columns } = features;
  const out = new Float64Array(columns * rows);
  columnMeans(features).forEach((mean, d) => {
    for (let i = 0; i < rows; i++) out[d * rows + i] = numberAt(values, i * columns + d) - mean;
  });
  return { values: out, rows: columns, columns: rows };
}

type Columns = ReturnType<typeof centredColumns>;

/** Y^T X, `[dims of y, dims of x]`. */
function products(x: Columns, y: Columns): Float64Array {
  const out = new Float64Array(y.rows * x.rows);
  rowsTimes({ x: y.values, width: y.columns, from: 0, to: y.rows }, x.values, x.rows, out);
  return out;
}

/** ||Y^T X||_F^2 */
const squaredNorm = (x: Columns, y: Columns): number => {
  const all = products(x, y);
  return dot(all, all);
};

/**
 * @param features `[rows, dims]` per modality, the same samples; the dims may differ.
 * @returns mean over the pairs of modalities, 0..1; null where a modality's features are all alike.
 */
export function cka(features: readonly Matrix[]): number | null {
  const centredFeatures = features.map((feature) => {
    const x = centredColumns(feature);
    return { x, norm: Math.sqrt(squaredNorm(x, x)) };
  });
  return meanOverPairs(centredFeatures, (a, b) =>
    a.norm > 0 && b.norm > 0 ? squaredNorm(a.x, b.x) / (a.norm * b.norm) : null,
  );
}

export const ckaMeasure: NumbersMeasure = {
  description: {
    id: 'cka',
    label: 'Likeness of the features',
    explanation:
      'How alike the modalities arrange the same samples, whatever the axes: 0 is unlike, 1 the same (linear CKA).',
    citation:
      'Kornblith et al., Similarity of Neural Network Representations Revisited, ICML 2019, arXiv 1905.00414.',
    per: 'run',
    unit: 'amount',
    subtitle: 'linear CKA, 0 to 1 \u00B7 a part of the held-out split',
    shows: 'every-run',
    heavy: true,
    tab: 'geometry',
    waiting: 'How the modalities\u2019 features lie to each other will show here.',
    absent: 'This could not be measured on these features.',
  },
  workNs: ({ dims, subsetRows }) => {
    const all = dims.reduce((sum, dim) => sum + dim, 0);
    // every two modalities once, and each with itself
    const products = (all * all + dims.reduce((sum, dim) => sum + dim * dim, 0)) / 2;
    return subsetRows * (products + 8 * all);
  },
  take: ({ subset }) => cka(subset.readings.features),
};
