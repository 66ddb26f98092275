/**
 * Kernels that tell what a step does and keep it from being taken: losses are noted, one of them may be let through
 * alone, and the optimizer reads its gradients instead of following them. Everything else is the kernels' own.
 */

import type {
  DeviceArray,
  Kernels,
  LossRecorder,
  ParameterArena,
} from '../../engine/kernels/kernels';
import type { StepOptions } from '../../engine/kernels/optimizer/op';
import { numberAt } from '../../math/numbers';
import { zip } from '../../math/zip';
import type { LossSeen } from '../../protocol/step';

/** A loss as the step called for it. */
export interface NotedLoss {
  readonly name: string;
  readonly kind: LossSeen['kind'];
  readonly weight: number;
  /** Copies, `[batch, classes]`; null for a loss without classes. */
  readonly logits: DeviceArray | null;
  readonly targets: DeviceArray | null;
  /** A copy of the rows' weights, `[batch, 1]`; null where all rows count alike. */
  readonly rowWeights: DeviceArray | null;
}

/** What happens with gradients when the optimizer is called. @param take makes the update, which is not made otherwise. */
type OnUpdate = (arena: ParameterArena, step: StepOptions, take: () => void) => void;

async function sumOf(taken: Promise<readonly [Float32Array]>, now: Promise<Float32Array>) {
  const [[a], b] = await Promise.all([taken, now]);
  return a.map((value, k) => value + numberAt(b, k));
}

export class StepWatch {
  readonly kernels: Kernels;
  /** Losses of the last step that noted them, in their order. */
  readonly losses: NotedLoss[] = [];
  /** Gradients of the parameters that the method changes, as they were before, by name. */
  readonly before = new Map<string, Promise<Float32Array>>();
  /** Copies of what was recorded with a number for each sample, by name. */
  private readonly columns = new Map<string, DeviceArray>();
  /** Whether anything is watched yet: what a run does before its step is the kernels' own. */
  isWatching = false;
  /** The loss that is let through alone; null lets all of them through. */
  only: string | null = null;
  private readonly real: Kernels;
  private readonly values: LossRecorder;
  private readonly copies: DeviceArray[] = [];
  /** The number 1; made when first needed. */
  private one: DeviceArray | null = null;

  constructor(real: Kernels, onUpdate: OnUpdate) {
    this.real = real;
    this.values = real.recorder();
    this.kernels = this.watching(onUpdate);
  }

  /** Mean of each noted loss, and of all else that the step recorded, by name. */
  recorded(): Promise<Record<string, number>> {
    return this.values.drain();
  }

  /** The first sample's number of what was recorded with one for each, by name. */
  async firstOfColumns(): Promise<Map<string, number>> {
    const values = await this.real.read([...this.columns.values()]);
    const read = zip([...this.columns.keys()], values);
    return new Map(read.map(([name, value]) => [name, numberAt(value, 0)]));
  }

  /** The same for a loss that a method puts together itself, which says how far things are apart. */
  readonly weighed = (name: string, weight: number): number => {
    this.noted(this.values, name, 'distance', weight);
    return this.lets(name, weight);
  };

  free(): void {
    this.values.free();
    this.real.free(this.copies);
  }

  private get isNoting(): boolean {
    return this.only === null;
  }

  /** Notes a loss without classes; where it is to be recorded. */
  private noted(
    recorder: LossRecorder,
    name: string,
    kind: NotedLoss['kind'],
    weight: number,
  ): LossRecorder {
    if (!this.isNoting) return recorder;
    this.losses.push({ name, kind, weight, logits: null, targets: null, rowWeights: null });
    return this.values;
  }

  /** What a loss counts in this pass. */
  private lets(name: string, weight: number): number {
    return this.only === null || this.only === name ? weight : 0;
  }

  private copyOf(array: DeviceArray): DeviceArray {
    const copy = this.real.allocate(array.shape);
    this.real.clear(copy);
    this.real.add(array, copy);
    this.copies.push(copy);
    return copy;
  }

