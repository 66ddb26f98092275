/** Distances of features to class prototypes, in WebAssembly; features `[rows, dims]`, prototypes `[classes, dims]`. */
import { across, madd, only, put } from '../wasm/assembly/lanes';

@unmanaged
class Nearness {
  feature: usize;
  prototypes: usize;
  out: usize;
  rows: i32;
  classes: i32;
  dims: i32;
}

@unmanaged
class NearnessGradient {
  feature: usize;
  prototypes: usize;
  nearness: usize;
  dNearness: usize;
  into: usize;
  rows: i32;
  classes: i32;
  dims: i32;
  adds: i32;
}

/** Keeps a distance away from zero, where its gradient has no direction. */
const FLOOR: f32 = 1e-6;

/** out = -|feature - prototype| */
export function nearness(call: Nearness): void {
  const dims = call.dims;
  const step = (<usize>dims) << 2;
  let out = call.out;
  for (let row = 0; row < call.rows; row++) {
    const f = call.feature + <usize>row * step;
    for (let c = 0; c < call.classes; c++) {
      const p = call.prototypes + <usize>c * step;
      let squares = f32x4.splat(0);
      for (let k = 0; k < dims; k += 4) {
        const at = (<usize>k) << 2;
        const off = only(f32x4.sub(v128.load(f + at), v128.load(p + at)), dims - k);
        squares = madd(off, off, squares);
      }
      store<f32>(out, -sqrt<f32>(across(squares)));
      out += 4;
    }
  }
}

/** into (+)= sum over classes of -d (feature - prototype) / distance */
export function nearnessGradient(call: NearnessGradient): void {
  const dims = call.dims;
  const step = (<usize>dims) << 2;
  for (let row = 0; row < call.rows; row++) {
    const f = call.feature + <usize>row * step;
    const into = call.into + <usize>row * step;
    const scores = (<usize>(row * call.classes)) << 2;
    for (let k = 0; k < dims; k += 4) {
      const at = (<usize>k) << 2;
      const feature = v128.load(f + at);
      let sum = f32x4.splat(0);
      for (let c = 0; c < call.classes; c++) {
        const place = scores + ((<usize>c) << 2);
        const distance = min(load<f32>(call.nearness + place), -FLOOR);
        const pull = f32x4.splat(load<f32>(call.dNearness + place) / distance);
        const off = f32x4.sub(feature, v128.load(call.prototypes + <usize>c * step + at));
        sum = madd(pull, off, sum);
      }
      if (call.adds) sum = f32x4.add(v128.load(into + at), sum);
      put(into + at, sum, dims - k);
    }
  }
}
