/** WGSL of max pooling with any window, one number a thread, or four channels where they are whole fours. */
import { program, reads, u32, writes } from '../webgpu/program';

/** Sides of the image, of the window and of the result; `channels` counts fours where memory goes by the vec4. */
const SIDES = u32('h', 'w', 'channels', 'kh', 'kw', 'stride', 'padding', 'oh', 'ow');

/** Which pixel of which image of `width` by `height` pixels `index` is. */
const pixelOf = (width: string, height: string) => `
  let channel = index % u.channels;
  let pixel = index / u.channels;
  let column = pixel % ${width};
  let row = pixel / ${width} % ${height};
  let image = pixel / (${width} * ${height});`;

/** out = the largest number under the window. */
const pooling = (vec4: boolean) =>
  program({
    name: vec4 ? 'windowMax4' : 'windowMax',
    vec4,
    operands: [...reads('x'), ...writes('out')],
    numbers: SIDES,
    body: `${pixelOf('u.ow', 'u.oh')}
  let top = row * u.stride;
  let left = column * u.stride;
  let r0 = max(top, u.padding) - u.padding;
  let c0 = max(left, u.padding) - u.padding;
  let r1 = min(top + u.kh - u.padding, u.h);
  let c1 = min(left + u.kw - u.padding, u.w);
  var most = x[((image * u.h + r0) * u.w + c0) * u.channels + channel];
  for (var r = r0; r < r1; r++) {
    for (var c = c0; c < c1; c++) { most = max(most, x[((image * u.h + r) * u.w + c) * u.channels + channel]); }
  }
  out[index] = most;`,
  });

/**
 * into (+)= the numbers of dy of those windows in which this is the first largest: no pixel before it is as large, none after it
 * larger. A thread looks through all windows that its pixel lies in, so that no two write to the same place.
 */
const poolingGradient = (vec4: boolean) => {
  const type = vec4 ? 'vec4<f32>' : 'f32';
  return program({
    name: vec4 ? 'windowMaxGradient4' : 'windowMaxGradient',
    vec4,
    operands: [...reads('x', 'dy'), ...writes('into')],
    numbers: [...SIDES, ...u32('adds')],
    body: `${pixelOf('u.w', 'u.h')}
  let here = x[index];
  let bottom = row + u.padding;
  let right = column + u.padding;
  let o0 = (max(bottom + 1u, u.kh) - u.kh + u.stride - 1u) / u.stride;
  let p0 = (max(right + 1u, u.kw) - u.kw + u.stride - 1u) / u.stride;
  var sum = ${type}();
  if (u.adds == 1u) { sum = into[index]; }
  for (var o = o0; o < min(bottom / u.stride + 1u, u.oh); o++) {
    for (var p = p0; p < min(right / u.stride + 1u, u.ow); p++) {
      let r0 = max(o * u.stride, u.padding) - u.padding;
      let c0 = max(p * u.stride, u.padding) - u.padding;
      let r1 = min(o * u.stride + u.kh - u.padding, u.h);
      let c1 = min(p * u.stride + u.kw - u.padding, u.w);
      var share = dy[((image * u.oh + o) * u.ow + p) * u.channels + channel];
      for (var r = r0; r < r1; r++) {
        for (var c = c0; c < c1; c++) {
          let other = x[((image * u.h + r) * u.w + c) * u.channels + channel];
          let before = r < row || (r == row && c < column);
          share = select(share, ${type}(), select(other > here, other >= here, ${vec4 ? 'vec4<bool>(before)' : 'before'}));
        }
      }
      sum += share;
    }
  }
  into[index] = sum;`,
  });
};

export const windowMax = pooling(false);
export const windowMax4 = pooling(true);
export const windowMaxGradient = poolingGradient(false);
export const windowMaxGradient4 = poolingGradient(true);
