/** Accuracies of a table as shades, from its lowest to its highest. Pure. */
import type { Accuracy } from '../protocol/units';

/** The lowest and the highest of some cells. @param cells at least one. */
export function heatRange(
  cells: readonly { readonly mean: Accuracy }[],
): readonly [Accuracy, Accuracy] {
  const means = cells.map(({ mean }) => mean);
  return [Math.min(...means), Math.max(...means)];
}

/** How strong a shade is, 0..1; 0 where all cells are alike. */
export const heatOf = (mean: Accuracy, [low, high]: readonly [Accuracy, Accuracy]): number =>
  high > low ? (mean - low) / (high - low) : 0;
