/**
 * WGSL of the gradient of the weights of a convolution with any kernel, stride and padding: a product whose rows are places of
 * the kernel and whose steps are pixels of the result. Many pixels are summed in pieces, each by workgroups of its own, and
 * the pieces added up by a second program: no sum depends on who comes first, so it repeats to the bit.
 */
import { program, reads, u32, WORKGROUP, writes } from '../webgpu/program';
import {
  beginTile,
  DEPTH,
  fillRight,
  foursOf,
  loading,
  multiplySteps,
  rowBySteps,
  rowsOf,
  stepMemory,
  storeTile,
  storing,
} from '../webgpu/tiles';
import { type Form, nameOf, seenAt, unitOf } from './wgsl-places';

/** out (+)= the sums over `run` of all `pixels`, piece after piece; each has `rows` places of the kernel by `co`. */
export function spatialWeightPieces(form: Form) {
  const { size, vec4 } = form;
  /** Fours of rows in a tile: a thread fills always the same one, of as many steps as there are threads for. */
  const fours = rowsOf(size) / 4;
  const together = WORKGROUP / fours;
  const columns = vec4 ? 'u.co' : '(u.co + 3u) / 4u';
  const four = `firstRow / 4u + lane % ${fours}u`;
  return program({
    name: nameOf('spatialWeightPieces', form),
    vec4,
    whole: true,
    operands: [...reads('x', 'dy'), ...writes('out')],
    numbers: [
      ...u32('pixels', 'run', 'rows', 'h', 'wide', 'kh', 'span', 'co', 'stride', 'jump'),
      ...u32('top', 'left', 'gh', 'gw', 'adds'),
    ],
    helpers: `
${stepMemory(size)}${seenAt(vec4)}${loading('dy', vec4)}${storing(vec4)}
fn later(u: Numbers, pixel: vec3<u32>) -> vec3<u32> {
  var at = vec3<u32>(pixel.x + ${together}u, pixel.yz);
  while (at.x >= u.gw) {
    at.x -= u.gw;
    at.y++;
    if (at.y == u.gh) { at.y = 0u; at.z++; }
  }
  return at;
}`,
    body: `
  let tiles = ((u.rows + ${rowsOf(size) - 1}u) / ${rowsOf(size)}u) * ((${columns} + ${foursOf(size) - 1}u) / ${foursOf(size)}u);
  let piece = (group - u.first) / tiles;
  let begin = piece * u.run;
  let end = min(begin + u.run, u.pixels);
  ${beginTile(size, '(group - u.first) % tiles', columns)}
  ${
    vec4
      ? `let place = placeOf(u, ${four});`
      : `var places: array<vec2<u32>, 4>;
  for (var k = 0u; k < 4u; k++) { places[k] = placeOf(u, 4u * (${four}) + k); }`
  }
  let at0 = begin + lane / ${fours}u;
  var pixel = vec3<u32>(at0 % u.gw, at0 / u.gw % u.gh, at0 / (u.gw * u.gh));
  for (var step0 = begin; step0 < end; step0 += ${DEPTH}u) {
    for (var n = 0u; n < ${DEPTH / together}u; n++) {
      let at = n * ${together}u + lane / ${fours}u;
      let corner = vec2<u32>(pixel.x * u.jump - u.left, pixel.y * u.stride - u.top);
      var found = vec4<f32>();
      if (step0 + at < end) {
        ${
          vec4
            ? 'found = seen(u, pixel.z * u.h, corner, place);'
            : 'for (var k = 0u; k < 4u; k++) { found[k] = seen(u, pixel.z * u.h, corner, places[k]); }'
        }
      }
      leftTile[at * ${fours}u + lane % ${fours}u] = found;
      pixel = later(u, pixel);
    }
    ${fillRight(size, 'columns(u, step0 + step, end, four)')}
    ${multiplySteps(size)}
  }
  ${storeTile(size, 'u.rows', rowBySteps, '(piece * u.rows + row) * u.co')}`,
  });
}

/** out (+)= the sum of all pieces, `size` units each. */
const adding = (vec4: boolean) =>
  program({
    name: vec4 ? 'addPieces4' : 'addPieces',
    vec4,
    operands: [...reads('pieces'), ...writes('out')],
    numbers: u32('size', 'count', 'adds'),
    body: `
  var sum = ${unitOf(vec4)}();
  if (u.adds == 1u) { sum = out[index]; }
  for (var k = 0u; k < u.count; k++) { sum += pieces[k * u.size + index]; }
  out[index] = sum;`,
  });

export const addPieces = adding(false);
export const addPieces4 = adding(true);
