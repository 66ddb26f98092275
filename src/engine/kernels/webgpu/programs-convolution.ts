/**
 * WGSL of 3x3 convolution, pooling and averages. One thread computes one number (or four output channels); weight
 * gradients are summed in parts, one per run of rows, and added up by a second program.
 */
import type { Program } from './gpu';

const u32 = (name: string) => ({ name, type: 'u32' as const });

/** Sides of the input, channels in and out, stride, sides of the output. */
const SHAPE = ['h', 'w', 'ci', 'co', 'stride', 'oh', 'ow'].map(u32);

/** out = activation(x * W + b); four output channels a thread. */
export const convolve: Program = {
  name: 'convolve',
  buffers: [{ name: 'x' }, { name: 'p' }, { name: 'out', writes: true }],
  numbers: [...SHAPE, u32('weight'), u32('bias'), u32('relu')],
  body: `
  let quarters = (u.co + 3u) / 4u;
  let o = (index % quarters) * 4u;
  let pixel = index / quarters;
  let column = pixel % u.ow;
  let row = (pixel / u.ow) % u.oh;
  let image = pixel / (u.ow * u.oh);
  let o1 = min(o + 1u, u.co - 1u); let o2 = min(o + 2u, u.co - 1u); let o3 = min(o + 3u, u.co - 1u);
  var sum = vec4<f32>(p[u.bias + o], p[u.bias + o1], p[u.bias + o2], p[u.bias + o3]);
  for (var kr = 0u; kr < 3u; kr++) {
    let r = row * u.stride + kr;
    if (r < 1u || r > u.h) { continue; }
    for (var kc = 0u; kc < 3u; kc++) {
      let c = column * u.stride + kc;
      if (c < 1u || c > u.w) { continue; }
      let start = ((image * u.h + r - 1u) * u.w + c - 1u) * u.ci;
      let at = u.weight + (kr * 3u + kc) * u.ci * u.co;
      for (var i = 0u; i < u.ci; i++) {
        let k = at + i * u.co;
        sum += x[start + i] * vec4<f32>(p[k + o], p[k + o1], p[k + o2], p[k + o3]);
      }
    }
  }
  for (var k = 0u; k < 4u; k++) {
    if (o + k >= u.co) { return; }
    out[pixel * u.co + o + k] = select(sum[k], max(sum[k], 0.0), u.relu == 1u);
  }`,
};

/** into (+)= gradient on the input; one number a thread. */
export const convolveInputGradient: Program = {
  name: 'convolveInputGradient',
  buffers: [{ name: 'dy' }, { name: 'p' }, { name: 'into', writes: true }],
  numbers: [...SHAPE, u32('weight'), u32('adds')],
  body: `
  let i = index % u.ci;
  let pixel = index / u.ci;
  let c = pixel % u.w;
  let r = (pixel / u.w) % u.h;
  let image = pixel / (u.w * u.h);
  var sum = 0.0;
  for (var kr = 0u; kr < 3u; kr++) {
    // the output row whose tap kr read this row: row * stride + kr - 1 = r
    let above = r + 1u;
    if (above < kr || (above - kr) % u.stride != 0u) { continue; }
    let row = (above - kr) / u.stride;
    if (row >= u.oh) { continue; }
    for (var kc = 0u; kc < 3u; kc++) {
      let left = c + 1u;
      if (left < kc || (left - kc) % u.stride != 0u) { continue; }
      let column = (left - kc) / u.stride;
      if (column >= u.ow) { continue; }
      let start = ((image * u.oh + row) * u.ow + column) * u.co;
      let at = u.weight + ((kr * 3u + kc) * u.ci + i) * u.co;
      for (var o = 0u; o < u.co; o++) { sum += dy[start + o] * p[at + o]; }
    }
  }
  into[index] = select(0.0, into[index], u.adds == 1u) + sum;`,
};

/**
 * Parts of the weight gradient: part k sums the output rows k * run .. of all images; four output channels a thread.
 * The bias is one more row of weights.
 */
