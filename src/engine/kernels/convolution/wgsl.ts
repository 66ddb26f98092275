/**
 * WGSL of convolution, for any number of channels and strides of 1 and 2. A kernel one row high lacks the row above and the
 * one below (`above` is 1, else 0), which would lie outside of an image one pixel high. One thread computes one number or
 * four channels; weight gradients are summed in parts, one per run of rows, and added up by a second program. The shapes
 * that most nets have go to the faster programs of `wgsl-vectors.ts`.
 */
import { program, reads, u32, writes } from '../webgpu/program';

/** Sides of the input, channels in and out, stride, sides of the output, rows that the kernel lacks at either end. */
export const SHAPE = u32('h', 'w', 'ci', 'co', 'stride', 'oh', 'ow', 'above');

/** Four channels from o on, clamped to the last. */
const FOUR = `
  let quarters = (u.co + 3u) / 4u;
  let o = (index % quarters) * 4u;
  let o1 = min(o + 1u, u.co - 1u); let o2 = min(o + 2u, u.co - 1u); let o3 = min(o + 3u, u.co - 1u);`;

/** out = activation(x * W + b); four output channels a thread. */
export const convolve = program({
  name: 'convolve',
  operands: [...reads('x', 'w', 'b'), ...writes('out')],
  numbers: [...SHAPE, ...u32('relu')],
  body: `${FOUR}
  let pixel = index / quarters;
  let column = pixel % u.ow;
  let row = (pixel / u.ow) % u.oh;
  let image = pixel / (u.ow * u.oh);
  var sum = vec4<f32>(b[o], b[o1], b[o2], b[o3]);
  for (var kr = u.above; kr < 3u - u.above; kr++) {
    let r = row * u.stride + kr;
    if (r < 1u || r > u.h) { continue; }
    for (var kc = 0u; kc < 3u; kc++) {
      let c = column * u.stride + kc;
      if (c < 1u || c > u.w) { continue; }
      let start = ((image * u.h + r - 1u) * u.w + c - 1u) * u.ci;
      let at = ((kr - u.above) * 3u + kc) * u.ci * u.co;
      for (var i = 0u; i < u.ci; i++) {
        let k = at + i * u.co;
        sum += x[start + i] * vec4<f32>(w[k + o], w[k + o1], w[k + o2], w[k + o3]);
      }
    }
  }
  for (var k = 0u; k < 4u; k++) {
    if (o + k >= u.co) { return; }
    out[pixel * u.co + o + k] = select(sum[k], max(sum[k], 0.0), u.relu == 1u);
  }`,
});

/** into (+)= gradient on the input; one number a thread. */
export const convolveInputGradient = program({
  name: 'convolveInputGradient',
  operands: [...reads('dy', 'w'), ...writes('into')],
  numbers: [...SHAPE, ...u32('adds')],
  body: `
  let i = index % u.ci;
  let pixel = index / u.ci;
  let c = pixel % u.w;
  let r = (pixel / u.w) % u.h;
  let image = pixel / (u.w * u.h);
  var sum = 0.0;
  for (var kr = u.above; kr < 3u - u.above; kr++) {
    // the output row whose tap kr read this row: row * stride + kr - 1 = r
    let below = r + 1u;
    if (below < kr || (below - kr) % u.stride != 0u) { continue; }
    let row = (below - kr) / u.stride;
    if (row >= u.oh) { continue; }
    for (var kc = 0u; kc < 3u; kc++) {
      let left = c + 1u;
      if (left < kc || (left - kc) % u.stride != 0u) { continue; }
      let column = (left - kc) / u.stride;
      if (column >= u.ow) { continue; }
      let start = ((image * u.oh + row) * u.ow + column) * u.co;
      let at = (((kr - u.above) * 3u + kc) * u.ci + i) * u.co;
      for (var o = 0u; o < u.co; o++) { sum += dy[start + o] * w[at + o]; }
    }
  }
  into[index] = select(0.0, into[index], u.adds == 1u) + sum;`,
});

/**
 * Parts of the weight gradient: part k sums the output rows k * run .. of all images; one row of taps and four output
 * channels a thread. The bias is one more row of weights.
 */
export const convolveWeightParts = program({
  name: 'convolveWeightParts',
  operands: [...reads('x', 'dy'), ...writes('parts')],
  numbers: [...SHAPE, ...u32('rows', 'run')],
  helpers: `
fn put(u: Numbers, at: u32, o: u32, sums: vec4<f32>) {
  for (var k = 0u; k < 4u; k++) {
    if (o + k >= u.co) { return; }
    parts[at + o + k] = sums[k];
  }
}`,
  body: `${FOUR}
  let kernelRows = 3u - 2u * u.above;
  let taps = 3u * kernelRows * u.ci + 1u;
  let tapRows = kernelRows * u.ci + 1u;
  let tapRow = (index / quarters) % tapRows;
  let piece = index / (quarters * tapRows);
  let isBias = tapRow == kernelRows * u.ci;
  let i = tapRow % u.ci;
  let kr = tapRow / u.ci;
  var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>();
  for (var line = piece * u.run; line < min((piece + 1u) * u.run, u.rows); line++) {
    let r = (line % u.oh) * u.stride + kr + u.above;
    if (!isBias && (r < 1u || r > u.h)) { continue; }
    let start = (((line / u.oh) * u.h + r - 1u) * u.w) * u.ci + i;
    for (var column = 0u; column < u.ow; column++) {
      let d = (line * u.ow + column) * u.co;
      let dys = vec4<f32>(dy[d + o], dy[d + o1], dy[d + o2], dy[d + o3]);
      if (isBias) { s0 += dys; continue; }
      let c = column * u.stride;
      if (c >= 1u) { s0 += x[start + (c - 1u) * u.ci] * dys; }
      s1 += x[start + c * u.ci] * dys;
      if (c + 1u < u.w) { s2 += x[start + (c + 1u) * u.ci] * dys; }
    }
  }
  let at = (piece * taps + select(kr * 3u * u.ci + i, taps - 1u, isBias)) * u.co;
  put(u, at, o, s0);
  if (isBias) { return; }
  put(u, at + u.ci * u.co, o, s1);
  put(u, at + 2u * u.ci * u.co, o, s2);`,
});

/** dw, db (+)= the sum of the parts. */
export const addWeightParts = program({
  name: 'addWeightParts',
  operands: [...reads('parts'), ...writes('dw', 'db')],
  numbers: u32('size', 'count', 'weights', 'addsWeight', 'addsBias'),
  body: `
  var sum = 0.0;
  for (var k = 0u; k < u.count; k++) { sum += parts[k * u.size + index]; }
  if (index < u.weights) {
    if (u.addsWeight == 1u) { sum += dw[index]; }
    dw[index] = sum;
  } else {
    if (u.addsBias == 1u) { sum += db[index - u.weights]; }
    db[index - u.weights] = sum;
  }`,
});
