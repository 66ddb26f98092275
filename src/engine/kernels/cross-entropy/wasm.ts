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
  targets: usize;
  into: usize;
  /** 0 where the loss is not recorded. */
  counter: usize;
  /** A factor for each row; 0 where all count alike. */
  rowWeights: usize;
  rows: i32;
  columns: i32;
  adds: i32;
  /** Factor on the gradient of the sum over rows. */
  scale: f32;
}

/** into (+)= scale (softmax(z) - y), times the row's weight; counts the mean. Needs room for a row. */
export function crossEntropy(call: CrossEntropy): void {
  const columns = call.columns;
  const scale = f32x4.splat(call.scale);
  const exponential = scratch;
  let loss: f64 = 0;
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * columns)) << 2;
    const z = call.logits + begin;
    const targets = call.targets + begin;
    const into = call.into + begin;
    const top = largestOf(z, columns);
    const total = exponentials(z, columns, top, exponential);
    const from = f32x4.splat(top);
    const totals = f32x4.splat(total);
    let chosen = f32x4.splat(0);
    const rowWeight: f32 = call.rowWeights ? load<f32>(call.rowWeights + ((<usize>row) << 2)) : 1;
    for (let k = 0; k < columns; k += 4) {
      const at = (<usize>k) << 2;
      const target = only(v128.load(targets + at), columns - k);
      const shifted = only(f32x4.sub(v128.load(z + at), from), columns - k);
      chosen = madd(target, shifted, chosen);
      const probability = f32x4.div(v128.load(exponential + at), totals);
      let gradient = f32x4.mul(scale, f32x4.sub(probability, target));
      if (call.rowWeights) gradient = f32x4.mul(gradient, f32x4.splat(rowWeight));
      if (call.adds) gradient = f32x4.add(v128.load(into + at), gradient);
      put(into + at, gradient, columns - k);
    }
    const rowLoss = Math.log(<f64>total) - <f64>across(chosen);
    loss += call.rowWeights ? rowLoss * <f64>rowWeight : rowLoss;
  }
  count(call.counter, loss / <f64>call.rows);
}
