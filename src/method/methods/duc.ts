/**
 * DUC, the dimension-decoupled unidirectional contrastive loss of DI-MML (R7): along the dimensions that only the
 * teacher separates, the student's feature is pulled towards the teacher's for the same sample. Its ablations are
 * choices of the same knob.
 */

import type { DeviceArray, LossRecorder } from '../../engine/kernels/kernels';
import { type ByName, TEACHING_LOSS, teachingKey } from '../../protocol/names';
import { FEWEST_FOR_COSINE } from '../descriptions/duc-knobs';
import type { RunContext } from '../method';
import type { DimensionPair, DimensionRule } from '../model/complementary-dimensions';
import type { EncoderBank, Lane } from '../model/encoder-bank';
import { epochBatches } from '../run/epoch-batches';

const ruleOf = (kind: string): DimensionRule =>
  kind === 'all' || kind === 'ineffective' ? kind : 'complementary';

/** Mean over an epoch's batches of ln of their rows: DUC without a dimension to tell samples apart. */
function meanLogRows(context: RunContext): number {
  const { count, whole, last } = epochBatches(context);
  const ofWhole = Math.log(context.batch.whole);
  return last === 0 ? ofWhole : (whole * ofWhole + Math.log(last)) / count;
}

/** One direction of teaching, ready on the device. */
interface Lesson {
  readonly teacher: Lane;
  readonly student: Lane;
  readonly mask: DeviceArray;
  readonly name: string;
}

/** DUC of one run. */
export class Duc {
  readonly weight: number;
  readonly rule: DimensionRule;
  readonly isOff: boolean;
  private readonly context: RunContext;
  private readonly bank: EncoderBank;
  private readonly kind: string;
  private lessons: readonly Lesson[] = [];
  /** Loss of the pairs that teach nothing: ln(rows) each in the published form, 0 in the cosine form. */
  private idleLoss = 0;
  /** How often dimensions have been chosen. */
  choices = 0;

  constructor(context: RunContext, bank: EncoderBank) {
    this.context = context;
    this.bank = bank;
    this.kind = context.knobs.choice('duc.kind');
    this.weight = context.knobs.number('duc.weight');
    this.rule = ruleOf(this.kind);
    this.isOff = this.kind === 'off' || this.weight === 0;
  }

  private get isDot(): boolean {
    return this.kind === 'dot';
  }

  /** Fixes the dimensions from now on. */
  setPairs(pairs: readonly DimensionPair[]): void {
    const { kernels } = this.context;
    this.free();
    this.choices += 1;
    // where batches have other numbers of pairs, what an idle one is worth is counted with them
    const isCounted = this.context.data.train.has.some((mask) => mask !== null);
    const fewest = this.isDot ? (isCounted ? 0 : 1) : FEWEST_FOR_COSINE;
    const taught = pairs.filter(({ dimensions }) => dimensions.length >= fewest);
    this.idleLoss = this.isDot ? (pairs.length - taught.length) * meanLogRows(this.context) : 0;
    this.lessons = taught.flatMap((pair) => {
      const [teacher, student] = [this.bank.lane(pair.teacher), this.bank.lane(pair.student)];
      const [, columns = 0] = student.feature.shape;
      const values = new Float32Array(columns);
      for (const d of pair.dimensions) values[d] = 1;
      const lesson = (from: Lane, to: Lane): Lesson => ({
        teacher: from,
        student: to,
        mask: kernels.upload(values, [1, columns]),
        name: teachingKey(from.id, to.id),
      });
      // "both ways" lets the teacher move towards its student on the same dimensions
      return this.kind === 'both-ways'
        ? [lesson(teacher, student), lesson(student, teacher)]
        : [lesson(teacher, student)];
    });
  }

  /** Adds DUC's gradients to the students' features; nothing before the dimensions are chosen. */
  addGradients(recorder: LossRecorder): void {
    const { kernels, knobs } = this.context;
    for (const { teacher, student, mask, name } of this.lessons) {
      kernels.contrast(
        student.feature,
        teacher.feature,
        mask,
        {
          similarity: this.isDot ? 'dot' : 'cosine',
          temperature: knobs.number('duc.temperature'),
          weight: this.weight,
          sameClass: this.kind === 'label-aware' ? this.bank.targets : null,
          rowWeights: this.bank.pairWeights(teacher.position, student.position),
        },
        student.dFeature,
        { recorder, name },
      );
    }
  }

  /** An epoch's losses with DUC's sum beside its parts: 0 before it starts, absent while it is off. */
  summed(losses: ByName<number>): Record<string, number> {
    if (this.isOff) return { ...losses };
    // both ways, two lessons share a name and a mean: it counts once per lesson
    const taught = this.lessons.reduce((sum, { name }) => sum + (losses[name] ?? 0), 0);
    return { ...losses, [TEACHING_LOSS]: this.choices > 0 ? taught + this.idleLoss : 0 };
  }

  free(): void {
    this.context.kernels.free(this.lessons.map(({ mask }) => mask));
    this.lessons = [];
  }
}
