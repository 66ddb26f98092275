/** Gradients of parameters as a whole, in WebAssembly: scaled, with noise, measured. Sums are taken in float64. */
import { count, put } from '../wasm/assembly/lanes';

@unmanaged
class Modulate {
  gradient: usize;
  /** One number. */
  factor: usize;
  /** 0 for none. */
  noise: usize;
  count: i32;
  moreSpread: f32;
}

@unmanaged
class Measure {
  at: usize;
  out: usize;
  count: i32;
  /** Whether what is there already counts too; of `largest`. */
  adds: i32;
}

@unmanaged
class NormRatio {
  gradients: usize;
  values: usize;
  counter: usize;
  count: i32;
}

@unmanaged
class Products {
  now: usize;
  taken: usize;
  both: usize;
  ofTaken: usize;
  ofNow: usize;
  count: i32;
  /** Whether what is there already counts too. */
  adds: i32;
}

@unmanaged
class Combine {
  gradient: usize;
  taken: usize;
  first: usize;
  second: usize;
  scale: usize;
  count: i32;
  gamma: f32;
  leastSquare: f32;
}

@unmanaged
class Pull {
  gradient: usize;
  value: usize;
  reference: usize;
  /** One number. */
  strength: usize;
  count: i32;
}

function squares(at: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const x = v128.load(at + ((<usize>k) << 2));
    const first = f64x2.promote_low_f32x4(x);
    const second = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; k < count; k++) {
    const x = <f64>load<f32>(at + ((<usize>k) << 2));
    sum += x * x;
  }
  return sum;
}

/** Standard deviation (n - 1, as PyTorch's). */
function deviation(at: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < count; k++) sum += <f64>load<f32>(at + ((<usize>k) << 2));
  const mean = sum / <f64>count;
  let off: f64 = 0;
  for (let k = 0; k < count; k++) {
    const x = <f64>load<f32>(at + ((<usize>k) << 2)) - mean;
    off += x * x;
  }
  return Math.sqrt(off / <f64>max(1, count - 1));
}

/** g = factor g + (sd(g) + more) noise */
export function modulate(call: Modulate): void {
  const many = call.count;
  const factor = v128.load32_splat(call.factor);
  const spread = call.noise
    ? f32x4.splat(<f32>deviation(call.gradient, many) + call.moreSpread)
    : f32x4.splat(0);
  for (let k = 0; k < many; k += 4) {
    const at = (<usize>k) << 2;
    let value = f32x4.mul(factor, v128.load(call.gradient + at));
    if (call.noise) value = f32x4.add(value, f32x4.mul(spread, v128.load(call.noise + at)));
    put(call.gradient + at, value, many - k);
  }
}

/** out[0] = square root of the sum of squares. */
export function norm(call: Measure): void {
  store<f32>(call.out, <f32>Math.sqrt(squares(call.at, call.count)));
}

/** out[0] = the largest size, or what is there where that is larger. */
export function largest(call: Measure): void {
  let top: f32 = call.adds ? load<f32>(call.out) : 0;
  for (let k = 0; k < call.count; k++) top = max(top, abs(load<f32>(call.at + ((<usize>k) << 2))));
  store<f32>(call.out, top);
}

/** Counts the norm of gradients over that of values. */
export function recordNormRatio(call: NormRatio): void {
  const above = squares(call.gradients, call.count);
  const below = squares(call.values, call.count);
  count(call.counter, Math.sqrt(above / below));
}

/** Adds to `at` where something is there already. */
function keep(at: usize, value: f64, adds: i32): void {
  store<f32>(at, <f32>(value + (adds ? <f64>load<f32>(at) : 0)));
}

/** The products of a parameter's two gradients with each other and with themselves. */
export function products(call: Products): void {
  let both: f64 = 0;
  for (let k = 0; k < call.count; k++) {
    const at = (<usize>k) << 2;
    both += <f64>load<f32>(call.taken + at) * <f64>load<f32>(call.now + at);
  }
  keep(call.both, both, call.adds);
  keep(call.ofTaken, squares(call.taken, call.count), call.adds);
  keep(call.ofNow, squares(call.now, call.count), call.adds);
}

/** g = gamma s (w1 taken + w2 g), s = max(1, |taken + g| / |w1 taken + w2 g|) */
export function combine(call: Combine): void {
  const first = load<f32>(call.first);
  const second = load<f32>(call.second);
  let sum: f64 = 0;
  let mixed: f64 = 0;
  const end = (<usize>call.count) << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const a = load<f32>(call.taken + at);
    const u = load<f32>(call.gradient + at);
    const plain = <f64>a + <f64>u;
    const mix = first * a + second * u;
    sum += plain * plain;
    mixed += <f64>mix * <f64>mix;
    store<f32>(call.gradient + at, mix);
  }
  const scale = max(1, Math.sqrt(sum / max(mixed, <f64>call.leastSquare)));
  store<f32>(call.scale, <f32>scale);
  const factor = <f32>(<f64>call.gamma * scale);
  for (let at: usize = 0; at < end; at += 4) {
    store<f32>(call.gradient + at, factor * load<f32>(call.gradient + at));
  }
}

/** g = g + strength (p - reference); number by number, for it is a small part of a step. */
export function pull(call: Pull): void {
  const strength = load<f32>(call.strength);
  const end = (<usize>call.count) << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const away = load<f32>(call.value + at) - load<f32>(call.reference + at);
    store<f32>(call.gradient + at, load<f32>(call.gradient + at) + strength * away);
  }
}
