/** Scores of a batch at its labels, in WebAssembly; and the record of numbers that a method notes. */
import { count, dot, exponentials, largestOf, scratch } from '../wasm/assembly/lanes';

@unmanaged
class LabelScore {
  logits: usize;
  targets: usize;
  out: usize;
  rows: i32;
  columns: i32;
  /** Whether the mean of minus the logarithm is asked for, not the sum of probabilities. */
  logarithm: i32;
  /** Whether each row's probability is asked for. */
  each: i32;
  /** No row counts more than this. */
  most: f32;
}

@unmanaged
class Record {
  value: usize;
  counter: usize;
  count: i32;
}

/** Needs room for a row. */
export function labelScore(call: LabelScore): void {
  const columns = call.columns;
  let score: f64 = 0;
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * columns)) << 2;
    const z = call.logits + begin;
    const top = largestOf(z, columns);
    const total = exponentials(z, columns, top, scratch);
    // targets are one-hot: their product with the logits is the one at the label
    const chosen = dot(z, call.targets + begin, columns) - top;
    const logarithm = <f64>chosen - Math.log(<f64>total);
    if (call.each) score = 0;
    score += call.logarithm
      ? min(-logarithm, <f64>call.most) / <f64>call.rows
      : Math.exp(logarithm);
    if (call.each) store<f32>(call.out + ((<usize>row) << 2), <f32>score);
  }
  if (!call.each) store<f32>(call.out, <f32>score);
}

/** Counts the mean of some numbers. */
export function record(call: Record): void {
  let sum: f64 = 0;
  for (let k = 0; k < call.count; k++) sum += <f64>load<f32>(call.value + ((<usize>k) << 2));
  count(call.counter, sum / <f64>call.count);
}
