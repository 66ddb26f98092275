/**
 * Linear centred kernel alignment (Kornblith et al., ICML 2019, arXiv 1905.00414, eq. 3 with linear kernels):
 * CKA = ||Y^T X||_F^2 / (||X^T X||_F ||Y^T Y||_F), columns of X and Y centred. The same for features that are
 * rotated or scaled, so it compares what encoders know, not where they put it.
 */
import { columnMeans, type Matrix } from '../../math/matrix';
import { meanOverPairs } from './pairs';

/** Rows minus the mean row. */
function centred(features: Matrix): Matrix {
  const means = columnMeans(features);
  const { columns } = features;
  return {
    ...features,
    values: Float64Array.from(
      features.values,
      (value, k) => value - (means[k % columns] as number),
    ),
  };
}

/** Squared Frobenius norm of Y^T X. */
function squaredCrossNorm(x: Matrix, y: Matrix): number {
  const product = new Float64Array(x.columns * y.columns);
  for (let i = 0; i < x.rows; i++) {
    for (let d = 0; d < x.columns; d++) {
      const value = x.values[i * x.columns + d] as number;
      for (let k = 0; k < y.columns; k++) {
        const at = d * y.columns + k;
        product[at] = (product[at] as number) + value * (y.values[i * y.columns + k] as number);
      }
    }
  }
  return product.reduce((sum, value) => sum + value * value, 0);
}

/**
 * @param features `[rows, dims]` per modality, the same samples; the dims may differ.
 * @returns mean over the pairs of modalities, 0..1; null where a modality's features are all alike.
 */
export function cka(features: readonly Matrix[]): number | null {
  const centredFeatures = features.map((feature) => {
    const x = centred(feature);
    return { x, norm: Math.sqrt(squaredCrossNorm(x, x)) };
  });
  return meanOverPairs(centredFeatures, (a, b) =>
    a.norm > 0 && b.norm > 0 ? squaredCrossNorm(a.x, b.x) / (a.norm * b.norm) : null,
  );
}
