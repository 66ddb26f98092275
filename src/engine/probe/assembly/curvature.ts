/**
 * The second derivative of a regression from some of its rows, mean of (diag(p) - p p^T) (x) x x^T + 2 penalty, factored
 * (Cholesky) and solved with. The sum over rows is one product: the couplings of the classes of each row with the
 * triangle of x x^T.
 */
import { outerProduct } from '../../kernels/wasm/assembly/product';
import { Regression } from './regression';

@unmanaged
export class Curvature {
  regression: Regression;
  /** Every how many rows one is looked at, and how many are. */
  every: i32;
  seen: i32;
  /** Pairs of classes, to the next four: float32 `[seen, pairs]` at `couplings`. */
  pairs: i32;
  /** Numbers of a triangle, to the next eight: float32 `[seen, triangle]` at `outers`, `[pairs, triangle]` at `products`. */
  triangle: i32;
  couplings: usize;
  outers: usize;
  products: usize;
  /** float64 `[size, size]`, the lower triangle; size is classes x width. */
  factor: usize;
}

/** x_a x_b of every row looked at, b up to a. */
function toOuters(fit: Curvature): void {
  const design = fit.regression.design;
  const step = (<usize>(fit.every * design.stride)) << 2;
  let x = design.wide;
  let row = fit.outers;
  for (let i = 0; i < fit.seen; i++) {
    let to = row;
    for (let a = 0; a < design.width; a++) {
      const own = v128.load32_splat(x + ((<usize>a) << 2));
      // what is past b is overwritten by the next a
      for (let b = 0; b <= a; b += 4) {
        v128.store(to + ((<usize>b) << 2), f32x4.mul(own, v128.load(x + ((<usize>b) << 2))));
      }
      to += (<usize>(a + 1)) << 2;
    }
    x += step;
    row += (<usize>fit.triangle) << 2;
  }
}

/** How each row looked at couples the scores of two classes, l up to k. */
function toCouplings(fit: Curvature): void {
  const regression = fit.regression;
  const share: f32 = 1 / <f32>fit.seen;
  const step = (<usize>(fit.every * regression.lanes)) << 2;
  let p = regression.probabilities;
  let row = fit.couplings;
  for (let i = 0; i < fit.seen; i++) {
    let to = row;
    for (let k = 0; k < regression.classes; k++) {
      const pk = load<f32>(p + ((<usize>k) << 2));
      const scaled = pk * share;
      for (let l = 0; l < k; l++) {
        store<f32>(to, -scaled * load<f32>(p + ((<usize>l) << 2)));
        to += 4;
      }
      store<f32>(to, scaled * (1 - pk));
      to += 4;
    }
    p += step;
    row += (<usize>fit.pairs) << 2;
  }
}

function sumRows(fit: Curvature): void {
  toOuters(fit);
  toCouplings(fit);
  const across = (<usize>fit.pairs) << 2;
  const along = (<usize>fit.triangle) << 2;
  outerProduct(
    fit.couplings,
    across,
    1,
    0,
    fit.seen,
    fit.outers,
    along,
    fit.products,
    along,
    fit.pairs,
    fit.triangle,
    0,
  );
}

/** Sum of a[k] b[k], float64, in four parts. */
function dot(a: usize, b: usize, count: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let k = 0;
  let pa = a;
  let pb = b;
  for (; k + 4 <= count; k += 4) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(pa), v128.load(pb)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(pa, 16), v128.load(pb, 16)));
    pa += 32;
    pb += 32;
  }
  s0 = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; k < count; k++) {
    sum += load<f64>(pa) * load<f64>(pb);
    pa += 8;
    pb += 8;
  }
  return sum;
}

/** a[k] -= scale b[k] */
function subtract(a: usize, scale: f64, b: usize, count: i32): void {
  const scales = f64x2.splat(scale);
  const even = (<usize>(count & ~1)) << 3;
  for (let at: usize = 0; at < even; at += 16) {
    v128.store(a + at, f64x2.sub(v128.load(a + at), f64x2.mul(scales, v128.load(b + at))));
  }
  if (count & 1) store<f64>(a + even, load<f64>(a + even) - scale * load<f64>(b + even));
}

/** Replaces a lower triangle by its Cholesky factor. @returns whether it is positive definite. */
function factorise(at: usize, n: i32): bool {
  const step = (<usize>n) << 3;
  for (let i = 0; i < n; i++) {
    const row = at + <usize>i * step;
    let other = at;
    for (let j = 0; j < i; j++) {
      const place = (<usize>j) << 3;
      store<f64>(
        row + place,
        (load<f64>(row + place) - dot(row, other, j)) / load<f64>(other + place),
      );
      other += step;
    }
    const own = row + ((<usize>i) << 3);
    const square = load<f64>(own) - dot(row, row, i);
    if (!(square > 0)) return false;
    store<f64>(own, Math.sqrt(square));
  }
  return true;
}

/**
 * Sums and factors it.
 * @param penalty on squared weights. @param least curvature of a bias.
 * @returns whether it is positive definite.
 */
export function factor(fit: Curvature, penalty: f64, least: f64): bool {
  sumRows(fit);
  const width = fit.regression.design.width;
  const classes = fit.regression.classes;
  const size = classes * width;
  let products = fit.products;
  for (let k = 0; k < classes; k++) {
    for (let l = 0; l <= k; l++) {
      let from = products;
      for (let a = 0; a < width; a++) {
        for (let b = 0; b <= a; b++) {
          const value = <f64>load<f32>(from);
          store<f64>(fit.factor + ((<usize>((k * width + a) * size + l * width + b)) << 3), value);
          store<f64>(fit.factor + ((<usize>((k * width + b) * size + l * width + a)) << 3), value);
          from += 4;
        }
      }
      products += (<usize>fit.triangle) << 2;
    }
  }
  for (let at = 0; at < size; at++) {
    const own = fit.factor + ((<usize>(at * size + at)) << 3);
    store<f64>(own, load<f64>(own) + (at % width < width - 1 ? 2 * penalty : least));
  }
  return factorise(fit.factor, size);
}

/** Solves L L^T x = x in place. @param x float64 `[size]`. */
export function solve(factor: usize, size: i32, x: usize): void {
  const step = (<usize>size) << 3;
  let row = factor;
  for (let i = 0; i < size; i++) {
    const own = (<usize>i) << 3;
    store<f64>(x + own, (load<f64>(x + own) - dot(row, x, i)) / load<f64>(row + own));
    row += step;
  }
  for (let i = size - 1; i >= 0; i--) {
    row -= step;
    const own = (<usize>i) << 3;
    const value = load<f64>(x + own) / load<f64>(row + own);
    store<f64>(x + own, value);
    subtract(x, value, row, i);
  }
}