  private watching(onUpdate: OnUpdate): Kernels {
    const { real } = this;
    const own: Partial<Kernels> = {
      crossEntropy: (logits, targets, weight, into, { name, recorder }, rowWeights = null) => {
        if (this.isNoting) {
          this.losses.push({
            name,
            kind: 'cross-entropy',
            weight,
            // without a record of its own it is one candidate of several, and which counts is known on the device only
            logits: recorder && this.copyOf(logits),
            targets: recorder && this.copyOf(targets),
            rowWeights: recorder && rowWeights && this.copyOf(rowWeights),
          });
        }
        const record = { name, recorder: recorder && this.isNoting ? this.values : recorder };
        real.crossEntropy(logits, targets, this.lets(name, weight), into, record, rowWeights);
      },
      contrast: (student, teacher, mask, options, into, { name, recorder }) => {
        const { weight } = options;
        const record = { name, recorder: this.noted(recorder, name, 'contrast', weight) };
        real.contrast(
          student,
          teacher,
          mask,
          { ...options, weight: this.lets(name, weight) },
          into,
          record,
        );
      },
      meanSquare: (x, target, weight, into, { name, recorder }, rowWeights = null) => {
        const record = { name, recorder: this.noted(recorder, name, 'distance', weight) };
        real.meanSquare(x, target, this.lets(name, weight), into, record, rowWeights);
      },
      divergence: (logits, teacher, weight, into, { name, recorder }, rowWeights = null) => {
        const record = { name, recorder: this.noted(recorder, name, 'distance', weight) };
        real.divergence(logits, teacher, this.lets(name, weight), into, record, rowWeights);
      },
      totalCorrelation: (logits, labels, logSums, modalities, { name, recorder }) => {
        if (this.isNoting) {
          const [copied, targets] = [this.copyOf(logits), this.copyOf(labels)];
          const of = { logits: copied, targets, rowWeights: null };
          this.losses.push({ name, kind: 'cross-entropy', weight: 1, ...of });
        }
        const record = { name, recorder: this.isNoting ? this.values : recorder };
        real.totalCorrelation(logits, labels, logSums, modalities, record);
      },
      record: (value, { name, recorder }) => {
        if (this.isNoting && value.shape.length > 1) this.columns.set(name, this.copyOf(value));
        real.record(value, { name, recorder: this.isNoting ? this.values : recorder });
      },
      // the norms of a step are worked out from its gradients
      relativeGradientNorm: () => {},
      // what one loss sends is read before the method changes it
      modulateGradient: (arena, name, factor, noise, moreSpread) => {
        if (!this.isNoting) return;
        if (!this.before.has(name)) this.before.set(name, real.readGradients(arena, [name]));
        real.modulateGradient(arena, name, factor, noise, moreSpread);
      },
      // as if their sum were taken: that is what one loss sends, and what all send before the method weighs them
      combineGradients: (arena, name, taken, how) => {
        if (!this.isNoting) {
          this.one ??= this.copyOf(how.scale);
          real.write(this.one, Float32Array.of(1));
          const weights = [this.one, this.one] as const;
          real.combineGradients(arena, name, taken, { ...how, weights, gamma: 1 });
          return;
        }
        this.before.set(name, sumOf(real.read([taken]), real.readGradients(arena, [name])));
        real.combineGradients(arena, name, taken, how);
      },
      // no loss sends it
      pullToReference: (arena, name, reference, strength) => {
        if (!this.isNoting) return;
        this.before.set(name, real.readGradients(arena, [name]));
        real.pullToReference(arena, name, reference, strength);
      },
      sgd: (arena, step) => onUpdate(arena, step, () => real.sgd(arena, step)),
      adam: (arena, step) => onUpdate(arena, step, () => real.adam(arena, step)),
    };
    // every step is told anew, or it could not be watched
    const stepper: Kernels['stepper'] = () => ({ run: (_, body) => body(), free: () => {} });
    const isWatching = () => this.isWatching;
    return new Proxy(real, {
      get(target, key) {
        if (key === 'stepper') return stepper;
        const watched = isWatching() && own[key as keyof Kernels];
        if (watched) return watched;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}
