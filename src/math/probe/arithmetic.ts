/**
 * What fitting a linear probe costs nearly all of its time with: who computes it is chosen from outside. Plain
 * JavaScript here (plain-arithmetic.ts), WebAssembly in the lab (engine/probe), which agree to rounding.
 */
import type { Matrix } from '../matrix';
import type { Objective, Precondition } from '../minimise';
import type { Moments } from './standardise';

/** On the sum of squared weights of a logistic probe; the bias is free. */
export const PENALTY = 1e-3;

/** A multinomial logistic regression as a function of its weights, `[classes, dims + 1]`, the bias last. */
export interface Regression {
  /** Mean cross-entropy + penalty x sum of squared weights; writes the gradient. */
  readonly objective: Objective;
  /** For the place that `objective` was last asked about; null where none is worth what it costs. */
  readonly precondition: () => Precondition | null;
}

/** Who computes. */
export interface ProbeArithmetic {
  /** Largest entry of the gradient at which a fit counts as converged: what its numbers can tell from nothing. */
  readonly tolerance: number;
  /** Moments of each column of features, `[rows, dims]`. */
  moments(features: Matrix): Moments;
  /**
   * The regression of some labels on standardised features. Good until the next call of any of these.
   * @param labels `[rows]`, in 0..classes-1.
   */
  regression(features: Matrix, moments: Moments, labels: Int32Array, classes: number): Regression;
  /** Of each row the class with the highest score, of two the lower, `[rows]`. @param weights `[classes, dims + 1]`. */
  highest(features: Matrix, moments: Moments, weights: Float64Array, classes: number): Int32Array;
}
