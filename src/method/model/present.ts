/**
 * Which samples have a modality, as methods and measures ask it. Where all have it there is no mask, and nothing is
 * computed otherwise than it would be without this file. Plain numbers in and out.
 */
import { type Matrix, takeRows } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';

/** `[rows]`, 1 or 0; null where all rows have the modality. */
export type Has = Uint8Array | null;

/** Which rows have all of these; null where all rows do. */
export function haveAll(has: readonly Has[]): Has {
  const masks = has.filter((mask) => mask !== null);
  const [first] = masks;
  if (!first) return null;
  return first.map((_, row) => (masks.every((mask) => mask[row] === 1) ? 1 : 0));
}

/** How many rows have it. */
export const countOf = (has: Has, rows: number): number =>
  has ? has.reduce((sum, is) => sum + is, 0) : rows;

/** The rows that have it, ascending; null where all do. */
export const rowsWith = (has: Has): Int32Array | null =>
  has && Int32Array.from(has.keys()).filter((row) => has[row] === 1);

/** The masks of some rows. */
export const takeHas = (has: readonly Has[], rows: Int32Array): readonly Has[] =>
  has.map((mask) => mask && Uint8Array.from(rows, (row) => mask[row] ?? 0));

/** Features and labels of the samples that have the modality; all of them, as they are, where all do. */
export function whereThere(
  features: Matrix,
  labels: Int32Array,
  has: Has,
): { readonly features: Matrix; readonly labels: Int32Array } {
  const rows = rowsWith(has);
  return rows
    ? { features: takeRows(features, rows), labels: wholesAt(labels, rows) }
    : { features, labels };
}
