/**
 * The axis of a knob: numbers where they lie, by their logarithm where they span ten times or more; anything else side by
 * side in the order of the plan. Pure.
 */
import type { KnobValue } from '../../protocol/knobs';

export interface SweepAxis {
  readonly scale: 'linear' | 'log' | 'side by side';
  /** Where each value of the plan lies, 0..1. */
  readonly at: readonly number[];
}

/** From here on equal distances would crowd the small values. */
const SPAN_OF_LOG = 10;

export function sweepAxis(values: readonly KnobValue[]): SweepAxis {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  if (numbers.length < values.length || numbers.length < 2) {
    const last = Math.max(1, values.length - 1);
    return { scale: 'side by side', at: values.map((_, place) => place / last) };
  }
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isLog = low > 0 && high / low >= SPAN_OF_LOG;
  const on = (value: number) => (isLog ? Math.log(value) : value);
  const span = on(high) - on(low) || 1;
  return {
    scale: isLog ? 'log' : 'linear',
    at: numbers.map((value) => (on(value) - on(low)) / span),
  };
}
