/** WGSL of 2x2 max pooling and of averages. */
import { program, reads, u32, writes } from '../webgpu/program';

const SIDES = u32('h', 'w', 'channels');

/** The window of one pooled number: its four places, in the order in which the first largest wins. */
const WINDOW = `
  let channel = index % u.channels;
  let pixel = index / u.channels;
  let oh = u.h / 2u;
  let ow = u.w / 2u;
  let c = (pixel % ow) * 2u;
  let r = ((pixel / ow) % oh) * 2u;
  let image = pixel / (ow * oh);
  let p0 = ((image * u.h + r) * u.w + c) * u.channels + channel;
  let p1 = p0 + u.channels;
  let p2 = p0 + u.w * u.channels;
  let p3 = p2 + u.channels;`;

/** With memory as vec4, four channels at once: `channels` then counts fours. */
const pooling = (vec4: boolean) =>
  program({
    name: vec4 ? 'maxPool4' : 'maxPool',
    vec4,
    operands: [...reads('x'), ...writes('out')],
    numbers: SIDES,
    body: `${WINDOW}
  out[index] = max(max(x[p0], x[p1]), max(x[p2], x[p3]));`,
  });

/**
 * Windows do not overlap, so each thread writes to pixels of its own; without `adds` it writes all four. An odd last
 * row or column belongs to no window and must be zero beforehand.
 */
const poolingGradient = (vec4: boolean) => {
  const type = vec4 ? 'vec4<f32>' : 'f32';
  const flags = vec4 ? 'vec4<bool>' : 'bool';
  return program({
    name: vec4 ? 'maxPoolGradient4' : 'maxPoolGradient',
    vec4,
    operands: [...reads('x', 'dy'), ...writes('into')],
    numbers: [...SIDES, ...u32('adds')],
    body: `${WINDOW}
  let x0 = x[p0]; let x1 = x[p1]; let x2 = x[p2]; let x3 = x[p3];
  let top01 = max(x0, x1);
  let top = max(top01, max(x2, x3));
  let none = ${type}();
  let d = dy[index];
  let is0 = x0 == top;
  let is1 = ${vec4 ? '!is0 & (x1 == top)' : '!is0 && x1 == top'};
  let is2 = ${vec4 ? '(top01 != top) & (x2 == top)' : 'top01 != top && x2 == top'};
  let is3: ${flags} = ${vec4 ? '!(is0 | is1 | is2)' : '!(is0 || is1 || is2)'};
  let g0 = select(none, d, is0); let g1 = select(none, d, is1);
  let g2 = select(none, d, is2); let g3 = select(none, d, is3);
  if (u.adds == 1u) {
    into[p0] = into[p0] + g0; into[p1] = into[p1] + g1;
    into[p2] = into[p2] + g2; into[p3] = into[p3] + g3;
  } else {
    into[p0] = g0; into[p1] = g1; into[p2] = g2; into[p3] = g3;
  }`,
  });
};

export const maxPool = pooling(false);
export const maxPool4 = pooling(true);
export const maxPoolGradient = poolingGradient(false);
export const maxPoolGradient4 = poolingGradient(true);

/** out[row, k] = mean of x[row, :, k] */
export const average = program({
  name: 'average',
  operands: [...reads('x'), ...writes('out')],
  numbers: u32('count', 'width'),
  body: `
  let row = index / u.width;
  let k = index % u.width;
  var sum = 0.0;
  for (var n = 0u; n < u.count; n++) { sum += x[(row * u.count + n) * u.width + k]; }
  out[index] = sum / f32(u.count);`,
});

/** With memory as vec4 `width` counts fours. */
const averagingGradient = (vec4: boolean) =>
  program({
    name: vec4 ? 'averageGradient4' : 'averageGradient',
    vec4,
    operands: [...reads('dy'), ...writes('into')],
    numbers: u32('count', 'width', 'adds'),
    body: `
  let row = index / (u.count * u.width);
  var v = dy[row * u.width + index % u.width] / f32(u.count);
  if (u.adds == 1u) { v += into[index]; }
  into[index] = v;`,
  });

export const averageGradient = averagingGradient(false);
export const averageGradient4 = averagingGradient(true);
