/**
 * The logistic probe: how much a frozen encoder's features say to a linear read-out (Alain & Bengio 2016). Fitted to
 * convergence at the end of every epoch, each time from where it stood, for features change little in an epoch; the
 * minimum is one and the same from any start. Constants: docs/measures.md#accuracy.
 */
import type { Matrix } from '../matrix';
import { minimise } from '../minimise';
import { numberAt, wholeAt, wholesAt } from '../numbers';
import type { ProbeArithmetic } from './arithmetic';
import { plainArithmetic } from './plain-arithmetic';
import { isConstant, type Moments } from './standardise';

/** Far more steps than any fit was seen to need. */
const MOST_STEPS = 2000;

/** A probe between two fits: plain numbers, to be written down. */
export type LogisticProbeState = {
  /** `[classes with training samples, dims + 1]`, of standardised features; the bias last. */
  readonly weights: Float64Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
};

/**
 * The last fit on these very features: who comes to them with the same labels from the same state, as runs do that share
 * their encoders, would end where it ended.
 */
const fits = new WeakMap<
  Matrix,
  {
    readonly labels: Int32Array;
    readonly from: LogisticProbeState | null;
    readonly to: LogisticProbeState;
  }
>();

export class LogisticProbe {
  private readonly labels: Int32Array;
  /** Classes that have training samples, ascending: no other is ever answered. */
  private readonly present: Int32Array;
  /** Of each training sample the place of its class in `present`, `[rows]`. */
  private readonly places: Int32Array;
  private readonly arithmetic: ProbeArithmetic;
  private state: LogisticProbeState | null = null;

  /**
   * @param labels of the training samples, `[rows]`, in 0..classes-1; at least one.
   * @param arithmetic who computes.
   */
  constructor(labels: Int32Array, classes: number, arithmetic: ProbeArithmetic = plainArithmetic) {
    this.labels = labels;
    this.arithmetic = arithmetic;
    const counts = new Int32Array(classes);
    for (const label of labels) counts[label] = wholeAt(counts, label) + 1;
    this.present = Int32Array.from(counts.keys()).filter((label) => wholeAt(counts, label) > 0);
    const placeOf = new Int32Array(classes);
    this.present.forEach((label, place) => {
      placeOf[label] = place;
    });
    this.places = labels.map((label) => wholeAt(placeOf, label));
  }

  /**
   * Fits to these features, from where the last fit ended; there a fit to the features of the last fit ends as well.
   * @param features of the training samples, `[rows, dims]`, finite.
   */
  fit(features: Matrix): void {
    const { labels, state: from } = this;
    const done = fits.get(features);
    if (done?.labels === labels && done.from === from) {
      this.state = done.to;
      return;
    }
    const moments = this.arithmetic.moments(features);
    const to = { ...moments, weights: this.fitted(features, moments) };
    fits.set(features, { labels, from, to });
    this.state = to;
  }

  private fitted(features: Matrix, moments: Moments): Float64Array {
    const { present, places, arithmetic } = this;
    const width = features.columns + 1;
    if (isConstant(moments)) return biasesOnly(places, present.length, width);
    const size = present.length * width;
    const last = this.state?.weights;
    const start = last?.length === size ? last : new Float64Array(size);
    const regression = arithmetic.regression(features, moments, places, present.length);
    return minimise(start, regression.objective, {
      tolerance: arithmetic.tolerance,
      iterations: MOST_STEPS,
      precondition: regression.precondition,
    });
  }

  /** The class it gives each row, `[rows]`; of two that score the same, the lower. @throws Error before a fit. */
  answers(features: Matrix): Int32Array {
    const { present, arithmetic } = this;
    const { weights, ...moments } = this.known();
    return wholesAt(present, arithmetic.highest(features, moments, weights, present.length));
  }

  /** Whether the training features never change, so that it can only give the most frequent class. */
  isBlind(): boolean {
    return isConstant(this.known());
  }

  private known(): LogisticProbeState {
    if (!this.state) throw new Error('A probe answers only after it has been fitted.');
    return this.state;
  }

  save(): LogisticProbeState | null {
    return this.state;
  }

  restore(state: LogisticProbeState | null): void {
    this.state = state;
  }
}

/** The minimum where no feature says anything, in closed form: the most frequent class everywhere, of two the lower. */
function biasesOnly(places: Int32Array, classes: number, width: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const place of places) counts[place] = numberAt(counts, place) + 1;
  const weights = new Float64Array(classes * width);
  counts.forEach((count, k) => {
    weights[(k + 1) * width - 1] = Math.log(count / places.length);
  });
  return weights;
}
