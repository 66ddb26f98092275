/** What a moment of a step is, and how its gradients are written. Plain data. */
import type { Tone } from '../charts/chart';
import { gradientText } from '../lanes/dash-width';

/** One number of a moment. */
export interface MomentNumber {
  readonly label: string;
  readonly tone: Tone;
  readonly value: string;
}

/** One row of bars, one per class. */
export interface MomentBars {
  readonly label: string;
  readonly tone: Tone;
  /** -1..1 */
  readonly values: readonly number[];
}

export interface Moment {
  readonly title: string;
  readonly text: string;
  /** In columns that belong together; a single one flows. */
  readonly numbers: readonly (readonly MomentNumber[])[];
  /** Per class, for the sample that is followed; empty where the moment has none. */
  readonly bars: readonly MomentBars[];
  /** Keys of the picture's parts that are at work. */
  readonly parts: readonly string[];
}

/** A moment without numbers, bars and parts at work. */
export const NOTHING = { numbers: [], bars: [], parts: [] } as const;

/** Exactly nothing is said as such: it is what a shut wall looks like in numbers. */
export const gradient = (value: number): string =>
  value === 0 ? 'exactly 0' : value < 0.0005 ? value.toExponential(1) : gradientText(value);
