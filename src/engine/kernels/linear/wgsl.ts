/**
 * WGSL of linear layers, register-tiled: a thread computes 4 x 4 numbers of the result, so every number read is used
 * four times, with no shared memory and no barrier. Where all sides are whole fours, memory is read and written by the
 * vec4; otherwise reads past an edge are clamped and writes guarded.
 */
import { program, reads, u32, writes } from '../webgpu/program';

/** Threads a tiled program needs. */
export const tiles = (rows: number, columns: number): number =>
  Math.ceil(rows / 4) * Math.ceil(columns / 4);

/** Whether the vec4 form of a program fits. */
export const inFours = (...sides: number[]): boolean => sides.every((side) => side % 4 === 0);

const SUMS = `
  var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>(); var s3 = vec4<f32>();`;

/** Rows r, r1.. of this thread's tile, clamped to the last. */
const tileRows = (rows: string) => `
  let r1 = min(r + 1u, ${rows} - 1u); let r2 = min(r + 2u, ${rows} - 1u); let r3 = min(r + 3u, ${rows} - 1u);`;

const tileColumns = (columns: string) => `
  let c1 = min(c + 1u, ${columns} - 1u); let c2 = min(c + 2u, ${columns} - 1u); let c3 = min(c + 3u, ${columns} - 1u);`;

const tile = (rows: string, columns: string) => `
  let tilesAcross = (${columns} + 3u) / 4u;
  let r = (index / tilesAcross) * 4u;
  let c = (index % tilesAcross) * 4u;${tileRows(rows)}${tileColumns(columns)}${SUMS}`;

const LINEAR = {
  operands: [...reads('x', 'w', 'b'), ...writes('out')],
  numbers: u32('rows', 'inputs', 'outputs', 'hasBias', 'relu'),
};

/** out = activation(x W + b) */
export const linear = program({
  name: 'linear',
  ...LINEAR,
  helpers: `
fn put(u: Numbers, row: u32, column: u32, sums: vec4<f32>) {
  if (row >= u.rows) { return; }
  for (var k = 0u; k < 4u; k++) {
    let at = column + k;
    if (at >= u.outputs) { return; }
    var v = sums[k];
    if (u.hasBias == 1u) { v += b[at]; }
    if (u.relu == 1u) { v = max(v, 0.0); }
    out[row * u.outputs + at] = v;
  }
}`,
  body: `${tile('u.rows', 'u.outputs')}
  for (var i = 0u; i < u.inputs; i++) {
    let at = i * u.outputs;
    let weights = vec4<f32>(w[at + c], w[at + c1], w[at + c2], w[at + c3]);
    s0 += x[r * u.inputs + i] * weights;
    s1 += x[r1 * u.inputs + i] * weights;
    s2 += x[r2 * u.inputs + i] * weights;
    s3 += x[r3 * u.inputs + i] * weights;
  }
  put(u, r, c, s0); put(u, r + 1u, c, s1); put(u, r + 2u, c, s2); put(u, r + 3u, c, s3);`,
});

/** The same where inputs and outputs are whole fours. */
export const linear4 = program({
  name: 'linear4',
  vec4: true,
  ...LINEAR,
  helpers: `
fn put(u: Numbers, row: u32, column: u32, sums: vec4<f32>) {
  if (row >= u.rows) { return; }
  var v = sums;
  if (u.hasBias == 1u) { v += b[column]; }
  if (u.relu == 1u) { v = max(v, vec4<f32>()); }
  out[row * (u.outputs / 4u) + column] = v;
}`,
  body: `
  let across = u.outputs / 4u;
  let deep = u.inputs / 4u;
  let r = (index / across) * 4u;
  let c = index % across;${tileRows('u.rows')}${SUMS}
  for (var i = 0u; i < deep; i++) {
    let at = 4u * i * across + c;
    let w0 = w[at]; let w1 = w[at + across]; let w2 = w[at + 2u * across]; let w3 = w[at + 3u * across];
    let x0 = x[r * deep + i]; let x1 = x[r1 * deep + i]; let x2 = x[r2 * deep + i]; let x3 = x[r3 * deep + i];
    s0 += x0.x * w0 + x0.y * w1 + x0.z * w2 + x0.w * w3;
    s1 += x1.x * w0 + x1.y * w1 + x1.z * w2 + x1.w * w3;
    s2 += x2.x * w0 + x2.y * w1 + x2.z * w2 + x2.w * w3;
    s3 += x3.x * w0 + x3.y * w1 + x3.z * w2 + x3.w * w3;
  }
  put(u, r, c, s0); put(u, r + 1u, c, s1); put(u, r + 2u, c, s2); put(u, r + 3u, c, s3);`,
});

const INPUT_GRADIENT = {
  operands: [...reads('dy', 'w'), ...writes('into')],
  numbers: u32('rows', 'inputs', 'outputs', 'adds'),
};

/** into (+)= dy W^T */
export const linearInputGradient = program({
  name: 'linearInputGradient',
  ...INPUT_GRADIENT,
  helpers: `
fn put(u: Numbers, row: u32, column: u32, sums: vec4<f32>) {
  if (row >= u.rows) { return; }
  for (var k = 0u; k < 4u; k++) {
    let at = column + k;
    if (at >= u.inputs) { return; }
    let before = select(0.0, into[row * u.inputs + at], u.adds == 1u);
    into[row * u.inputs + at] = before + sums[k];
  }
}`,
  body: `${tile('u.rows', 'u.inputs')}
  for (var o = 0u; o < u.outputs; o++) {
    let weights = vec4<f32>(
      w[c * u.outputs + o], w[c1 * u.outputs + o], w[c2 * u.outputs + o], w[c3 * u.outputs + o]);
    s0 += dy[r * u.outputs + o] * weights;
    s1 += dy[r1 * u.outputs + o] * weights;
    s2 += dy[r2 * u.outputs + o] * weights;
    s3 += dy[r3 * u.outputs + o] * weights;
  }
  put(u, r, c, s0); put(u, r + 1u, c, s1); put(u, r + 2u, c, s2); put(u, r + 3u, c, s3);`,
});

