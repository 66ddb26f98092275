/** WGSL over ranges of the parameter arena: optimizers, norms, modulation of gradients. */
import { f32, program, reads, u32, writes } from './program';

/** Threads that sum a range together; each leaves a part for a second program to add up. */
export const SUMMING_THREADS = 256;

/** v = momentum v + g + decay p; p = p - rate v; four parameters a thread. */
export const sgd = program({
  name: 'sgd',
  vec4: true,
  operands: [...writes('p'), ...reads('g'), ...writes('v')],
  numbers: f32('rate', 'momentum', 'decay'),
  body: `
  let before = p[index];
  let velocity = u.momentum * v[index] + g[index] + u.decay * before;
  v[index] = velocity;
  p[index] = before - u.rate * velocity;`,
});

/** powers = [beta1^t, beta2^t] of the step that begins. */
export const adamTick = program({
  name: 'adamTick',
  operands: writes('powers'),
  numbers: f32('beta1', 'beta2'),
  body: 'powers[0] *= u.beta1; powers[1] *= u.beta2;',
});

export const adam = program({
  name: 'adam',
  vec4: true,
  operands: [...writes('p'), ...reads('g'), ...writes('m', 'v'), ...reads('powers')],
  numbers: f32('rate', 'decay', 'beta1', 'beta2', 'epsilon'),
  body: `
  let before = p[index];
  let gradient = g[index] + u.decay * before;
  let first = u.beta1 * m[index] + (1.0 - u.beta1) * gradient;
  let second = u.beta2 * v[index] + (1.0 - u.beta2) * gradient * gradient;
  m[index] = first;
  v[index] = second;
  let power = powers[0];
  let step = first / (1.0 - power.x) / (sqrt(second / (1.0 - power.y)) + u.epsilon);
  p[index] = before - u.rate * step;`,
});

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
