/**
 * The dimension spectrum: how much each feature dimension separates the classes by itself (R5), which dimensions
 * count as effective in whom (R6), and how far sets chosen once have drifted from what would be chosen now.
 */
import { addAt, numberAt } from '../../math/numbers';
import type { DimensionSpectrum } from '../../protocol/measures';
import { type DimensionPair, effectiveDimensions } from '../model/complementary-dimensions';
import type { StructureMeasure } from './measure';

/** Jaccard index |A and B| / |A or B|, 0..1; two empty sets are the same set. */
export function jaccard(a: readonly number[], b: readonly number[]): number {
  const inA = new Set(a);
  const common = b.filter((d) => inA.has(d)).length;
  const union = a.length + b.length - common;
  return union === 0 ? 1 : common / union;
}

/** Numbers of dimensions effective in two or more modalities, in one alone, in none; they sum to `dims`. */
export function setSizes(
  ids: readonly string[],
  effective: readonly ReadonlySet<number>[],
  dims: number,
): NonNullable<DimensionSpectrum['sizes']> {
  let both = 0;
  let neither = 0;
  const only = new Float64Array(ids.length);
  for (let d = 0; d < dims; d++) {
    const owners = effective.flatMap((set, m) => (set.has(d) ? [m] : []));
    const [owner] = owners;
    if (owner === undefined) neither += 1;
    else if (owners.length > 1) both += 1;
    else addAt(only, owner, 1);
  }
  return { both, neither, only: Object.fromEntries(ids.map((id, m) => [id, numberAt(only, m)])) };
}

/**
 * @param ids of the modalities. @param separabilities `[dims]` per modality, 0..1.
 * @param fixed sets in use, null where there are none. @param recomputed the same pairs, chosen by the same rule now.
 */
export function dimensionSpectrum(
  ids: readonly string[],
  separabilities: readonly Float64Array[],
  fixed: readonly DimensionPair[] | null,
  recomputed: readonly DimensionPair[],
): DimensionSpectrum {
  const dims = separabilities[0]?.length ?? 0;
  const sameLength = separabilities.every(({ length }) => length === dims);
  const byModality = <T>(of: (s: Float64Array) => T) =>
    Object.fromEntries(ids.map((id, m) => [id, of(separabilities[m] as Float64Array)]));
  return {
    separability: byModality((s) => [...s]),
    mean: byModality((s) => s.reduce((sum, value) => sum + value, 0) / s.length),
    sizes: sameLength ? setSizes(ids, separabilities.map(effectiveDimensions), dims) : null,
    drift:
      fixed?.map(({ teacher, student, dimensions }) => ({
        teacher: ids[teacher] as string,
        student: ids[student] as string,
        jaccard: jaccard(
          dimensions,
          recomputed.find((pair) => pair.teacher === teacher && pair.student === student)
            ?.dimensions ?? [],
        ),
      })) ?? null,
  };
}

export const dimensionSpectrumMeasure: StructureMeasure = {
  description: {
    id: 'dimensionSpectrum',
    label: 'Dimension spectrum',
    explanation:
      'Each bar is one dimension of a feature; its height says how often that dimension alone finds the right class.',
    citation:
      'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
    per: 'structure',
    heavy: true,
    tab: 'dimensions',
    waiting: 'Every dimension of the features will appear here as a bar.',
    absent: 'The spectrum could not be taken in this epoch.',
    terms: {
      effective:
        'A dimension is effective when it separates the classes better than the mean line.',
      drift:
        'The share that the sets in use have in common with the sets one would choose now (Jaccard index).',
    },
    columns: {
      'mean.*': {
        meaning:
          'Dimension spectrum: mean over the dimensions of {of} of how often one dimension alone finds the right class, on training samples.',
        unit: 'share, 0 to 1',
      },
      'sizes.both': {
        meaning: 'Dimension spectrum: dimensions that are effective in two modalities or more.',
        unit: 'dimensions',
      },
      'sizes.only.*': {
        meaning: 'Dimension spectrum: dimensions that are effective in {of} alone.',
        unit: 'dimensions',
      },
      'sizes.neither': {
        meaning: 'Dimension spectrum: dimensions that are effective in no modality.',
        unit: 'dimensions',
      },
    },
  },
  workNs: ({ dims }) => 200 * dims.reduce((sum, dim) => sum + dim, 0),
  take: ({ ids, separabilities, fixed, run, pairsNow }) =>
    dimensionSpectrum(ids, separabilities, fixed, fixed ? pairsNow(run.dimensionRule) : []),
};
