/**
 * Competition gap of a modality (docs/measures.md): what its encoder knows when trained alone minus what it knows under
 * this method, both by the same probe on the same samples. Above 0: training together has cost it something.
 */
import type { ByModality } from '../../protocol/measures';

/**
 * @param alone probe accuracy by modality id when trained alone, 0..1. @param here the same probe under the method.
 * @returns -1..1 by modality id; modalities that only one side knows are left out.
 */
export function competitionGap(
  alone: ByModality<number>,
  here: ByModality<number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(here).flatMap(([id, accuracy]) => {
      const reference = alone[id];
      return reference === undefined ? [] : [[id, reference - accuracy]];
    }),
  );
}
