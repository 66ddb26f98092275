/** What is said of every teacher and student: cosines of paired and unpaired features, retrieval, transfer gain. */
import type { Matrix } from '../../math/matrix';
import type { PairAlignment } from '../../protocol/measures';
import type { DimensionPair } from '../model/complementary-dimensions';
import { alignment } from './alignment';
import { inBatchContrast } from './in-batch-contrast';
import { transferGain } from './transfer-gain';

export interface PairSource {
  readonly ids: readonly string[];
  readonly classes: number;
  /** Held-out `[rows, dims]` per modality, and `[rows]`. */
  readonly features: readonly Matrix[];
  readonly labels: Int32Array;
  /** Features of the heavy measures' subset; null when they are switched off. */
  readonly subset: readonly Matrix[] | null;
  /** Separability of every dimension per modality now, and when the sets were chosen (null before). */
  readonly separabilities: readonly Float64Array[];
  readonly atChoice: readonly Float64Array[] | null;
}

export function pairAlignments(
  pairs: readonly DimensionPair[],
  source: PairSource,
): PairAlignment[] {
  const { ids, classes, features, labels, subset, separabilities, atChoice } = source;
  return pairs.map(({ teacher, student, dimensions }) => {
    const of = <T>(items: readonly T[], m: number) => items[m] as T;
    const cosines = alignment(
      of(features, student),
      of(features, teacher),
      dimensions,
      labels,
      classes,
    );
    const contrast =
      subset && inBatchContrast(of(subset, student), of(subset, teacher), dimensions);
    return {
      teacher: of(ids, teacher),
      student: of(ids, student),
      dimensions,
      paired: cosines?.paired ?? null,
      shuffled: cosines?.shuffled ?? null,
      shuffledWithinClass: cosines?.shuffledWithinClass ?? null,
      retrieval: contrast?.retrieval ?? null,
      retrievalChance: contrast?.chance ?? null,
      nats: contrast?.nats ?? null,
      transferGain:
        atChoice && transferGain(of(separabilities, student), of(atChoice, student), dimensions),
    };
  });
}
