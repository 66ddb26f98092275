/** WGSL that losses share: the softmax of one row of `z`, without overflow. */

/** Largest number of row `at` of `z` and the sum of exponentials above it. */
export const ROW_SOFTMAX = `
fn largest(u: Numbers, at: u32) -> f32 {
  var top = z[at];
  for (var c = 1u; c < u.columns; c++) { top = max(top, z[at + c]); }
  return top;
}
fn total(u: Numbers, at: u32, top: f32) -> f32 {
  var sum = 0.0;
  for (var c = 0u; c < u.columns; c++) { sum += exp(z[at + c] - top); }
  return sum;
}`;
