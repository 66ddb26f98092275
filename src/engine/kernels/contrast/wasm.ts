/**
 * The contrastive loss (R7) and the student's gradient in WebAssembly, as one command: units, pairs and pulls are
 * intermediate results that nobody else sees.
 */
import { count, dot, exponentials, largestOf, put, scratch } from '../wasm/assembly/lanes';
import { product, transpose } from '../wasm/assembly/product';

@unmanaged
class Contrast {
  student: usize;
  teacher: usize;
  /** 1 on the dimensions that count, else 0. */
  mask: usize;
  /** One-hot labels; 0 where all other samples are negatives. */
  sameClass: usize;
  into: usize;
  counter: usize;
  /** A factor for each row, and 0 for rows that nobody is held against; 0 where all count alike. */
  rowWeights: usize;
  rows: i32;
  dims: i32;
  classes: i32;
  cosine: i32;
  adds: i32;
  temperature: f32;
  weight: f32;
}

/** Keeps lengths away from zero, as PyTorch's `normalize(eps=1e-6)`. */
const FLOOR: f32 = 1e-6;
/** Taken from a pair that must not count: the exponential of so low a number is 0. */
const EXCLUDED: f32 = 1e9;

/** out = each row of x on the mask's dimensions, at unit length where `cosine`; lengths to `lengths` unless it is 0. */
function unitRows(x: usize, call: Contrast, out: usize, lengths: usize): void {
  const dims = call.dims;
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * dims)) << 2;
    for (let k = 0; k < dims; k += 4) {
      const at = (<usize>k) << 2;
      const masked = f32x4.mul(v128.load(x + begin + at), v128.load(call.mask + at));
      put(out + begin + at, masked, dims - k);
    }
    if (!call.cosine) continue;
    const length: f32 = sqrt<f32>(dot(out + begin, out + begin, dims));
    if (lengths) store<f32>(lengths + ((<usize>row) << 2), length);
    const by = f32x4.splat(max(length, FLOOR));
    for (let k = 0; k < dims; k += 4) {
      const at = out + begin + ((<usize>k) << 2);
      put(at, f32x4.div(v128.load(at), by), dims - k);
    }
  }
}

/** Takes pairs of one class, other than a sample with itself, out of the race. */
function excludeSameClass(targets: usize, pairs: usize, rows: i32, classes: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      if (i === j) continue;
      const same = dot(
        targets + ((<usize>(i * classes)) << 2),
        targets + ((<usize>(j * classes)) << 2),
        classes,
      );
      const at = pairs + ((<usize>(i * rows + j)) << 2);
      if (same > 0.5) store<f32>(at, load<f32>(at) - EXCLUDED);
    }
  }
}

/** Takes rows of weight 0 out of everybody else's race. */
function excludeAbsent(rowWeights: usize, pairs: usize, rows: i32): void {
  for (let j = 0; j < rows; j++) {
    if (load<f32>(rowWeights + ((<usize>j) << 2)) > 0) continue;
    for (let i = 0; i < rows; i++) {
      if (i === j) continue;
      const at = pairs + ((<usize>(i * rows + j)) << 2);
      store<f32>(at, load<f32>(at) - EXCLUDED);
    }
  }
}

/** Adds one row's pull, carried back through the normalisation, on the mask's dimensions. */
function pullBack(row: i32, pulled: usize, units: usize, length: f32, call: Contrast): void {
  const dims = call.dims;
  const begin = (<usize>(row * dims)) << 2;
  let along: f32 = 0;
  let by: f32 = 1;
  if (call.cosine) {
    by = max(length, FLOOR);
    // where the floor holds the length fixed nothing is taken away along the row
    if (length > FLOOR) along = dot(pulled + begin, units + begin, dims);
  }
  const alongs = f32x4.splat(along);
  const divisor = f32x4.splat(by);
  for (let k = 0; k < dims; k += 4) {
    const at = begin + ((<usize>k) << 2);
    const taken = f32x4.mul(v128.load(units + at), alongs);
    const free = f32x4.div(f32x4.sub(v128.load(pulled + at), taken), divisor);
    let gradient = f32x4.mul(v128.load(call.mask + ((<usize>k) << 2)), free);
    if (call.adds) gradient = f32x4.add(v128.load(call.into + at), gradient);
    put(call.into + at, gradient, dims - k);
  }
}

/** Needs room for four arrays of the features' size, one of pairs and one number per row, each rounded up
 * to fours. */
export function contrast(call: Contrast): void {
  const rows = call.rows;
  const dims = call.dims;
  const ofFeature = (<usize>(rows * dims + 3) >> 2) << 4;
  const units = scratch;
  const teachers = units + ofFeature;
  const turned = teachers + ofFeature;
  const pulled = turned + ofFeature;
  const pairs = pulled + ofFeature;
  const lengths = pairs + ((<usize>(rows * rows + 3) >> 2) << 4);
  const step = (<usize>dims) << 2;
  const stepPairs = (<usize>rows) << 2;
  unitRows(call.student, call, units, lengths);
  unitRows(call.teacher, call, teachers, 0);
  transpose(teachers, rows, dims, turned);
  product(units, step, rows, 0, 1, 0, dims, turned, stepPairs, pairs, stepPairs, rows, rows, 0, 0);
  const warmth = f32x4.splat(1 / call.temperature);
  for (let k = 0; k < rows * rows; k += 4) {
    const at = pairs + ((<usize>k) << 2);
    put(at, f32x4.mul(v128.load(at), warmth), rows * rows - k);
  }
  if (call.sameClass) excludeSameClass(call.sameClass, pairs, rows, call.classes);
  if (call.rowWeights) excludeAbsent(call.rowWeights, pairs, rows);
  let loss: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const z = pairs + <usize>i * stepPairs;
    const own = z + ((<usize>i) << 2);
    const top = largestOf(z, rows);
    const chosen = load<f32>(own) - top;
    const total = exponentials(z, rows, top, z);
    const rowLoss = Math.log(<f64>total) - <f64>chosen;
    // (softmax - identity) weight / rows / temperature
    let factor: f32 = call.weight / <f32>rows / call.temperature;
    if (call.rowWeights) {
      const rowWeight = load<f32>(call.rowWeights + ((<usize>i) << 2));
      loss += rowLoss * <f64>rowWeight;
      factor *= rowWeight;
    } else {
      loss += rowLoss;
    }
    const scale = f32x4.splat(factor);
    const by = f32x4.splat(total);
    store<f32>(own, load<f32>(own) - total);
    for (let k = 0; k < rows; k += 4) {
      const at = z + ((<usize>k) << 2);
      put(at, f32x4.mul(scale, f32x4.div(v128.load(at), by)), rows - k);
    }
  }
  count(call.counter, loss / <f64>rows);
  product(pairs, stepPairs, rows, 0, 1, 0, rows, teachers, step, pulled, step, rows, dims, 0, 0);
  for (let i = 0; i < rows; i++) {
    pullBack(i, pulled, units, load<f32>(lengths + ((<usize>i) << 2)), call);
  }
}
