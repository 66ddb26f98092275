/**
 * The same convolutions where channels are whole fours and the stride is 1, register-tiled: a thread computes four
 * neighbouring pixels by four channels, memory goes by the vec4, and there is no barrier.
 */

import { type Program, reads, u32, writes } from './program';
import { SHAPE } from './programs-convolution';

/** Strip of four pixels in a row: image, row r, first column c. */
const STRIP = `
  let strips = (u.w + 3u) / 4u;
  let c = (strip % strips) * 4u;
  let r = (strip / strips) % u.h;
  let image = strip / (strips * u.h);`;

/** The six pixels that a strip and its neighbours take of `name`, `deep` vec4s a pixel; those outside are zero. */
const six = (name: string) => `
      let a1 = ${name}[at];
      var a0 = vec4<f32>(); if (c > 0u) { a0 = ${name}[at - deep]; }
      var a2 = vec4<f32>(); if (c + 1u < u.w) { a2 = ${name}[at + deep]; }
      var a3 = vec4<f32>(); if (c + 2u < u.w) { a3 = ${name}[at + 2u * deep]; }
      var a4 = vec4<f32>(); if (c + 3u < u.w) { a4 = ${name}[at + 3u * deep]; }
      var a5 = vec4<f32>(); if (c + 4u < u.w) { a5 = ${name}[at + 4u * deep]; }`;

/** Adds tap kc of the pixels a{shift}.. to the four sums by `product`. */
const tap = (kc: number, shift: number, product: string) =>
  [0, 1, 2, 3].map((j) => `s${j} += ${product}(a${j + shift}, ${weights(kc)});`).join('\n      ');
const weights = (kc: number) => `w${kc}0, w${kc}1, w${kc}2, w${kc}3`;
const loads = (kc: number, start: string, step: string) =>
  [0, 1, 2, 3].map((k) => `let w${kc}${k} = w[${start} + ${k}u * ${step}];`).join(' ');

export const convolve4: Program = {
  name: 'convolve4',
  vec4: true,
  operands: [...reads('x', 'w', 'b'), ...writes('out')],
  numbers: [...SHAPE, u32('relu')],
  helpers: `
fn combine(a: vec4<f32>, w0: vec4<f32>, w1: vec4<f32>, w2: vec4<f32>, w3: vec4<f32>) -> vec4<f32> {
  return a.x * w0 + a.y * w1 + a.z * w2 + a.w * w3;
}
fn put(u: Numbers, at: u32, column: u32, sums: vec4<f32>) {
  if (column < u.w) { out[at] = select(sums, max(sums, vec4<f32>()), u.relu == 1u); }
}`,
  body: `
  let across = u.co / 4u;
  let deep = u.ci / 4u;
  let o = index % across;
  let strip = index / across;${STRIP}
  var s0 = b[o]; var s1 = s0; var s2 = s0; var s3 = s0;
  for (var kr = 0u; kr < 3u; kr++) {
    if (r + kr < 1u || r + kr > u.h) { continue; }
    let line = ((image * u.h + r + kr - 1u) * u.w + c) * deep;
    for (var i = 0u; i < deep; i++) {
      let at = line + i;${six('x')}
      let k0 = (kr * 3u * u.ci + 4u * i) * across + o;
      let k1 = k0 + u.ci * across;
      let k2 = k1 + u.ci * across;
      ${loads(0, 'k0', 'across')}
      ${tap(0, 0, 'combine')}
      ${loads(1, 'k1', 'across')}
      ${tap(1, 1, 'combine')}
      ${loads(2, 'k2', 'across')}
      ${tap(2, 2, 'combine')}
    }
  }
  let first = ((image * u.h + r) * u.w + c) * across + o;
  put(u, first, c, s0); put(u, first + across, c + 1u, s1);
  put(u, first + 2u * across, c + 2u, s2); put(u, first + 3u * across, c + 3u, s3);`,
};

