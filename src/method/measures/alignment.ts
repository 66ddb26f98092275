/**
 * DUC alignment: do paired samples' features point the same way along the complementary dimensions, more than
 * features paired at random do? The plain cosine misleads (non-negative features are alike anyway), so the
 * control is subtracted. Random pairing is not sampled: its expectation is computed exactly, from the identity
 * sum over i, j of <u_i, v_j> = <sum u_i, sum v_j>.
 */

import type { Matrix } from '../../math/matrix';
import { addAt, numberAt, wholeAt } from '../../math/numbers';
import type { DimensionPair } from '../model/complementary-dimensions';
import type { NumbersMeasure } from './measure';

/** As in PyTorch's `normalize(eps=1e-6)`. */
const NORM_FLOOR = 1e-6;

/** Mean cosines of two modalities' features on some dimensions. */
export interface Alignment {
  readonly paired: number;
  /** Features of different samples, any class. */
  readonly shuffled: number;
  /** Features of different samples of the same class; null where every class has one sample. */
  readonly shuffledWithinClass: number | null;
}

/** Rows restricted to some dimensions, at unit length; `[rows, dimensions.length]`. */
export function unitRows(
  { values, rows, columns }: Matrix,
  dimensions: readonly number[],
): Float64Array {
  const width = dimensions.length;
  const out = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    let square = 0;
    dimensions.forEach((d, k) => {
      const value = numberAt(values, i * columns + d);
      out[i * width + k] = value;
      square += value * value;
    });
    const length = Math.max(Math.sqrt(square), NORM_FLOOR);
    for (let k = 0; k < width; k++) out[i * width + k] = numberAt(out, i * width + k) / length;
  }
  return out;
}

/**
 * Alignment of modalities `a` and `b` on `dimensions`.
 * @returns null for fewer than two dimensions (a one-dimensional cosine is only a sign) or fewer than two rows.
 */
export function alignment(
  a: Matrix,
  b: Matrix,
  dimensions: readonly number[],
  labels: Int32Array,
  classes: number,
): Alignment | null {
  const width = dimensions.length;
  const { rows } = a;
  if (width < 2 || rows < 2) return null;
  const u = unitRows(a, dimensions);
  const v = unitRows(b, dimensions);
  const sumU = new Float64Array(classes * width);
  const sumV = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  const own = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const c = wholeAt(labels, i);
    addAt(counts, c, 1);
    for (let k = 0; k < width; k++) {
      const x = numberAt(u, i * width + k);
      const y = numberAt(v, i * width + k);
      addAt(sumU, c * width + k, x);
      addAt(sumV, c * width + k, y);
      addAt(own, c, x * y);
    }
  }
  const ownTotal = own.reduce((p, q) => p + q, 0);
  let all = 0;
  let within = 0;
  let withinPairs = 0;
  for (let k = 0; k < width; k++) {
    let totalU = 0;
    let totalV = 0;
    for (let c = 0; c < classes; c++) {
      totalU += numberAt(sumU, c * width + k);
      totalV += numberAt(sumV, c * width + k);
    }
    all += totalU * totalV;
  }
  for (let c = 0; c < classes; c++) {
    const n = numberAt(counts, c);
    if (n < 2) continue;
    withinPairs += n * (n - 1);
    within -= numberAt(own, c);
    for (let k = 0; k < width; k++) {
      within += numberAt(sumU, c * width + k) * numberAt(sumV, c * width + k);
    }
  }
  return {
    paired: ownTotal / rows,
    shuffled: (all - ownTotal) / (rows * (rows - 1)),
    shuffledWithinClass: withinPairs > 0 ? within / withinPairs : null,
  };
}

/**
 * The chart's line: paired minus shuffled cosine over the union of all pairs' sets, averaged over the pairs of
 * modalities. @returns null where the union has fewer than two dimensions.
 */
export function alignmentLine(
  features: readonly Matrix[],
  pairs: readonly DimensionPair[],
  labels: Int32Array,
  classes: number,
): number | null {
  const union = [...new Set(pairs.flatMap((pair) => pair.dimensions))].sort((x, y) => x - y);
  let total = 0;
  let count = 0;
  for (let a = 0; a < features.length; a++) {
    for (let b = a + 1; b < features.length; b++) {
      const measured = alignment(
        features[a] as Matrix,
        features[b] as Matrix,
        union,
        labels,
        classes,
      );
      if (measured === null) return null;
      total += measured.paired - measured.shuffled;
      count += 1;
    }
  }
  return count === 0 ? null : total / count;
}

export const alignmentMeasure: NumbersMeasure = {
  description: {
    id: 'alignment',
    label: 'DUC alignment',
    explanation:
      'How much closer the features of one sample lie than features shuffled among samples, on the complementary dimensions.',
    per: 'run',
    unit: 'cosine',
    subtitle: 'cosine of paired minus shuffled features \u00B7 held-out: {split} split',
    shows: 'every-run',
    heavy: false,
    tab: 'race',
    waiting: 'How closely the modalities agree on complementary dimensions will show here.',
    absent: 'How closely the modalities agree on complementary dimensions will show here.',
  },
  take: ({ heldOut, pairs, classes }) =>
    alignmentLine(heldOut.readings.features, pairs, heldOut.labels, classes),
};
