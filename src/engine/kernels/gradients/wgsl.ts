/** WGSL of gradients as a whole: scaled, with noise, measured. */
import { f32, program, reads, u32, writes } from '../webgpu/program';
import { LEAST_SQUARE } from './op';

/** Threads that sum a range together; each leaves a part for a second program to add up. */
export const SUMMING_THREADS = 256;

/** Each thread's sum and sum of squares of a range. */
export const partialMoments = program({
  name: 'partialMoments',
  operands: [...reads('x'), ...writes('parts')],
  numbers: u32('count'),
  body: `
  var sum = 0.0;
  var squares = 0.0;
  for (var k = index; k < u.count; k += ${SUMMING_THREADS}u) {
    let value = x[k];
    sum += value;
    squares += value * value;
  }
  parts[index] = sum;
  parts[${SUMMING_THREADS}u + index] = squares;`,
});

/** out[0] = standard deviation (n - 1) from the parts of a range of `count` numbers. */
export const deviation = program({
  name: 'deviation',
  operands: [...reads('parts'), ...writes('out')],
  numbers: u32('count'),
  body: `
  var sum = 0.0;
  var squares = 0.0;
  for (var k = 0u; k < ${SUMMING_THREADS}u; k++) {
    sum += parts[k];
    squares += parts[${SUMMING_THREADS}u + k];
  }
  let n = f32(u.count);
  out[0] = sqrt(max(0.0, squares - sum * sum / n) / max(1.0, n - 1.0));`,
});

/** g = factor g + (sd + more) noise */
export const modulate = program({
  name: 'modulate',
  operands: [...reads('noise', 'spread', 'factor'), ...writes('g')],
  numbers: f32('more'),
  body: 'g[index] = factor[0] * g[index] + (spread[0] + u.more) * noise[index];',
});

/** out[0] = square root of the sum of squares, from the parts of a range. */
export const normOfParts = program({
  name: 'normOfParts',
  operands: [...reads('parts'), ...writes('out')],
  numbers: [],
  body: `
  var squares = 0.0;
  for (var k = ${SUMMING_THREADS}u; k < ${2 * SUMMING_THREADS}u; k++) {
    squares += parts[k];
  }
  out[0] = sqrt(squares);`,
});

/** Each thread's largest size of a number of a range, or what it had where that is larger. */
export const partialLargest = program({
  name: 'partialLargest',
  operands: [...reads('x'), ...writes('parts')],
  numbers: u32('count'),
  body: `
  var largest = parts[index];
  for (var k = index; k < u.count; k += ${SUMMING_THREADS}u) {
    largest = max(largest, abs(x[k]));
  }
  parts[index] = largest;`,
});

/** out[0] = the largest of the parts of a range. */
export const largestOfParts = program({
  name: 'largestOfParts',
  operands: [...reads('parts'), ...writes('out')],
  numbers: [],
  body: `
  var largest = 0.0;
  for (var k = 0u; k < ${SUMMING_THREADS}u; k++) {
    largest = max(largest, parts[k]);
  }
  out[0] = largest;`,
});

export const scaleRange = program({
  name: 'scaleRange',
  operands: [...reads('factor'), ...writes('g')],
  numbers: [],
  body: 'g[index] *= factor[0];',
});

/** counter[0] += sqrt(squares of the gradients / squares of the values), from the parts of both. */
export const countNormRatio = program({
  name: 'countNormRatio',
  operands: [...reads('gradients', 'parameters'), ...writes('counter')],
  numbers: [],
  body: `
  var above = 0.0;
  var below = 0.0;
  for (var k = ${SUMMING_THREADS}u; k < ${2 * SUMMING_THREADS}u; k++) {
    above += gradients[k];
    below += parameters[k];
  }
  counter[0] += sqrt(above / below);`,
});

/** Each thread's sums of a b, a a and b b, a taken and b now, on top of what is there. */
export const partialProducts = program({
  name: 'partialProducts',
  operands: [...reads('a', 'b'), ...writes('parts')],
  numbers: u32('count'),
  body: `
  for (var k = index; k < u.count; k += ${SUMMING_THREADS}u) {
    parts[index] += a[k] * b[k];
    parts[${SUMMING_THREADS}u + index] += a[k] * a[k];
    parts[${2 * SUMMING_THREADS}u + index] += b[k] * b[k];
  }`,
});

/** The three sums from their parts. */
export const productsOfParts = program({
  name: 'productsOfParts',
  operands: [...reads('parts'), ...writes('both', 'taken', 'now')],
  numbers: [],
  body: `
  var sums = vec3<f32>();
  for (var k = 0u; k < ${SUMMING_THREADS}u; k++) {
    sums += vec3(parts[k], parts[${SUMMING_THREADS}u + k], parts[${2 * SUMMING_THREADS}u + k]);
  }
  both[0] = sums.x;
  taken[0] = sums.y;
  now[0] = sums.z;`,
});

/** b = w1 a + w2 b; and each thread's sums of squares of a + b as it was and of what it is now. */
export const mixGradients = program({
  name: 'mixGradients',
  operands: [...reads('a', 'first', 'second'), ...writes('b', 'parts')],
  numbers: u32('count'),
  body: `
  var plain = 0.0;
  var mixed = 0.0;
  for (var k = index; k < u.count; k += ${SUMMING_THREADS}u) {
    let sum = a[k] + b[k];
    let mix = first[0] * a[k] + second[0] * b[k];
    plain += sum * sum;
    mixed += mix * mix;
    b[k] = mix;
  }
  parts[index] = plain;
  parts[${SUMMING_THREADS}u + index] = mixed;`,
});

/** scale[0] = max(1, length of the plain sum over that of the mixture), from the parts of both. */
export const mixtureScale = program({
  name: 'mixtureScale',
  operands: [...reads('parts'), ...writes('scale')],
  numbers: [],
  body: `
  var plain = 0.0;
  var mixed = 0.0;
  for (var k = 0u; k < ${SUMMING_THREADS}u; k++) {
    plain += parts[k];
    mixed += parts[${SUMMING_THREADS}u + k];
  }
  scale[0] = max(1.0, sqrt(plain / max(mixed, ${LEAST_SQUARE})));`,
});

/** g = gamma scale g */
export const rescale = program({
  name: 'rescale',
  operands: [...reads('scale'), ...writes('g')],
  numbers: f32('gamma'),
  body: 'g[index] *= u.gamma * scale[0];',
});

/** g = g + strength (p - reference) */
export const pull = program({
  name: 'pull',
  operands: [...reads('p', 'reference', 'strength'), ...writes('g')],
  numbers: [],
  body: 'g[index] += strength[0] * (p[index] - reference[index]);',
});
