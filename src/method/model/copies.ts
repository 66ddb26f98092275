/**
 * Modality valuation: what each of two modalities gives to the right answers, and which samples therefore come again
 * through one of them alone. Plain numbers.
 */
import { numberAt } from '../../math/numbers';
import type { Random } from '../../math/rng';

/** Which samples are answered right, 1 or 0 each: from the first feature alone, from the second, from both. */
export type Right = readonly [first: Float32Array, second: Float32Array, both: Float32Array];

/** Per modality, of every sample. */
export type Values = readonly [Float32Array, Float32Array];

/** A sample that comes again. */
export interface Copy {
  /** Of the training split. */
  readonly row: number;
  /** Place of the modality that takes part. */
  readonly through: number;
}

/**
 * Shapley values of every sample, v(S) = |S| where the answer from S is right, else 0:
 * phi_m = (v(m) + v(both) - v(other)) / 2, one of -0.5, 0, 0.5, 1, 1.5.
 */
export function valuesOf([first, second, both]: Right): Values {
  const of = (own: Float32Array, other: Float32Array) =>
    both.map((right, row) => (numberAt(own, row) + 2 * right - numberAt(other, row)) / 2);
  return [of(first, second), of(second, first)];
}

/** No sample has more copies: where the answer from both is wrong, its values sum to 0. */
export const MOST_COPIES = 4;

/** Each sample comes again through m two times for every whole that its value lacks to 1; sample after sample. */
export function copiesBySample(values: Values): readonly Copy[] {
  const copies: Copy[] = [];
  for (const row of values[0].keys()) {
    for (const [through, value] of values.entries()) {
      for (let left = 2 * (1 - numberAt(value, row)); left > 0; left--)
        copies.push({ row, through });
    }
  }
  return copies;
}

/** At most so many of `rows` samples come again where modalities are valued: their mean values are no more than 1 apart. */
export const mostByModality = (rows: number, alpha: number): number =>
  Math.floor((2 / 3) * alpha * rows);

/** Mean of some of the numbers. @param rows may repeat. */
const meanOf = (values: Float32Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + numberAt(values, row), 0) / rows.length;

/**
 * Random samples come again through the modality with the smaller mean value on `valued` of the samples: of all
 * samples 2/3 alpha times the difference of the means. Both draws are with replacement.
 */
export function copiesByModality(
  values: Values,
  { alpha, valued }: { readonly alpha: number; readonly valued: number },
  random: Random,
): readonly Copy[] {
  const rows = values[0].length;
  const drawn = Array.from({ length: Math.max(1, Math.floor(valued * rows)) }, () =>
    random.below(rows),
  );
  const apart = meanOf(values[0], drawn) - meanOf(values[1], drawn);
  const count = Math.floor((2 / 3) * Math.abs(apart) * alpha * rows);
  return Array.from({ length: count }, () => ({
    row: random.below(rows),
    through: apart > 0 ? 1 : 0,
  }));
}
