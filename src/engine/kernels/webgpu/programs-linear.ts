/**
 * WGSL of linear layers, register-tiled: a thread computes 4 x 4 numbers of the result, so every number read is used
 * four times, with no shared memory and no barrier. Reads past an edge are clamped, writes are guarded.
 */
import type { Program } from './gpu';

const u32 = (name: string) => ({ name, type: 'u32' as const });

/** Rows r0..r3 and columns c0..c3 of this thread's tile, clamped to the last. */
const tile = (rows: string, columns: string) => `
  let tilesAcross = (${columns} + 3u) / 4u;
  let r = (index / tilesAcross) * 4u;
  let c = (index % tilesAcross) * 4u;
  let r1 = min(r + 1u, ${rows} - 1u); let r2 = min(r + 2u, ${rows} - 1u); let r3 = min(r + 3u, ${rows} - 1u);
  let c1 = min(c + 1u, ${columns} - 1u); let c2 = min(c + 2u, ${columns} - 1u); let c3 = min(c + 3u, ${columns} - 1u);
  var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>(); var s3 = vec4<f32>();`;

/** Threads a tiled program needs. */
export const tiles = (rows: number, columns: number): number =>
  Math.ceil(rows / 4) * Math.ceil(columns / 4);

/** out = activation(x W + b) */
export const linear: Program = {
  name: 'linear',
  buffers: [{ name: 'x' }, { name: 'p' }, { name: 'out', writes: true }],
  numbers: ['rows', 'inputs', 'outputs', 'w', 'b', 'hasBias', 'relu'].map(u32),
  helpers: `
fn put(row: u32, column: u32, values: vec4<f32>) {
  if (row >= u.rows) { return; }
  for (var k = 0u; k < 4u; k++) {
    let at = column + k;
    if (at >= u.outputs) { return; }
    var v = values[k];
    if (u.hasBias == 1u) { v += p[u.b + at]; }
    if (u.relu == 1u) { v = max(v, 0.0); }
    out[row * u.outputs + at] = v;
  }
}`,
  body: `${tile('u.rows', 'u.outputs')}
  for (var i = 0u; i < u.inputs; i++) {
    let at = u.w + i * u.outputs;
    let weights = vec4<f32>(p[at + c], p[at + c1], p[at + c2], p[at + c3]);
    s0 += x[r * u.inputs + i] * weights;
    s1 += x[r1 * u.inputs + i] * weights;
    s2 += x[r2 * u.inputs + i] * weights;
    s3 += x[r3 * u.inputs + i] * weights;
  }
  put(r, c, s0); put(r + 1u, c, s1); put(r + 2u, c, s2); put(r + 3u, c, s3);`,
};

/** into (+)= dy W^T */
export const linearInputGradient: Program = {
  name: 'linearInputGradient',
  buffers: [{ name: 'dy' }, { name: 'p' }, { name: 'into', writes: true }],
  numbers: ['rows', 'inputs', 'outputs', 'w', 'adds'].map(u32),
  helpers: `
fn put(row: u32, column: u32, values: vec4<f32>) {
  if (row >= u.rows) { return; }
  for (var k = 0u; k < 4u; k++) {
    let at = column + k;
    if (at >= u.inputs) { return; }
    let before = select(0.0, into[row * u.inputs + at], u.adds == 1u);
    into[row * u.inputs + at] = before + values[k];
  }
}`,
  body: `${tile('u.rows', 'u.inputs')}
  for (var o = 0u; o < u.outputs; o++) {
    let weights = vec4<f32>(
      p[u.w + c * u.outputs + o], p[u.w + c1 * u.outputs + o],
      p[u.w + c2 * u.outputs + o], p[u.w + c3 * u.outputs + o]);
    s0 += dy[r * u.outputs + o] * weights;
    s1 += dy[r1 * u.outputs + o] * weights;
    s2 += dy[r2 * u.outputs + o] * weights;
    s3 += dy[r3 * u.outputs + o] * weights;
  }
  put(r, c, s0); put(r + 1u, c, s1); put(r + 2u, c, s2); put(r + 3u, c, s3);`,
};

/** Gradient of W += x^T dy; the bias is one more row of inputs, all ones. */
export const linearWeightGradient: Program = {
  name: 'linearWeightGradient',
  buffers: [{ name: 'x' }, { name: 'dy' }, { name: 'g', writes: true }],
  numbers: ['rows', 'inputs', 'outputs', 'w', 'b', 'hasBias'].map(u32),
  helpers: `
fn input(row: u32, i: u32) -> f32 {
  return select(x[row * u.inputs + min(i, u.inputs - 1u)], 1.0, i >= u.inputs);
}
fn put(i: u32, column: u32, values: vec4<f32>) {
  if (i >= u.inputs + u.hasBias) { return; }
  let begin = select(u.w + i * u.outputs, u.b, i >= u.inputs);
  for (var k = 0u; k < 4u; k++) {
    if (column + k >= u.outputs) { return; }
    g[begin + column + k] += values[k];
  }
}`,
  body: `${tile('(u.inputs + u.hasBias)', 'u.outputs')}
  for (var row = 0u; row < u.rows; row++) {
    let at = row * u.outputs;
    let d = vec4<f32>(dy[at + c], dy[at + c1], dy[at + c2], dy[at + c3]);
    s0 += input(row, r) * d;
    s1 += input(row, r1) * d;
    s2 += input(row, r2) * d;
    s3 += input(row, r3) * d;
  }
  put(r, c, s0); put(r + 1u, c, s1); put(r + 2u, c, s2); put(r + 3u, c, s3);`,
};