export const convolveInputGradient4: Program = {
  name: 'convolveInputGradient4',
  vec4: true,
  operands: [...reads('dy', 'w'), ...writes('into')],
  numbers: [...SHAPE, u32('adds')],
  helpers: `
fn dots(a: vec4<f32>, w0: vec4<f32>, w1: vec4<f32>, w2: vec4<f32>, w3: vec4<f32>) -> vec4<f32> {
  return vec4<f32>(dot(a, w0), dot(a, w1), dot(a, w2), dot(a, w3));
}
fn put(u: Numbers, at: u32, column: u32, sums: vec4<f32>) {
  if (column >= u.w) { return; }
  if (u.adds == 1u) { into[at] = into[at] + sums; } else { into[at] = sums; }
}`,
  body: `
  let across = u.ci / 4u;
  let deep = u.co / 4u;
  let i = index % across;
  let strip = index / across;${STRIP}
  var s0 = vec4<f32>(); var s1 = s0; var s2 = s0; var s3 = s0;
  for (var kr = 0u; kr < 3u; kr++) {
    if (r + 1u < kr || r + 1u - kr >= u.h) { continue; }
    let line = ((image * u.h + r + 1u - kr) * u.w + c) * deep;
    for (var o = 0u; o < deep; o++) {
      let at = line + o;${six('dy')}
      let k0 = (kr * 3u * u.ci + 4u * i) * deep + o;
      let k1 = k0 + u.ci * deep;
      let k2 = k1 + u.ci * deep;
      ${loads(0, 'k0', 'deep')}
      ${tap(0, 2, 'dots')}
      ${loads(1, 'k1', 'deep')}
      ${tap(1, 1, 'dots')}
      ${loads(2, 'k2', 'deep')}
      ${tap(2, 0, 'dots')}
    }
  }
  let first = ((image * u.h + r) * u.w + c) * across + i;
  put(u, first, c, s0); put(u, first + across, c + 1u, s1);
  put(u, first + 2u * across, c + 2u, s2); put(u, first + 3u * across, c + 3u, s3);`,
};

const rowOfTaps = (kc: number) =>
  ['x', 'y', 'z', 'w'].map((axis, k) => `s${kc}${k} += a${kc}.${axis} * d;`).join(' ');
const putTaps = (kc: number) =>
  [0, 1, 2, 3].map((k) => `parts[at + (${kc}u * u.ci + ${k}u) * across] = s${kc}${k};`).join(' ');

/** One row of taps, four channels in by four channels out a thread; the last rows of threads sum the bias. */
export const convolveWeightParts4: Program = {
  name: 'convolveWeightParts4',
  vec4: true,
  operands: [...reads('x', 'dy'), ...writes('parts')],
  numbers: [...SHAPE, u32('rows'), u32('run')],
  body: `
  let across = u.co / 4u;
  let deep = u.ci / 4u;
  let tapRows = 3u * deep + 1u;
  let o = index % across;
  let tapRow = (index / across) % tapRows;
  let piece = index / (across * tapRows);
  let end = min((piece + 1u) * u.run, u.rows);
  let start = piece * (9u * u.ci + 1u) * across + o;
  if (tapRow == 3u * deep) {
    var bias = vec4<f32>();
    for (var pixel = piece * u.run * u.w; pixel < end * u.w; pixel++) { bias += dy[pixel * across + o]; }
    parts[start + 9u * u.ci * across] = bias;
    return;
  }
  let i = tapRow % deep;
  let kr = tapRow / deep;
  ${[0, 1, 2].map((kc) => [0, 1, 2, 3].map((k) => `var s${kc}${k} = vec4<f32>();`).join(' ')).join('\n  ')}
  for (var line = piece * u.run; line < end; line++) {
    let r = line % u.h + kr;
    if (r < 1u || r > u.h) { continue; }
    let begin = (((line / u.h) * u.h + r - 1u) * u.w) * deep + i;
    var a0 = vec4<f32>();
    var a1 = x[begin];
    for (var column = 0u; column < u.w; column++) {
      var a2 = vec4<f32>();
      if (column + 1u < u.w) { a2 = x[begin + (column + 1u) * deep]; }
      let d = dy[(line * u.w + column) * across + o];
      ${rowOfTaps(0)}
      ${rowOfTaps(1)}
      ${rowOfTaps(2)}
      a0 = a1;
      a1 = a2;
    }
  }
  let at = start + (kr * 3u * u.ci + 4u * i) * across;
  ${putTaps(0)}
  ${putTaps(1)}
  ${putTaps(2)}`,
};
