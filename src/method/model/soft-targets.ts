/**
 * Teachers' answers as soft targets of a student's logits: the divergence of the student's softmax from each teacher's,
 * both at one temperature, T^2 KL(softmax(z_T / T) || softmax(z / T)) (Hinton et al. 2015, arXiv 1503.02531).
 */
import { own, times } from '../../engine/kernels/formula/op';
import type { DeviceArray, LossRecorder } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { keyOf } from '../../protocol/names';
import { SOFT_TARGETS } from '../descriptions/teachers';
import type { RunContext } from '../method';
import type { Lane } from './encoder-bank';

/** A student's logits of the batch, and the accumulator of their gradient. */
interface Student {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
}

/** The divergence from a modality's teacher, as the losses record it: without the factor T^2. */
const softKey = (modality: string): string => keyOf({ kind: 'on', word: SOFT_TARGETS, modality });

export class SoftTargets {
  private readonly context: RunContext;
  private readonly temperature: number;
  /** The student's logits over T and each teacher's, `[batch, classes]`. */
  private readonly student: DeviceArray;
  private readonly teachers: readonly DeviceArray[];
  /** Gradient on the student's logits over T. */
  private readonly dStudent: DeviceArray;
  /** 1 / T, `[1]`. */
  private readonly inverse: DeviceArray;

  /** @param temperature T, above 0. */
  constructor(context: RunContext, temperature: number) {
    const { kernels, batch, data } = context;
    const logits = () => kernels.allocate([batch, data.classes]);
    this.context = context;
    this.temperature = temperature;
    this.student = logits();
    this.teachers = data.modalities.map(logits);
    this.dStudent = logits();
    this.inverse = kernels.upload(Float32Array.of(1 / temperature), [1]);
  }

  /**
   * Adds weight T^2 times the divergence from every teacher to the gradient on the student's logits, the mean over the
   * samples that have the teacher's modality.
   * @param teachers their logits, in the order of the lanes.
   */
  teach(
    student: Student,
    lanes: readonly Pick<Lane, 'id' | 'weights'>[],
    teachers: readonly DeviceArray[],
    weight: number,
    recorder: LossRecorder,
  ): void {
    const { kernels } = this.context;
    const { temperature, dStudent, inverse } = this;
    const overTemperature = times(1 / temperature, own(0));
    kernels.formula(
      overTemperature,
      [[student.logits, ...teachers]],
      [this.student, ...this.teachers],
    );
    kernels.clear(dStudent);
    for (const [{ id, weights }, teacher] of zip(lanes, this.teachers)) {
      const record = { recorder, name: softKey(id) };
      const factor = weight * temperature ** 2;
      kernels.divergence(this.student, teacher, factor, dStudent, record, weights);
    }
    kernels.multiply(dStudent, inverse, student.dLogits);
  }

  /** T^2 times the sum of the divergences of an epoch. */
  sum(losses: Readonly<Record<string, number>>): number {
    const { data } = this.context;
    const kl = data.modalities.reduce((sum, { id }) => sum + (losses[softKey(id)] ?? 0), 0);
    return this.temperature ** 2 * kl;
  }

  free(): void {
    this.context.kernels.free([this.student, ...this.teachers, this.dStudent, this.inverse]);
  }
}
