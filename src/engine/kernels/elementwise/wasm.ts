/** What is worked out number by number, in WebAssembly. */
import { exp4, put } from '../wasm/assembly/lanes';

@unmanaged
class Sum {
  a: usize;
  /** 0 for none. */
  b: usize;
  /** A number for each column; 0 for none. */
  bias: usize;
  out: usize;
  rows: i32;
  columns: i32;
  relu: i32;
  share: f32;
}

@unmanaged
class Multiply {
  a: usize;
  b: usize;
  into: usize;
  /** Numbers of b, each for `width` numbers of a. */
  count: i32;
  width: i32;
  adds: i32;
}

/** An output y, or an input x, and what is made of it. */
@unmanaged
class Through {
  from: usize;
  into: usize;
  count: i32;
}

/** out = activation(a + b + share bias) */
export function sum(call: Sum): void {
  const columns = call.columns;
  const share = f32x4.splat(call.share);
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * columns)) << 2;
    for (let k = 0; k < columns; k += 4) {
      const across = (<usize>k) << 2;
      const at = begin + across;
      let value = v128.load(call.a + at);
      if (call.b) value = f32x4.add(value, v128.load(call.b + at));
      if (call.bias) value = f32x4.add(value, f32x4.mul(share, v128.load(call.bias + across)));
      if (call.relu) value = f32x4.max(value, f32x4.splat(0));
      put(call.out + at, value, columns - k);
    }
  }
}

/** into (+)= a b */
export function multiply(call: Multiply): void {
  const count = call.count;
  const width = call.width;
  if (width === 1) {
    for (let k = 0; k < count; k += 4) {
      const at = (<usize>k) << 2;
      let value = f32x4.mul(v128.load(call.a + at), v128.load(call.b + at));
      if (call.adds) value = f32x4.add(v128.load(call.into + at), value);
      put(call.into + at, value, count - k);
    }
    return;
  }
  for (let row = 0; row < count; row++) {
    const factor = v128.load32_splat(call.b + ((<usize>row) << 2));
    const begin = (<usize>(row * width)) << 2;
    for (let k = 0; k < width; k += 4) {
      const at = begin + ((<usize>k) << 2);
      let value = f32x4.mul(v128.load(call.a + at), factor);
      if (call.adds) value = f32x4.add(v128.load(call.into + at), value);
      put(call.into + at, value, width - k);
    }
  }
}

/** into = 1 / (1 + e^-x) */
export function sigmoid(call: Through): void {
  const count = call.count;
  const one = f32x4.splat(1);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const e = exp4(f32x4.neg(v128.load(call.from + at)));
    put(call.into + at, f32x4.div(one, f32x4.add(one, e)), count - k);
  }
}

/** into *= y (1 - y) */
export function sigmoidGradient(call: Through): void {
  const count = call.count;
  const one = f32x4.splat(1);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const y = v128.load(call.from + at);
    const slope = f32x4.mul(y, f32x4.sub(one, y));
    put(call.into + at, f32x4.mul(v128.load(call.into + at), slope), count - k);
  }
}

/** into = 0 where y is not above 0 */
export function reluGradient(call: Through): void {
  const count = call.count;
  const none = f32x4.splat(0);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const open = f32x4.gt(v128.load(call.from + at), none);
    put(call.into + at, v128.and(v128.load(call.into + at), open), count - k);
  }
}
