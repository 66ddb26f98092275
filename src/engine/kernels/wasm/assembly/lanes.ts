/**
 * Four numbers at a time: what the kernels build on. Numbers past the end of an array are read (the host keeps a margin
 * behind the last) but never written, so sizes that are no multiple of four need no second loop.
 */

/** a b + c: one rounding in the build for relaxed SIMD, two in the other. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Stores the first `count` lanes, all four where there are more. */
export function put(at: usize, values: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, values);
    return;
  }
  if (count > 0) v128.store32_lane(at, values, 0);
  if (count > 1) v128.store32_lane(at, values, 1, 4);
  if (count > 2) v128.store32_lane(at, values, 2, 8);
}

/** The first `count` lanes, zero in the others. */
export function only(values: v128, count: i32): v128 {
  if (count >= 4) return values;
  return v128.and(values, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
}

/** Sum of the lanes. */
export function across(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

/**
 * e^x to two units in the last place (Cephes' polynomial after taking whole powers of 2 out); exactly 0 below -87.3,
 * infinite above 88.4, NaN for NaN.
 */
export function exp4(x: v128): v128 {
  const bounded = f32x4.min(f32x4.splat(89), f32x4.max(f32x4.splat(-88), x));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(<f32>Math.LOG2E)));
  // ln 2 in two parts, the first with few digits, so that what is left is exact
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let y = f32x4.splat(1.98756915e-4);
  y = madd(y, r, f32x4.splat(1.3981999507e-3));
  y = madd(y, r, f32x4.splat(8.3334519073e-3));
  y = madd(y, r, f32x4.splat(4.1665795894e-2));
  y = madd(y, r, f32x4.splat(1.6666665459e-1));
  y = madd(y, r, f32x4.splat(5.0000001201e-1));
  y = f32x4.add(madd(y, f32x4.mul(r, r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(y, power), f32x4.lt(x, f32x4.splat(-87.3)));
}

/** Sum of a[k] b[k]. */
export function dot(a: usize, b: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    sums = madd(only(v128.load(a + at), count - k), only(v128.load(b + at), count - k), sums);
  }
  return across(sums);
}

/** The largest of at least one number; NaN where one is. */
export function largestOf(at: usize, count: i32): f32 {
  let top = load<f32>(at);
  let k = 0;
  if (count >= 4) {
    let tops = v128.load(at);
    for (k = 4; k + 4 <= count; k += 4) tops = f32x4.max(tops, v128.load(at + ((<usize>k) << 2)));
    top = max(
      max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
      max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
    );
  }
  for (; k < count; k++) top = max(top, load<f32>(at + ((<usize>k) << 2)));
  return top;
}

/** out[k] = e^(x[k] - top). @returns their sum. */
export function exponentials(x: usize, count: i32, top: f32, out: usize): f32 {
  const from = f32x4.splat(top);
  let sums = f32x4.splat(0);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const values = only(exp4(f32x4.sub(v128.load(x + at), from)), count - k);
    put(out + at, values, count - k);
    sums = f32x4.add(sums, values);
  }
  return across(sums);
}

/** Where losses are counted: the sum of their means over batches, and how many batches there were, both f64. */
export function count(counter: usize, mean: f64): void {
  if (!counter) return;
  store<f64>(counter, load<f64>(counter) + mean);
  store<f64>(counter, load<f64>(counter, 8) + 1, 8);
}

/** Room for intermediate results, as much as the host found the recorded commands to need; contents last one command. */
export let scratch: usize = 0;

export function setScratch(at: usize): void {
  scratch = at;
}
