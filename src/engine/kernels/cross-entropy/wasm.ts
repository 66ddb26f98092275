/** Softmax cross-entropy and its gradient in WebAssembly. */
import {
  across,
  count,
  dot,
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

@unmanaged
class ColumnSoftmax {
  logits: usize;
  out: usize;
  sums: usize;
  rows: i32;
  columns: i32;
}

/** out = exp(z - S), S the log of each column's sum of exponentials; sums += S. Needs room for a column. */
export function columnSoftmax(call: ColumnSoftmax): void {
  const rows = call.rows;
  const end = scratch + ((<usize>rows) << 2);
  const step = (<usize>call.columns) << 2;
  for (let own: usize = 0; own < step; own += 4) {
    let at = call.logits + own;
    for (let place = scratch; place < end; place += 4, at += step) {
      store<f32>(place, load<f32>(at));
    }
    const top = largestOf(scratch, rows);
    const total = exponentials(scratch, rows, top, scratch);
    at = call.out + own;
    for (let place = scratch; place < end; place += 4, at += step) {
      store<f32>(at, load<f32>(place) / total);
    }
    const into = call.sums + own;
    store<f32>(into, load<f32>(into) + top + <f32>Math.log(<f64>total));
  }
}

@unmanaged
class TotalCorrelation {
  logits: usize;
  labels: usize;
  logSums: usize;
  counter: usize;
  rows: i32;
  columns: i32;
  /** Taken off: the log of how many tuples there are. */
  less: f32;
}

/** Counts log sum exp of the log sums, less the mean logit at the label. Needs room for a row. */
export function totalCorrelation(call: TotalCorrelation): void {
  const top = largestOf(call.logSums, call.columns);
  const total = exponentials(call.logSums, call.columns, top, scratch);
  const chosen = dot(call.logits, call.labels, call.rows * call.columns);
  const all = <f64>top + Math.log(<f64>total) - <f64>call.less;
  count(call.counter, all - <f64>chosen / <f64>call.rows);
}

@unmanaged
class TotalCorrelationGradient {
  shares: usize;
  classShares: usize;
  labels: usize;
  into: usize;
  rows: i32;
  columns: i32;
}

/** into += shares times its class's share, less the label over the rows. */
export function totalCorrelationGradient(call: TotalCorrelationGradient): void {
  const step = (<usize>call.columns) << 2;
  const end = step * <usize>call.rows;
  for (let at: usize = 0; at < end; at += 4) {
    const all = load<f32>(call.shares + at) * load<f32>(call.classShares + (at % step));
    const gradient = all - load<f32>(call.labels + at) / <f32>call.rows;
    store<f32>(call.into + at, load<f32>(call.into + at) + gradient);
  }
}
