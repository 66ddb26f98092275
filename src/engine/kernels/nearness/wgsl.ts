/** WGSL of distances of features to class prototypes. */
import { program, reads, u32, writes } from '../webgpu/program';

/** Keeps a distance away from zero, where its gradient has no direction. */
const NORM_FLOOR = '1e-6';

/** One thread per pair of row and class: minus the distance to the prototype. */
export const nearness = program({
  name: 'nearness',
  operands: [...reads('f', 'prototypes'), ...writes('out')],
  numbers: u32('classes', 'dims'),
  body: `
  let i = (index / u.classes) * u.dims;
  let c = (index % u.classes) * u.dims;
  var square = 0.0;
  for (var d = 0u; d < u.dims; d++) { let v = f[i + d] - prototypes[c + d]; square += v * v; }
  out[index] = -sqrt(square);`,
});

/** One thread per number of the feature. */
export const nearnessGradient = program({
  name: 'nearnessGradient',
  operands: [...reads('f', 'prototypes', 'near', 'dNear'), ...writes('into')],
  numbers: u32('classes', 'dims', 'adds'),
  body: `
  let i = index / u.dims;
  let d = index % u.dims;
  var sum = 0.0;
  for (var c = 0u; c < u.classes; c++) {
    let at = i * u.classes + c;
    sum += dNear[at] * (f[index] - prototypes[c * u.dims + d]) / min(near[at], -${NORM_FLOOR});
  }
  let before = select(0.0, into[index], u.adds == 1u);
  into[index] = before + sum;`,
});
