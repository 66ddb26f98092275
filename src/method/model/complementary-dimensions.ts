/**
 * Which feature dimensions separate the classes, and which do so in one modality only (R4 to R6 of DI-MML,
 * arXiv 2407.19514). Plain numbers in and out.
 */

import type { Matrix } from '../../math/matrix';
import { addAt, numberAt, wholeAt } from '../../math/numbers';
import { nearestToOwn } from '../../math/single-features';

/** Class centroid of each dimension (R4): `[classes, dims]`; NaN for a class without samples. */
export function classCentroids(
  features: Matrix,
  labels: Int32Array,
  classes: number,
): Float64Array {
  const { values, rows, columns } = features;
  const sums = new Float64Array(classes * columns);
  const counts = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const c = wholeAt(labels, i);
    addAt(counts, c, 1);
    for (let d = 0; d < columns; d++) {
      addAt(sums, c * columns + d, numberAt(values, i * columns + d));
    }
  }
  return sums.map((sum, k) => sum / numberAt(counts, Math.floor(k / columns)));
}

/**
 * Separability of each dimension (R5): share of training samples whose nearest centroid in that one dimension
 * is their class's; ties go to the lowest class. Distances are compared in float32, as the published code does.
 * @returns `[dims]`, 0..1.
 */
export function separability(features: Matrix, labels: Int32Array, classes: number): Float64Array {
  const centroids = classCentroids(features, labels, classes);
  return nearestToOwn(features, labels, centroids, classes).map((count) => count / features.rows);
}

/** Effective dimensions (R6): those whose separability is strictly above the mean of all. */
export function effectiveDimensions(separabilities: Float64Array): Set<number> {
  const mean = separabilities.reduce((a, b) => a + b, 0) / separabilities.length;
  const effective = new Set<number>();
  separabilities.forEach((value, d) => {
    if (value > mean) effective.add(d);
  });
  return effective;
}

/** The dimensions along which one modality teaches another. */
export interface DimensionPair {
  /** Index of the teacher's modality. */
  readonly teacher: number;
  readonly student: number;
  /** A_(t->s), ascending. */
  readonly dimensions: readonly number[];
}

/** How the sets are drawn from the effective dimensions; everything but `complementary` is an ablation. */
export type DimensionRule = 'complementary' | 'all' | 'ineffective';

/** Every ordered pair of modalities with its set of dimensions. */
export function dimensionPairs(
  effective: readonly Set<number>[],
  dims: number,
  rule: DimensionRule = 'complementary',
): DimensionPair[] {
  const belongs = (d: number, teacher: Set<number>, student: Set<number>): boolean => {
    if (rule === 'all') return true;
    if (rule === 'ineffective') return !teacher.has(d) && !student.has(d);
    return teacher.has(d) && !student.has(d);
  };
  return effective.flatMap((teacherSet, teacher) =>
    effective.flatMap((studentSet, student) =>
      teacher === student
        ? []
        : [
            {
              teacher,
              student,
              dimensions: Array.from({ length: dims }, (_, d) => d).filter((d) =>
                belongs(d, teacherSet, studentSet),
              ),
            },
          ],
    ),
  );
}

/** Sets computed from the features of every modality on the training split. @param samples that have it, per modality. */
export function chooseDimensions(
  samples: readonly { readonly features: Matrix; readonly labels: Int32Array }[],
  classes: number,
  rule: DimensionRule = 'complementary',
): DimensionPair[] {
  const effective = samples.map(({ features, labels }) =>
    effectiveDimensions(separability(features, labels, classes)),
  );
  return dimensionPairs(effective, samples[0]?.features.columns ?? 0, rule);
}
