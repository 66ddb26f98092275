/** Distances within a batch in WebAssembly; what they are stands in agreement/op.ts. */
import { across, count, madd, only, put } from '../wasm/assembly/lanes';

@unmanaged
class MeanSquare {
  x: usize;
  target: usize;
  into: usize;
  counter: usize;
  /** A factor for each row; 0 where all count alike. */
  rowWeights: usize;
  rows: i32;
  columns: i32;
  adds: i32;
  /** Factor on the gradient of the sum of squares, the 2 included. */
  scale: f32;
}

/** into (+)= scale (x - target), times the row's weight; counts the mean square. */
export function meanSquare(call: MeanSquare): void {
  const columns = call.columns;
  let total: f64 = 0;
  for (let row = 0; row < call.rows; row++) {
    const begin = (<usize>(row * columns)) << 2;
    const rowWeight: f32 = call.rowWeights ? load<f32>(call.rowWeights + ((<usize>row) << 2)) : 1;
    const scale = f32x4.splat(call.scale * rowWeight);
    let squares = f32x4.splat(0);
    for (let k = 0; k < columns; k += 4) {
      const at = begin + ((<usize>k) << 2);
      const off = only(f32x4.sub(v128.load(call.x + at), v128.load(call.target + at)), columns - k);
      squares = madd(off, off, squares);
      let gradient = f32x4.mul(scale, off);
      if (call.adds) gradient = f32x4.add(v128.load(call.into + at), gradient);
      put(call.into + at, gradient, columns - k);
    }
    total += <f64>(across(squares) * rowWeight);
  }
  count(call.counter, total / <f64>(call.rows * columns));
}
