/**
 * WGSL of convolution with any kernel, stride and padding, as a product of matrices of which the left one is never written
 * down (implicit GEMM): a row of it is what the kernel sees from one pixel of the result; the right one is the weights. The
 * gradient on the input is the same product, with turned weights, once for each phase of the stride. The gradient of the
 * weights is in wgsl-weights.ts.
 */
import { program, reads, u32, writes } from '../webgpu/program';
import {
  beginTile,
  DEPTH,
  fillRight,
  fillRows,
  loading,
  multiplyRows,
  rowByRows,
  rowMemory,
  rowsOf,
  storeTile,
  storing,
} from '../webgpu/tiles';
import { type Form, nameOf, seenAt } from './wgsl-places';

/**
 * out (+)= x * W for a grid of `gh` x `gw` pixels of every image, `rows` in all. Pixel (r, c) of the grid sees its image from row
 * stride r - top, unit jump c - left on, and is pixel (step r + dr, step c + dc) of the result's `oh` x `ow`.
 */
export function spatialProduct(form: Form) {
  const { size, vec4 } = form;
  const tileRows = rowsOf(size);
  return program({
    name: nameOf('spatialProduct', form),
    vec4,
    whole: true,
    operands: [...reads('x', 'weight'), ...writes('out')],
    numbers: [
      ...u32('rows', 'h', 'wide', 'kh', 'span', 'co', 'stride', 'jump', 'top', 'left'),
      ...u32('gh', 'gw', 'oh', 'ow', 'step', 'dr', 'dc', 'adds'),
    ],
    // of every row of the tile its corner, the rows of the images before it, and where it goes
    helpers: `
var<workgroup> pixels: array<vec4<u32>, ${tileRows}>;
${rowMemory(size)}${seenAt(vec4)}${loading('weight', vec4)}${storing(vec4)}`,
    body: `
  let places = u.kh * u.span;
  let steps = ${vec4 ? '4u * places' : 'places'};
  ${beginTile(size, 'group - u.first', vec4 ? 'u.co' : '(u.co + 3u) / 4u')}
  if (lane < ${tileRows}u) {
    let row = firstRow + lane;
    let c = row % u.gw;
    let r = row / u.gw % u.gh;
    let image = row / (u.gw * u.gh);
    pixels[lane] = vec4<u32>(
      c * u.jump - u.left, select(0x80000000u, r * u.stride - u.top, row < u.rows), image * u.h,
      ((image * u.oh + r * u.step + u.dr) * u.ow + c * u.step + u.dc) * u.co);
  }
  workgroupBarrier();
  for (var step0 = 0u; step0 < steps; step0 += ${DEPTH}u) {
    ${fillRows(size, vec4, {
      before: (k) =>
        `let place = placeOf(u, ${vec4 ? 'step0 / 4u + lane % 4u' : `step0 + 4u * (lane % 4u) + ${k}`});`,
      load: (row) => `seen(u, pixels[${row}].z, pixels[${row}].xy, place)`,
    })}
    ${fillRight(size, 'columns(u, step0 + step, steps, four)')}
    ${multiplyRows(size)}
  }
  ${storeTile(size, 'u.rows', rowByRows, 'pixels[row - firstRow].w')}`,
  });
}

/**
 * Weights for one phase of the gradient on the input: the taps (a, b), `stride` further and so on, `th` x `tw` of them, the
 * last first; channels in and out changed over.
 */
export const turnTaps = program({
  name: 'turnTaps',
  operands: [...reads('weight'), ...writes('out')],
  numbers: u32('ci', 'co', 'kw', 'stride', 'a', 'b', 'th', 'tw'),
  body: `
  let i = index % u.ci;
  let o = (index / u.ci) % u.co;
  let tap = index / (u.ci * u.co);
  let r = u.a + u.stride * (u.th - 1u - tap / u.tw);
  let c = u.b + u.stride * (u.tw - 1u - tap % u.tw);
  out[index] = weight[((r * u.kw + c) * u.ci + i) * u.co + o];`,
});
