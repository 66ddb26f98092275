/** WGSL of a batch's scores at its labels. */
import { f32, program, reads, u32, writes } from '../webgpu/program';
import { ROW_SOFTMAX } from '../webgpu/row-softmax';

/** out[0] = sum over rows of softmax at the label, or the mean of minus its logarithm. */
export const labelScore = program({
  name: 'labelScore',
  operands: [...reads('z', 'targets'), ...writes('out')],
  numbers: [...u32('rows', 'columns', 'logarithm'), ...f32('most')],
  helpers: ROW_SOFTMAX,
  body: `
  var score = 0.0;
  for (var row = 0u; row < u.rows; row++) {
    let at = row * u.columns;
    let top = largest(u, at);
    var chosen = 0.0;
    for (var c = 0u; c < u.columns; c++) { chosen += targets[at + c] * (z[at + c] - top); }
    let logp = chosen - log(total(u, at, top));
    score += select(exp(logp), min(-logp, u.most) / f32(u.rows), u.logarithm == 1u);
  }
  out[0] = score;`,
});

/** out[row] = softmax at the row's label. */
export const labelProbabilities = program({
  name: 'labelProbabilities',
  operands: [...reads('z', 'targets'), ...writes('out')],
  numbers: u32('columns'),
  helpers: ROW_SOFTMAX,
  body: `
  let at = index * u.columns;
  let top = largest(u, at);
  var chosen = 0.0;
  for (var c = 0u; c < u.columns; c++) { chosen += targets[at + c] * (z[at + c] - top); }
  out[index] = exp(chosen) / total(u, at, top);`,
});