/** The same where inputs and outputs are whole fours. */
export const linearInputGradient4 = program({
  name: 'linearInputGradient4',
  vec4: true,
  ...INPUT_GRADIENT,
  helpers: `
fn put(u: Numbers, row: u32, column: u32, sums: vec4<f32>) {
  if (row >= u.rows) { return; }
  let at = row * (u.inputs / 4u) + column;
  if (u.adds == 1u) { into[at] = into[at] + sums; } else { into[at] = sums; }
}`,
  body: `
  let across = u.inputs / 4u;
  let deep = u.outputs / 4u;
  let r = (index / across) * 4u;
  let c = index % across;${tileRows('u.rows')}${SUMS}
  for (var o = 0u; o < deep; o++) {
    let at = 4u * c * deep + o;
    let w0 = w[at]; let w1 = w[at + deep]; let w2 = w[at + 2u * deep]; let w3 = w[at + 3u * deep];
    let d0 = dy[r * deep + o]; let d1 = dy[r1 * deep + o]; let d2 = dy[r2 * deep + o]; let d3 = dy[r3 * deep + o];
    s0 += vec4<f32>(dot(d0, w0), dot(d0, w1), dot(d0, w2), dot(d0, w3));
    s1 += vec4<f32>(dot(d1, w0), dot(d1, w1), dot(d1, w2), dot(d1, w3));
    s2 += vec4<f32>(dot(d2, w0), dot(d2, w1), dot(d2, w2), dot(d2, w3));
    s3 += vec4<f32>(dot(d3, w0), dot(d3, w1), dot(d3, w2), dot(d3, w3));
  }
  put(u, r, c, s0); put(u, r + 1u, c, s1); put(u, r + 2u, c, s2); put(u, r + 3u, c, s3);`,
});

const WEIGHT_GRADIENT = {
  operands: [...reads('x', 'dy'), ...writes('dw', 'db')],
  numbers: u32('rows', 'inputs', 'outputs', 'hasBias', 'addsWeight', 'addsBias'),
};

/** dW (+)= x^T dy; the bias is one more row of inputs, all ones. */
export const linearWeightGradient = program({
  name: 'linearWeightGradient',
  ...WEIGHT_GRADIENT,
  helpers: `
fn input(u: Numbers, row: u32, i: u32) -> f32 {
  return select(x[row * u.inputs + min(i, u.inputs - 1u)], 1.0, i >= u.inputs);
}
fn put(u: Numbers, i: u32, column: u32, sums: vec4<f32>) {
  if (i >= u.inputs + u.hasBias) { return; }
  for (var k = 0u; k < 4u; k++) {
    let at = column + k;
    if (at >= u.outputs) { return; }
    if (i < u.inputs) {
      let before = select(0.0, dw[i * u.outputs + at], u.addsWeight == 1u);
      dw[i * u.outputs + at] = before + sums[k];
    } else {
      let before = select(0.0, db[at], u.addsBias == 1u);
      db[at] = before + sums[k];
    }
  }
}`,
  body: `${tile('(u.inputs + u.hasBias)', 'u.outputs')}
  for (var row = 0u; row < u.rows; row++) {
    let at = row * u.outputs;
    let d = vec4<f32>(dy[at + c], dy[at + c1], dy[at + c2], dy[at + c3]);
    s0 += input(u, row, r) * d;
    s1 += input(u, row, r1) * d;
    s2 += input(u, row, r2) * d;
    s3 += input(u, row, r3) * d;
  }
  put(u, r, c, s0); put(u, r + 1u, c, s1); put(u, r + 2u, c, s2); put(u, r + 3u, c, s3);`,
});

/** The same where inputs and outputs are whole fours; the last row of tiles is the bias. */
export const linearWeightGradient4 = program({
  name: 'linearWeightGradient4',
  vec4: true,
  ...WEIGHT_GRADIENT,
  helpers: `
fn put(u: Numbers, at: u32, sums: vec4<f32>) {
  if (u.addsWeight == 1u) { dw[at] = dw[at] + sums; } else { dw[at] = sums; }
}`,
  body: `
  let across = u.outputs / 4u;
  let deep = u.inputs / 4u;
  let r = index / across;
  let c = index % across;${SUMS}
  if (r == deep) {
    for (var row = 0u; row < u.rows; row++) { s0 += dy[row * across + c]; }
    if (u.addsBias == 1u) { s0 += db[c]; }
    db[c] = s0;
    return;
  }
  for (var row = 0u; row < u.rows; row++) {
    let d = dy[row * across + c];
    let v = x[row * deep + r];
    s0 += v.x * d;
    s1 += v.y * d;
    s2 += v.z * d;
    s3 += v.w * d;
  }
  let at = 4u * r * across + c;
  put(u, at, s0); put(u, at + across, s1); put(u, at + 2u * across, s2); put(u, at + 3u * across, s3);`,
});
