/**
 * WGSL of softmax cross-entropy and its gradient, and of the divergence from a teacher's softmax. A row's loss is added to the row's own counter, so no sum is taken on the
 * device: the host adds the counters up, exactly, when it reads them.
 */
import { f32, program, reads, u32, writes } from '../webgpu/program';
import { ROW_SOFTMAX } from '../webgpu/row-softmax';

/** One thread per row: its cross-entropy is counted, its gradient times `scale` written or added. */
const crossEntropyBody = (count: string, factor = '') => `
  let at = index * u.columns;
  let top = largest(u, at);
  let sum = total(u, at, top);
  var chosen = 0.0;
  for (var c = 0u; c < u.columns; c++) {
    let target_ = targets[at + c];
    chosen += target_ * (z[at + c] - top);
    let before = select(0.0, into[at + c], u.adds == 1u);
    into[at + c] = before + u.scale * (exp(z[at + c] - top) / sum - target_)${factor};
  }
  ${count}`;

/** One thread per row. */
export const softmax = program({
  name: 'softmax',
  operands: [...reads('z'), ...writes('out')],
  numbers: u32('columns'),
  helpers: ROW_SOFTMAX,
  body: `
  let at = index * u.columns;
  let top = largest(u, at);
  let sum = total(u, at, top);
  for (var c = at; c < at + u.columns; c++) { out[c] = exp(z[c] - top) / sum; }`,
});

const COUNTED = 'counter[index] += log(sum) - chosen;';
const numbers = [...u32('columns'), ...f32('scale'), ...u32('adds')];

export const crossEntropy = program({
  name: 'crossEntropy',
  operands: [...reads('z', 'targets'), ...writes('into', 'counter')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: crossEntropyBody(COUNTED),
});

/** The same without a counter. */
export const crossEntropyUnrecorded = program({
  name: 'crossEntropyUnrecorded',
  operands: [...reads('z', 'targets'), ...writes('into')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: crossEntropyBody(''),
});

const WEIGHTED = ' * weights[index]';

/** The first with a factor for each row, on its loss and on its gradient. */
export const crossEntropyOfRows = program({
  name: 'crossEntropyOfRows',
  operands: [...reads('z', 'targets', 'weights'), ...writes('into', 'counter')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: crossEntropyBody('counter[index] += (log(sum) - chosen) * weights[index];', WEIGHTED),
});

/** The same without a counter. */
export const crossEntropyOfRowsUnrecorded = program({
  name: 'crossEntropyOfRowsUnrecorded',
  operands: [...reads('z', 'targets', 'weights'), ...writes('into')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: crossEntropyBody('', WEIGHTED),
});

/** The softmax of a row against that of the teacher, whose largest number and sum are found here. */
const divergenceBody = (factor = '') => `
  let at = index * u.columns;
  let top = largest(u, at);
  let sum = total(u, at, top);
  var teacherTop = teacher[at];
  for (var c = at + 1u; c < at + u.columns; c++) { teacherTop = max(teacherTop, teacher[c]); }
  var teacherSum = 0.0;
  for (var c = at; c < at + u.columns; c++) { teacherSum += exp(teacher[c] - teacherTop); }
  var apart = 0.0;
  for (var c = at; c < at + u.columns; c++) {
    let taught = teacher[c] - teacherTop;
    let q = exp(taught) / teacherSum;
    apart += q * (taught - (z[c] - top));
    let before = select(0.0, into[c], u.adds == 1u);
    into[c] = before + u.scale * (exp(z[c] - top) / sum - q)${factor};
  }
  counter[index] += (apart + log(sum) - log(teacherSum))${factor};`;

export const divergence = program({
  name: 'divergence',
  operands: [...reads('z', 'teacher'), ...writes('into', 'counter')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: divergenceBody(),
});

/** The same with a factor for each row. */
export const divergenceOfRows = program({
  name: 'divergenceOfRows',
  operands: [...reads('z', 'teacher', 'weights'), ...writes('into', 'counter')],
  numbers,
  helpers: ROW_SOFTMAX,
  body: divergenceBody(WEIGHTED),
});

/** One thread per column. */
export const columnSoftmax = program({
  name: 'columnSoftmax',
  operands: [...reads('z'), ...writes('out', 'sums')],
  numbers: u32('rows', 'columns', 'adds'),
  body: `
  let end = u.rows * u.columns;
  var top = z[index];
  for (var k = index + u.columns; k < end; k += u.columns) { top = max(top, z[k]); }
  var sum = 0.0;
  for (var k = index; k < end; k += u.columns) {
    let power = exp(z[k] - top);
    out[k] = power;
    sum += power;
  }
  for (var k = index; k < end; k += u.columns) { out[k] /= sum; }
  sums[index] = select(0.0, sums[index], u.adds == 1u) + top + log(sum);`,
});

/** One thread per row. */
export const totalCorrelation = program({
  name: 'totalCorrelation',
  operands: [...reads('logits', 'labels', 'z'), ...writes('counter')],
  numbers: [...u32('columns'), ...f32('less')],
  helpers: ROW_SOFTMAX,
  body: `
  let top = largest(u, 0u);
  var chosen = 0.0;
  for (var c = 0u; c < u.columns; c++) {
    let at = index * u.columns + c;
    chosen += labels[at] * logits[at];
  }
  counter[index] += top + log(total(u, 0u, top)) - u.less - chosen;`,
});

export const totalCorrelationGradient = program({
  name: 'totalCorrelationGradient',
  operands: [...reads('shares', 'classShares', 'labels'), ...writes('into')],
  numbers: [...u32('rows', 'columns', 'adds')],
  body: `
  let before = select(0.0, into[index], u.adds == 1u);
  into[index] = before + classShares[index % u.columns] * shares[index] - labels[index] / f32(u.rows);`,
});
