/** What is said of every teacher and student: cosines of paired and unpaired features, retrieval, transfer gain. */
import type { Matrix } from '../../math/matrix';
import type { PairAlignment } from '../../protocol/measures';
import type { DimensionPair } from '../model/complementary-dimensions';
import { alignment } from './alignment';
import { BATCH, inBatchContrast } from './in-batch-contrast';
import { PROBABILITY_NS, type StructureMeasure } from './measure';
import { transferGain } from './transfer-gain';

interface PairSource {
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

function pairAlignments(pairs: readonly DimensionPair[], source: PairSource): PairAlignment[] {
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

export const pairAlignmentsMeasure: StructureMeasure = {
  description: {
    id: 'pairAlignments',
    label: 'Sets of dimensions, teacher to student',
    explanation:
      'The dimensions that the method has chosen for teaching; where it has chosen none, those above the teacher\u2019s own mean separability and below the student\u2019s.',
    citation:
      'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
    per: 'structure',
    heavy: false,
    tab: 'dimensions',
    waiting: 'What one modality can teach another will appear here.',
    absent:
      'There are no pairs: no dimension is effective in one modality only, or the features differ in length.',
    terms: {
      paired: 'Mean cosine of teacher and student features that belong to the same sample.',
      shuffledWithinClass:
        'The same cosine when samples are shuffled among their class. Where it equals the cosine of pairs, the classes are aligned, not single samples.',
      shuffled: 'The same cosine when all samples are shuffled.',
      transferGain:
        'How much better the student separates the classes along these dimensions than when they were chosen, in points.',
      retrieval:
        'How often a student\u2019s feature finds the teacher\u2019s feature of its own sample in a batch; chance is one in the batch.',
      nats: 'What one modality tells about which sample the other saw, in nats; pairing by chance reads 0 or less.',
    },
  },
  // retrieval and nats, along half of the dimensions, which is what a set has at most as a rule
  workNs: ({ dims, subsetRows }) => {
    const [width = 0] = dims;
    const batch = Math.min(BATCH, subsetRows);
    return dims.length * (dims.length - 1) * subsetRows * batch * (PROBABILITY_NS + width / 2);
  },
  blank: () => [],
  take: ({ ids, classes, heldOut, subset, heavy, pairs, separabilities, atChoice }) =>
    pairAlignments(pairs, {
      ids,
      classes,
      features: heldOut.readings.features,
      labels: heldOut.labels,
      subset: heavy ? subset.readings.features : null,
      separabilities,
      atChoice,
    }),
};
