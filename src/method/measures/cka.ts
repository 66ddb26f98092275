/**
 * Linear centred kernel alignment (Kornblith et al., ICML 2019, arXiv 1905.00414, eq. 3 with linear kernels):
 * CKA = ||Y^T X||_F^2 / (||X^T X||_F ||Y^T Y||_F), columns of X and Y centred. The same for features that are
 * rotated or scaled, so it compares what encoders know, not where they put it.
 */

import { columnMeans, type Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { rowsTimes } from '../../math/products';
import { dot } from '../../math/vectors';
import { MEASURED_PART } from '../../protocol/measured-part';
import type { NumbersMeasure } from './measure';
import { meanOverPairs } from './pairs';

/** One modality's part of the comparison. */
type Side = Matrix & { readonly values: Float64Array };

/** Centred features by dimension, `[dims, rows]`: products of columns then stay in the cache. */
function centredColumns(features: Matrix): Side {
  const { values, rows, columns } = features;
  const out = new Float64Array(columns * rows);
  columnMeans(features).forEach((mean, d) => {
    for (let i = 0; i < rows; i++) out[d * rows + i] = numberAt(values, i * columns + d) - mean;
  });
  return { values: out, rows: columns, columns: rows };
}

/** All products of the rows of y with the rows of x, `[rows of y, rows of x]`. */
function products(x: Side, y: Side): Float64Array {
  const out = new Float64Array(y.rows * x.rows);
  rowsTimes({ x: y.values, width: y.columns, from: 0, to: y.rows }, x.values, x.rows, out);
  return out;
}

/** Two ways to the same ||Y^T X||_F^2. */
interface Way {
  side(features: Matrix): Side;
  squaredNorm(x: Side, y: Side): number;
}

/** Dimension by dimension. */
const BY_DIMENSION: Way = {
  side: centredColumns,
  squaredNorm: (x, y) => {
    const all = products(x, y);
    return dot(all, all);
  },
};

/** Sample by sample, the sum over all of (X X^T) (Y Y^T): grows with the dimensions, not with their square. */
const BY_SAMPLE: Way = {
  side: (features) => {
    const { rows, columns } = features;
    const means = columnMeans(features);
    const values = Float64Array.from(
      features.values,
      (value, at) => value - numberAt(means, at % columns),
    );
    const centred = { values, rows, columns };
    return { values: products(centred, centred), rows, columns: rows };
  },
  squaredNorm: (x, y) => dot(x.values, y.values),
};

/**
 * @param features `[rows, dims]` per modality, the same samples; the dims may differ.
 * @returns mean over the pairs of modalities, 0..1; null where a modality's features are all alike.
 */
export function cka(features: readonly Matrix[]): number | null {
  const isWide = features.every(({ rows, columns }) => columns > rows);
  const { side, squaredNorm } = isWide ? BY_SAMPLE : BY_DIMENSION;
  const sides = features.map((feature) => {
    const x = side(feature);
    return { x, norm: Math.sqrt(squaredNorm(x, x)) };
  });
  return meanOverPairs(sides, (a, b) =>
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
    subtitle: `linear CKA, 0 to 1 \u00B7 ${MEASURED_PART}`,
    shows: 'every-run',
    heavy: true,
    tab: 'geometry',
    waiting: 'How the modalities\u2019 features lie to each other will show here.',
    absent: 'This could not be measured on these features.',
  },
  workNs: ({ dims, subsetRows }) => {
    const all = dims.reduce((sum, dim) => sum + dim, 0);
    // every two modalities once, and each with itself; of wide features samples instead
    const products = (all * all + dims.reduce((sum, dim) => sum + dim * dim, 0)) / 2;
    return subsetRows * (Math.min(products, subsetRows * all) + 8 * all);
  },
  take: ({ subset }) => cka(subset.readings.features),
};
