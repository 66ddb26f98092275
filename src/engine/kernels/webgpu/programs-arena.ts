/** WGSL over ranges of the parameter arena: optimizers, norms, modulation of gradients. */
import type { Program } from './gpu';

const u32 = (name: string) => ({ name, type: 'u32' as const });
const f32 = (name: string) => ({ name, type: 'f32' as const });

/** Threads that sum a range together; each leaves a part for a second program to add up. */
export const SUMMING_THREADS = 256;

/** v = momentum v + g + decay p; p = p - rate v, on the range that begins at `begin`. */
export const sgd: Program = {
  name: 'sgd',
  buffers: [{ name: 'p', writes: true }, { name: 'g' }, { name: 'v', writes: true }],
  numbers: [u32('begin'), f32('rate'), f32('momentum'), f32('decay')],
  body: `
  let at = u.begin + index;
  v[at] = u.momentum * v[at] + g[at] + u.decay * p[at];
  p[at] -= u.rate * v[at];`,
};

/** powers = [beta1^t, beta2^t] of the step that begins. */
export const adamTick: Program = {
  name: 'adamTick',
  buffers: [{ name: 'powers', writes: true }],
  numbers: [f32('beta1'), f32('beta2')],
  body: 'powers[0] *= u.beta1; powers[1] *= u.beta2;',
};

export const adam: Program = {
  name: 'adam',
  buffers: [
    { name: 'p', writes: true },
    { name: 'g' },
    { name: 'm', writes: true },
    { name: 'v', writes: true },
    { name: 'powers' },
  ],
  numbers: [u32('begin'), f32('rate'), f32('decay'), f32('beta1'), f32('beta2'), f32('epsilon')],
  body: `
  let at = u.begin + index;
  let gradient = g[at] + u.decay * p[at];
  m[at] = u.beta1 * m[at] + (1.0 - u.beta1) * gradient;
  v[at] = u.beta2 * v[at] + (1.0 - u.beta2) * gradient * gradient;
  let first = m[at] / (1.0 - powers[0]);
  let second = v[at] / (1.0 - powers[1]);
  p[at] -= u.rate * first / (sqrt(second) + u.epsilon);`,
};

/** Each thread's sum and sum of squares of a range. */
export const partialMoments: Program = {
  name: 'partialMoments',
  buffers: [{ name: 'x' }, { name: 'parts', writes: true }],
  numbers: [u32('begin'), u32('count')],
  body: `
  var sum = 0.0;
  var squares = 0.0;
  for (var k = index; k < u.count; k += ${SUMMING_THREADS}u) {
    let value = x[u.begin + k];
    sum += value;
    squares += value * value;
  }
  parts[index] = sum;
  parts[${SUMMING_THREADS}u + index] = squares;`,
};

/** out[0] = standard deviation (n - 1) from the parts of a range of `count` numbers. */
export const deviation: Program = {
  name: 'deviation',
  buffers: [{ name: 'parts' }, { name: 'out', writes: true }],
  numbers: [u32('count')],
  body: `
  var sum = 0.0;
  var squares = 0.0;
  for (var k = 0u; k < ${SUMMING_THREADS}u; k++) {
    sum += parts[k];
    squares += parts[${SUMMING_THREADS}u + k];
  }
  let n = f32(u.count);
  out[0] = sqrt(max(0.0, squares - sum * sum / n) / max(1.0, n - 1.0));`,
};

/** g = factor g + sd noise; scalars = [sd, factor]. */
export const modulate: Program = {
  name: 'modulate',
  buffers: [{ name: 'noise' }, { name: 'scalars' }, { name: 'g', writes: true }],
  numbers: [u32('begin')],
  body: 'g[u.begin + index] = scalars[1] * g[u.begin + index] + scalars[0] * noise[index];',
};

export const scaleRange: Program = {
  name: 'scaleRange',
  buffers: [{ name: 'scalars' }, { name: 'g', writes: true }],
  numbers: [u32('begin')],
  body: 'g[u.begin + index] *= scalars[1];',
};

/** counter[0] += sqrt(squares of the gradients / squares of the values), from the parts of both. */
export const countNormRatio: Program = {
  name: 'countNormRatio',
  buffers: [{ name: 'gradients' }, { name: 'values' }, { name: 'counter', writes: true }],
  numbers: [],
  body: `
  var above = 0.0;
  var below = 0.0;
  for (var k = ${SUMMING_THREADS}u; k < ${2 * SUMMING_THREADS}u; k++) {
    above += gradients[k];
    below += values[k];
  }
  counter[0] += sqrt(above / below);`,
};
