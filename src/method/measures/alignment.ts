/**
 * DUC alignment: do paired samples' features point the same way along the complementary dimensions, more than
 * features paired at random do? The plain cosine misleads (non-negative features are alike anyway), so the
 * control is subtracted. Random pairing is not sampled: its expectation is computed exactly, from the identity
 * sum over i, j of <u_i, v_j> = <sum u_i, sum v_j>.
 */

import type { Matrix } from '../../math/matrix';
import { addAt, numberAt } from '../../math/numbers';
import { productsByClass, sumsByClass, unitRows } from '../../math/single-features';
import type { DimensionPair } from '../model/complementary-dimensions';
import type { Measuring, NumbersMeasure } from './measure';

/** Mean cosines of two modalities' features on some dimensions. */
export interface Alignment {
  readonly paired: number;
  /** Features of different samples, any class. */
  readonly shuffled: number;
  /** Features of different samples of the same class; null where every class has one sample. */
  readonly shuffledWithinClass: number | null;
}

/** One modality on some dimensions: rows at unit length, and their sums class by class. */
interface Directions {
  /** `[rows, width]` */
  readonly unit: Float64Array;
  /** `[classes, width]` */
  readonly sums: Float64Array;
}

/** Null for fewer than two dimensions (a one-dimensional cosine is only a sign) or fewer than two rows. */
function directions(
  feature: Matrix,
  dimensions: readonly number[],
  labels: Int32Array,
  classes: number,
): Directions | null {
  const width = dimensions.length;
  if (width < 2 || feature.rows < 2) return null;
  const unit = unitRows(feature, dimensions);
  return { unit, sums: sumsByClass(unit, labels, classes) };
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
  const [u, v] = [a, b].map((feature) => directions(feature, dimensions, labels, classes));
  return u && v ? alignmentOf(u, v, labels, classes) : null;
}

function alignmentOf(u: Directions, v: Directions, labels: Int32Array, classes: number): Alignment {
  const rows = labels.length;
  const width = u.unit.length / rows;
  const counts = new Float64Array(classes);
  for (const label of labels) addAt(counts, label, 1);
  const own = productsByClass(u.unit, v.unit, labels, classes);
  const ownTotal = own.reduce((p, q) => p + q, 0);
  let all = 0;
  let within = 0;
  let withinPairs = 0;
  for (let k = 0; k < width; k++) {
    let totalU = 0;
    let totalV = 0;
    for (let c = 0; c < classes; c++) {
      totalU += numberAt(u.sums, c * width + k);
      totalV += numberAt(v.sums, c * width + k);
    }
    all += totalU * totalV;
  }
  for (let c = 0; c < classes; c++) {
    const n = numberAt(counts, c);
    if (n < 2) continue;
    withinPairs += n * (n - 1);
    within -= numberAt(own, c);
    for (let k = 0; k < width; k++) {
      within += numberAt(u.sums, c * width + k) * numberAt(v.sums, c * width + k);
    }
  }
  return {
    paired: ownTotal / rows,
    shuffled: (all - ownTotal) / (rows * (rows - 1)),
    shuffledWithinClass: withinPairs > 0 ? within / withinPairs : null,
  };
}

/** What the chart draws of a run, each averaged over the pairs of modalities. */
export interface AlignmentLines {
  /** Mean cosine of paired features minus that of features shuffled among all samples. */
  readonly paired: number;
  /** Features shuffled within the class minus features shuffled among all samples; null where every class has one sample. */
  readonly withinClass: number | null;
}

/**
 * The chart's line and its control, over the union of all pairs' sets. Where both are the same, what is aligned is
 * classes: the other samples of a class would do as well as the sample itself.
 * @returns null where the union has fewer than two dimensions.
 */
export function alignmentLines(
  features: readonly Matrix[],
  pairs: readonly DimensionPair[],
  labels: Int32Array,
  classes: number,
): AlignmentLines | null {
  const union = [...new Set(pairs.flatMap((pair) => pair.dimensions))].sort((x, y) => x - y);
  const all = features.map((feature) => directions(feature, union, labels, classes));
  const measured = all.flatMap((u, place) =>
    all.slice(place + 1).map((v) => u && v && alignmentOf(u, v, labels, classes)),
  );
  if (measured.length === 0) return null;
  let paired = 0;
  let within: number | null = 0;
  for (const each of measured) {
    if (each === null) return null;
    paired += each.paired - each.shuffled;
    const inClass = each.shuffledWithinClass;
    within = within === null || inClass === null ? null : within + inClass - each.shuffled;
  }
  const count = measured.length;
  return { paired: paired / count, withinClass: within === null ? null : within / count };
}

/** The line and its control are two measures that are worked out together. */
const lines = new WeakMap<Measuring, AlignmentLines | null>();

function linesOf(at: Measuring): AlignmentLines | null {
  const known = lines.get(at);
  if (known !== undefined) return known;
  const { heldOut, pairs, classes } = at;
  const found = alignmentLines(heldOut.readings.features, pairs, heldOut.labels, classes);
  lines.set(at, found);
  return found;
}

const WHERE = {
  per: 'run',
  unit: 'cosine',
  subtitle:
    'cosine of paired minus shuffled features \u00B7 thin: within the class \u00B7 held-out: {split} split',
  shows: 'every-run',
  heavy: false,
  tab: 'race',
  waiting: 'How closely the modalities agree on complementary dimensions will show here.',
  absent:
    'There is nothing to align: fewer than two dimensions are effective in one modality only, or the features differ in length.',
} as const;

export const alignmentMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'alignment',
    label: 'DUC alignment',
    explanation:
      'How much closer the features of one sample lie than features shuffled among samples, on the complementary dimensions. The thin line, features of other samples of the same class, says how much of that is the class: wherever it was measured the two lie on each other.',
  },
  take: (at) => linesOf(at)?.paired ?? null,
};

export const alignmentWithinClassMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'alignmentWithinClass',
    label: 'DUC alignment, shuffled within the class',
    explanation:
      'The control of DUC alignment: features of different samples of one class, instead of the two features of one sample. Where it lies on the line, classes are aligned, not single samples.',
    word: 'within class',
    joins: 'alignment',
  },
  take: (at) => linesOf(at)?.withinClass ?? null,
};
