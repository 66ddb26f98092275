/** Softmax cross-entropy and its gradient in WebAssembly. */
import {
  across,
  count,
  exponentials,
  largestOf,
  madd,
  only,
  put,
  scratch,
} from '../wasm/assembly/lanes';

@unmanaged
class CrossEntropy {
  logits: usize;
  /** Probabilities; or, of a teacher, logits, whose softmax stands for them. */
  targets: usize;
  into: usize;
  /** 0 where the loss is not recorded. */
  counter: usize;
  /** A factor for each row; 0 where all count alike. */
  rowWeights: usize;
  rows: i32;
  columns: i32;
  adds: i32;
  /** Whether the targets are a teacher's logits; the entropy of their softmax is then taken off the loss. */
  teaches: i32;
  /** Factor on the gradient of the sum over rows. */
  scale: f32;
}

/** into (+)= scale (softmax(z) - y), times the row's weight; counts the mean. Needs room for a row, with a teacher for two. */
export function crossEntropy(call: CrossEntropy): void {
  const columns = call.columns;
  const scale = f32x4.splat(call.scale);
  const exponential = scratch;
  const taught = scratch + ((<usize>columns) << 2);
  let loss: f64 = 0;
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * columns)) << 2;
    const z = call.logits + begin;
    const targets = call.targets + begin;
    const into = call.into + begin;
    const top = largestOf(z, columns);
    const total = exponentials(z, columns, top, exponential);
    let targetTop: f32 = 0;
    let targetTotal: f32 = 1;
    if (call.teaches) {
      targetTop = largestOf(targets, columns);
      targetTotal = exponentials(targets, columns, targetTop, taught);
    }
    const from = f32x4.splat(top);
    const totals = f32x4.splat(total);
    let chosen = f32x4.splat(0);
    const rowWeight: f32 = call.rowWeights ? load<f32>(call.rowWeights + ((<usize>row) << 2)) : 1;
    for (let k = 0; k < columns; k += 4) {
      const at = (<usize>k) << 2;
      let target = only(v128.load((call.teaches ? taught : targets) + at), columns - k);
      let shifted = only(f32x4.sub(v128.load(z + at), from), columns - k);
      if (call.teaches) {
        const own = f32x4.sub(v128.load(targets + at), f32x4.splat(targetTop));
        target = f32x4.div(target, f32x4.splat(targetTotal));
        shifted = f32x4.sub(shifted, only(own, columns - k));
      }
      chosen = madd(target, shifted, chosen);
      const probability = f32x4.div(v128.load(exponential + at), totals);
      let gradient = f32x4.mul(scale, f32x4.sub(probability, target));
      if (call.rowWeights) gradient = f32x4.mul(gradient, f32x4.splat(rowWeight));
      if (call.adds) gradient = f32x4.add(v128.load(into + at), gradient);
      put(into + at, gradient, columns - k);
    }
    const rowLoss = Math.log(<f64>total / <f64>targetTotal) - <f64>across(chosen);
    loss += call.rowWeights ? rowLoss * <f64>rowWeight : rowLoss;
  }
  count(call.counter, loss / <f64>call.rows);
}
