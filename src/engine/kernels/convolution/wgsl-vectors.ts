/**
 * The convolutions that most nets have, register-tiled: stride 1 and channels in whole fours (memory goes by the vec4, a
 * thread computes a strip of neighbouring pixels by four channels), and one grey channel (a thread slides a window of
 * nine along a row). No barrier anywhere.
 */
import { program, reads, u32, writes } from '../webgpu/program';
import { SHAPE } from './wgsl';

const count = (n: number) => Array.from({ length: n }, (_, k) => k);

/** out (+)= activation(x * W + b), a strip of pixels by four output channels a thread. */
function stripProgram(strip: number) {
  const pixels = count(strip);
  // a select costs less than a branch; what is read in vain lies in the same memory
  const loaded = count(strip + 2)
    .map((k) => {
      if (k === 0) return 'let a0 = select(vec4<f32>(), x[max(at, deep) - deep], c > 0u);';
      if (k === 1) return 'let a1 = x[at];';
      return `let a${k} = select(vec4<f32>(), x[at + ${k - 1}u * deep], c + ${k - 1}u < u.w);`;
    })
    .join('\n      ');
  const tap = (kc: number) => `
      let k${kc} = (((kr - u.above) * 3u + ${kc}u) * u.ci + 4u * i) * across + o;
      let w${kc}0 = w[k${kc}]; let w${kc}1 = w[k${kc} + across];
      let w${kc}2 = w[k${kc} + 2u * across]; let w${kc}3 = w[k${kc} + 3u * across];
      ${pixels
        .map((j) => {
          const a = `a${j + kc}`;
          return `s${j} += ${a}.x * w${kc}0 + ${a}.y * w${kc}1 + ${a}.z * w${kc}2 + ${a}.w * w${kc}3;`;
        })
        .join('\n      ')}`;
  return program({
    name: `convolveStrip${strip}`,
    vec4: true,
    operands: [...reads('x', 'w', 'b'), ...writes('out')],
    numbers: [...SHAPE, ...u32('hasBias', 'relu', 'adds')],
    helpers: `
fn put(u: Numbers, at: u32, column: u32, sums: vec4<f32>) {
  if (column >= u.w) { return; }
  var v = select(sums, max(sums, vec4<f32>()), u.relu == 1u);
  if (u.adds == 1u) { v += out[at]; }
  out[at] = v;
}`,
    body: `
  let across = u.co / 4u;
  let deep = u.ci / 4u;
  let o = index % across;
  let place = index / across;
  let strips = (u.w + ${strip - 1}u) / ${strip}u;
  let c = (place % strips) * ${strip}u;
  let r = (place / strips) % u.h;
  let image = place / (strips * u.h);
  var s0 = vec4<f32>();
  if (u.hasBias == 1u) { s0 = b[o]; }
  ${pixels
    .slice(1)
    .map((j) => `var s${j} = s0;`)
    .join(' ')}
  for (var kr = u.above; kr < 3u - u.above; kr++) {
    if (r + kr < 1u || r + kr > u.h) { continue; }
    let line = ((image * u.h + r + kr - 1u) * u.w + c) * deep;
    for (var i = 0u; i < deep; i++) {
      let at = line + i;
      ${loaded}${[0, 1, 2].map(tap).join('')}
    }
  }
  let first = ((image * u.h + r) * u.w + c) * across + o;
  ${pixels.map((j) => `put(u, first + ${j}u * across, c + ${j}u, s${j});`).join('\n  ')}`,
  });
}

/** Longest first: 8 for sides that are powers of two, 7 for 28, 14 and 7. */
const LONGEST = { length: 8, program: stripProgram(8) };
const STRIPS = [LONGEST, ...[7, 4].map((length) => ({ length, program: stripProgram(length) }))];

/** The strip with fewest reads in a row of `width` pixels: a strip reads two pixels more than its own, and twelve weights. */
export function stripFor(width: number): typeof LONGEST {
  const reads = ({ length }: typeof LONGEST) => Math.ceil(width / length) * (length + 2 + 12);
  return STRIPS.reduce((best, strip) => (reads(strip) < reads(best) ? strip : best), LONGEST);
}

/**
 * Weights as the gradient on the input needs them, so that it is one more convolution: taps turned by 180 degrees,
 * channels in and out changed over.
 */
export const turnWeights = program({
  name: 'turnWeights',
  operands: [...reads('w'), ...writes('out')],
  numbers: u32('ci', 'co', 'taps'),
  body: `
  let i = index % u.ci;
  let o = (index / u.ci) % u.co;
  let tap = u.taps - 1u - index / (u.ci * u.co);
  out[index] = w[(tap * u.ci + i) * u.co + o];`,
});

const rowOfTaps = (kc: number) =>
  ['x', 'y', 'z', 'w'].map((axis, k) => `s${kc}${k} += a${kc}.${axis} * d;`).join(' ');
const putTaps = (kc: number) =>
  count(4)
    .map((k) => `parts[at + (${kc}u * u.ci + ${k}u) * across] = s${kc}${k};`)
    .join(' ');