export const convolveWeightParts: Program = {
  name: 'convolveWeightParts',
  buffers: [{ name: 'x' }, { name: 'dy' }, { name: 'parts', writes: true }],
  numbers: [...SHAPE, u32('rows'), u32('run')],
  body: `
  let quarters = (u.co + 3u) / 4u;
  let taps = 9u * u.ci + 1u;
  let o = (index % quarters) * 4u;
  let tap = (index / quarters) % taps;
  let part = index / (quarters * taps);
  let o1 = min(o + 1u, u.co - 1u); let o2 = min(o + 2u, u.co - 1u); let o3 = min(o + 3u, u.co - 1u);
  let isBias = tap == 9u * u.ci;
  let i = tap % u.ci;
  let kr = tap / (3u * u.ci);
  let kc = (tap / u.ci) % 3u;
  var sum = vec4<f32>();
  for (var line = part * u.run; line < min((part + 1u) * u.run, u.rows); line++) {
    let r = (line % u.oh) * u.stride + kr;
    if (!isBias && (r < 1u || r > u.h)) { continue; }
    let image = line / u.oh;
    for (var column = 0u; column < u.ow; column++) {
      let d = (line * u.ow + column) * u.co;
      let dys = vec4<f32>(dy[d + o], dy[d + o1], dy[d + o2], dy[d + o3]);
      if (isBias) { sum += dys; continue; }
      let c = column * u.stride + kc;
      if (c < 1u || c > u.w) { continue; }
      sum += x[((image * u.h + r - 1u) * u.w + c - 1u) * u.ci + i] * dys;
    }
  }
  for (var k = 0u; k < 4u; k++) {
    if (o + k >= u.co) { return; }
    parts[(part * taps + tap) * u.co + o + k] = sum[k];
  }`,
};

/** g += the sum of the parts; weight and bias may lie apart. */
export const addWeightParts: Program = {
  name: 'addWeightParts',
  buffers: [{ name: 'parts' }, { name: 'g', writes: true }],
  numbers: ['size', 'count', 'weights', 'weight', 'bias'].map(u32),
  body: `
  var sum = 0.0;
  for (var k = 0u; k < u.count; k++) { sum += parts[k * u.size + index]; }
  let at = select(u.bias + index - u.weights, u.weight + index, index < u.weights);
  g[at] += sum;`,
};

/** The place of the first largest of a window's four pixels. */
const LARGEST = `
  let channel = index % u.channels;
  let pixel = index / u.channels;
  let oh = u.h / 2u;
  let ow = u.w / 2u;
  let c = (pixel % ow) * 2u;
  let r = ((pixel / ow) % oh) * 2u;
  let image = pixel / (ow * oh);
  let first = ((image * u.h + r) * u.w + c) * u.channels + channel;
  let below = first + u.w * u.channels;
  var at = first;
  if (x[first + u.channels] > x[at]) { at = first + u.channels; }
  if (x[below] > x[at]) { at = below; }
  if (x[below + u.channels] > x[at]) { at = below + u.channels; }`;

export const maxPool: Program = {
  name: 'maxPool',
  buffers: [{ name: 'x' }, { name: 'out', writes: true }],
  numbers: ['h', 'w', 'channels'].map(u32),
  body: `${LARGEST}
  out[index] = x[at];`,
};

/** Windows do not overlap, so each thread writes to pixels of its own. */
export const maxPoolGradient: Program = {
  name: 'maxPoolGradient',
  buffers: [{ name: 'x' }, { name: 'dy' }, { name: 'into', writes: true }],
  numbers: ['h', 'w', 'channels'].map(u32),
  body: `${LARGEST}
  into[at] += dy[index];`,
};

/** out[row, k] = mean of x[row, :, k] */
export const average: Program = {
  name: 'average',
  buffers: [{ name: 'x' }, { name: 'out', writes: true }],
  numbers: ['count', 'width'].map(u32),
  body: `
  let row = index / u.width;
  let k = index % u.width;
  var sum = 0.0;
  for (var n = 0u; n < u.count; n++) { sum += x[(row * u.count + n) * u.width + k]; }
  out[index] = sum / f32(u.count);`,
};

export const averageGradient: Program = {
  name: 'averageGradient',
  buffers: [{ name: 'dy' }, { name: 'into', writes: true }],
  numbers: [...['count', 'width', 'adds'].map(u32)],
  body: `
  let row = index / (u.count * u.width);
  let before = select(0.0, into[index], u.adds == 1u);
  into[index] = before + dy[row * u.width + index % u.width] / f32(u.count);`,
};
