/** WGSL of the contrastive loss (R7), one program a step of it; rows are counted as in the cross-entropy. */
import { f32, program, reads, u32, writes } from '../webgpu/program';
import { ROW_SOFTMAX } from '../webgpu/row-softmax';

/** Keeps lengths away from zero, as PyTorch's `normalize(eps=1e-6)`. */
const NORM_FLOOR = '1e-6';

/** One thread per row: the masked row, at unit length for the cosine form, and its length. */
export const maskedRows = program({
  name: 'maskedRows',
  operands: [...reads('x', 'mask'), ...writes('out', 'lengths')],
  numbers: u32('dims', 'cosine'),
  body: `
  let at = index * u.dims;
  var square = 0.0;
  for (var d = 0u; d < u.dims; d++) { let v = x[at + d] * mask[d]; square += v * v; }
  let length_ = sqrt(square);
  lengths[index] = length_;
  let by = select(1.0, max(length_, ${NORM_FLOOR}), u.cosine == 1u);
  for (var d = 0u; d < u.dims; d++) { out[at + d] = x[at + d] * mask[d] / by; }`,
});

/** One thread per pair: <s_i, t_j> * scale. */
export const similarity = program({
  name: 'similarity',
  operands: [...reads('s', 't'), ...writes('out')],
  numbers: [...u32('rows', 'dims'), ...f32('scale')],
  body: `
  let i = (index / u.rows) * u.dims;
  let j = (index % u.rows) * u.dims;
  var sum = 0.0;
  for (var d = 0u; d < u.dims; d++) { sum += s[i + d] * t[j + d]; }
  out[index] = sum * u.scale;`,
});

/** Takes pairs of one class out of the race: the exponential of so low a number is 0. */
export const excludeSameClass = program({
  name: 'excludeSameClass',
  operands: [...reads('targets'), ...writes('out')],
  numbers: u32('rows', 'classes'),
  body: `
  let i = index / u.rows;
  let j = index % u.rows;
  if (i == j) { return; }
  for (var c = 0u; c < u.classes; c++) {
    if (targets[i * u.classes + c] * targets[j * u.classes + c] > 0.5) { out[index] -= 1e9; }
  }`,
});

/** Takes rows of weight 0 out of everybody else's race. */
export const excludeAbsent = program({
  name: 'excludeAbsent',
  operands: [...reads('weights'), ...writes('out')],
  numbers: u32('rows'),
  body: `
  let i = index / u.rows;
  let j = index % u.rows;
  if (i != j && weights[j] == 0.0) { out[index] -= 1e9; }`,
});

const pairSoftmaxBody = (factor: string) => `
  let at = index * u.columns;
  let top = largest(u, at);
  let sum = total(u, at, top);
  counter[index] += (log(sum) - (z[at + index] - top))${factor};
  for (var c = 0u; c < u.columns; c++) {
    let own = select(0.0, 1.0, c == index);
    z[at + c] = u.scale * (exp(z[at + c] - top) / sum - own)${factor};
  }`;

/** One thread per row: counts -log softmax at the pair and leaves (softmax - identity) * scale in place. */
export const pairSoftmax = program({
  name: 'pairSoftmax',
  operands: writes('z', 'counter'),
  numbers: [...u32('columns'), ...f32('scale')],
  helpers: ROW_SOFTMAX,
  body: pairSoftmaxBody(''),
});

/** The same with a factor for each row. */
export const pairSoftmaxOfRows = program({
  name: 'pairSoftmaxOfRows',
  operands: [...reads('weights'), ...writes('z', 'counter')],
  numbers: pairSoftmax.numbers,
  helpers: ROW_SOFTMAX,
  body: pairSoftmaxBody(' * weights[index]'),
});

/** One thread per number: out[i, d] = scale * sum_j pairs[i, j] t[j, d]. */
export const pull = program({
  name: 'pull',
  operands: [...reads('pairs', 't'), ...writes('out')],
  numbers: [...u32('rows', 'dims'), ...f32('scale')],
  body: `
  let i = index / u.dims;
  let d = index % u.dims;
  var sum = 0.0;
  for (var j = 0u; j < u.rows; j++) { sum += pairs[i * u.rows + j] * t[j * u.dims + d]; }
  out[index] = sum * u.scale;`,
});

/** One thread per row: carries the pull back through the normalisation and adds it on the mask's dimensions. */
export const pullBack = program({
  name: 'pullBack',
  operands: [...reads('pulled', 'units', 'lengths', 'mask'), ...writes('into')],
  numbers: u32('dims', 'cosine', 'adds'),
  body: `
  let at = index * u.dims;
  var along = 0.0;
  var by = 1.0;
  if (u.cosine == 1u) {
    by = max(lengths[index], ${NORM_FLOOR});
    // where the floor holds the length fixed nothing is taken away along the row
    if (lengths[index] > ${NORM_FLOOR}) {
      for (var d = 0u; d < u.dims; d++) { along += pulled[at + d] * units[at + d]; }
    }
  }
  for (var d = 0u; d < u.dims; d++) {
    let before = select(0.0, into[at + d], u.adds == 1u);
    into[at + d] = before + mask[d] * (pulled[at + d] - units[at + d] * along) / by;
  }`,
});