/** One row of taps, four channels in by four channels out a thread; the last rows of threads sum the bias. */
export const convolveWeightParts4 = program({
  name: 'convolveWeightParts4',
  vec4: true,
  operands: [...reads('x', 'dy'), ...writes('parts')],
  numbers: [...SHAPE, ...u32('rows', 'run')],
  body: `
  let across = u.co / 4u;
  let deep = u.ci / 4u;
  let kernelRows = 3u - 2u * u.above;
  let tapRows = kernelRows * deep + 1u;
  let biasAt = 3u * kernelRows * u.ci;
  let o = index % across;
  let tapRow = (index / across) % tapRows;
  let piece = index / (across * tapRows);
  let end = min((piece + 1u) * u.run, u.rows);
  let start = piece * (biasAt + 1u) * across + o;
  if (tapRow == kernelRows * deep) {
    var bias = vec4<f32>();
    for (var pixel = piece * u.run * u.w; pixel < end * u.w; pixel++) { bias += dy[pixel * across + o]; }
    parts[start + biasAt * across] = bias;
    return;
  }
  let i = tapRow % deep;
  let kr = tapRow / deep;
  ${count(3)
    .map((kc) =>
      count(4)
        .map((k) => `var s${kc}${k} = vec4<f32>();`)
        .join(' '),
    )
    .join('\n  ')}
  for (var line = piece * u.run; line < end; line++) {
    let r = line % u.h + kr + u.above;
    if (r < 1u || r > u.h) { continue; }
    let begin = (((line / u.h) * u.h + r - 1u) * u.w) * deep + i;
    var a0 = vec4<f32>();
    var a1 = x[begin];
    for (var column = 0u; column < u.w; column++) {
      var a2 = vec4<f32>();
      if (column + 1u < u.w) { a2 = x[begin + (column + 1u) * deep]; }
      let d = dy[(line * u.w + column) * across + o];
      ${count(3).map(rowOfTaps).join('\n      ')}
      a0 = a1;
      a1 = a2;
    }
  }
  let at = start + (kr * 3u * u.ci + 4u * i) * across;
  ${count(3).map(putTaps).join('\n  ')}`,
});

/** Nine pixels of a grey image around (r, column), slid one to the right; outside there is zero. */
const SLIDE = count(3)
  .map(
    (k) => `
    a${k}0 = a${k}1; a${k}1 = a${k}2; a${k}2 = 0.0;
    if (column + 1u < u.w && has${k}) { a${k}2 = x[line${k} + column + 1u]; }`,
  )
  .join('');

/** Begins a row: which of its three rows of pixels there are, and the window before its first column. */
const WINDOW = count(3)
  .map(
    (k) => `
    let has${k} = r + ${k}u >= 1u && r + ${k}u <= u.h;
    let line${k} = (image * u.h + max(r + ${k}u, 1u) - 1u) * u.w;
    var a${k}0 = 0.0; var a${k}1 = 0.0; var a${k}2 = 0.0;
    if (has${k}) { a${k}2 = x[line${k}]; }`,
  )
  .join('');

const nine = (write: (kr: number, kc: number) => string) =>
  count(9)
    .map((k) => write(Math.floor(k / 3), k % 3))
    .join(' ');

/** One grey channel in, channels out in whole fours: a row of pixels by four channels a thread. */
export const convolveGrey = program({
  name: 'convolveGrey',
  operands: [...reads('x', 'w', 'b'), ...writes('out')],
  numbers: [...SHAPE, ...u32('relu')],
  helpers: `
fn four(u: Numbers, tap: u32, o: u32) -> vec4<f32> {
  let at = tap * u.co + o;
  return vec4<f32>(w[at], w[at + 1u], w[at + 2u], w[at + 3u]);
}`,
  body: `
  let across = u.co / 4u;
  let o = (index % across) * 4u;
  let r = (index / across) % u.h;
  let image = index / (across * u.h);
  let bias = vec4<f32>(b[o], b[o + 1u], b[o + 2u], b[o + 3u]);
  ${nine((kr, kc) => `let w${kr}${kc} = four(u, ${3 * kr + kc}u, o);`)}
  ${WINDOW}
  for (var column = 0u; column < u.w; column++) {
    ${SLIDE}
    var sum = bias;
    ${nine((kr, kc) => `sum += a${kr}${kc} * w${kr}${kc};`)}
    if (u.relu == 1u) { sum = max(sum, vec4<f32>()); }
    let at = ((image * u.h + r) * u.w + column) * u.co + o;
    out[at] = sum.x; out[at + 1u] = sum.y; out[at + 2u] = sum.z; out[at + 3u] = sum.w;
  }`,
});

/** Parts of its weight gradient: all nine taps and the bias by four channels a thread. */
export const greyWeightParts = program({
  name: 'greyWeightParts',
  operands: [...reads('x', 'dy'), ...writes('parts')],
  numbers: [...SHAPE, ...u32('rows', 'run')],
  helpers: `
fn put(u: Numbers, at: u32, sums: vec4<f32>) {
  parts[at] = sums.x; parts[at + 1u] = sums.y; parts[at + 2u] = sums.z; parts[at + 3u] = sums.w;
}`,
  body: `
  let across = u.co / 4u;
  let o = (index % across) * 4u;
  let piece = index / across;
  var bias = vec4<f32>();
  ${nine((kr, kc) => `var s${kr}${kc} = vec4<f32>();`)}
  for (var row = piece * u.run; row < min((piece + 1u) * u.run, u.rows); row++) {
    let r = row % u.h;
    let image = row / u.h;
    ${WINDOW}
    for (var column = 0u; column < u.w; column++) {
      ${SLIDE}
      let at = (row * u.w + column) * u.co + o;
      let d = vec4<f32>(dy[at], dy[at + 1u], dy[at + 2u], dy[at + 3u]);
      bias += d;
      ${nine((kr, kc) => `s${kr}${kc} += a${kr}${kc} * d;`)}
    }
  }
  let start = piece * 10u * u.co + o;
  ${nine((kr, kc) => `put(u, start + ${3 * kr + kc}u * u.co, s${kr}${kc});`)}
  put(u, start + 9u * u.co, bias);`,
});
