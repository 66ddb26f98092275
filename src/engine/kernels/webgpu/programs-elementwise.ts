/** WGSL that works number by number: activations and their gradients, sums, products, gathering rows. */
import type { Program } from './gpu';

const u32 = (name: string) => ({ name, type: 'u32' as const });
const f32 = (name: string) => ({ name, type: 'f32' as const });

export const reluGradient: Program = {
  name: 'reluGradient',
  buffers: [{ name: 'y' }, { name: 'dy', writes: true }],
  numbers: [],
  body: 'if (y[index] <= 0.0) { dy[index] = 0.0; }',
};

export const add: Program = {
  name: 'add',
  buffers: [{ name: 'source' }, { name: 'into', writes: true }],
  numbers: [],
  body: 'into[index] += source[index];',
};

/** out = activation(sum of `count` arrays + share * bias) */
export const sumOf = (count: number): Program => {
  const names = Array.from({ length: count }, (_, k) => `a${k}`);
  return {
    name: `sum${count}`,
    buffers: [...names.map((name) => ({ name })), { name: 'p' }, { name: 'out', writes: true }],
    numbers: [u32('columns'), u32('b'), f32('share'), u32('relu')],
    body: `
  var v = ${names.map((name) => `${name}[index]`).join(' + ')};
  v += u.share * p[u.b + index % u.columns];
  out[index] = select(v, max(v, 0.0), u.relu == 1u);`,
  };
};

/** into (+)= a * b, b repeated over `width` neighbours */
export const multiply: Program = {
  name: 'multiply',
  buffers: [{ name: 'a' }, { name: 'b' }, { name: 'into', writes: true }],
  numbers: [u32('width'), u32('adds')],
  body: `
  let before = select(0.0, into[index], u.adds == 1u);
  into[index] = before + a[index] * b[index / u.width];`,
};

export const sigmoid: Program = {
  name: 'sigmoid',
  buffers: [{ name: 'x' }, { name: 'out', writes: true }],
  numbers: [],
  body: 'out[index] = 1.0 / (1.0 + exp(-x[index]));',
};

export const sigmoidInPlace: Program = {
  name: 'sigmoidInPlace',
  buffers: [{ name: 'x', writes: true }],
  numbers: [],
  body: 'x[index] = 1.0 / (1.0 + exp(-x[index]));',
};

export const sigmoidGradient: Program = {
  name: 'sigmoidGradient',
  buffers: [{ name: 'y' }, { name: 'dy', writes: true }],
  numbers: [],
  body: 'dy[index] *= y[index] * (1.0 - y[index]);',
};

/** Rows of `source` in the order given; row numbers are whole numbers kept as f32, exact up to 2^24. */
export const gather: Program = {
  name: 'gather',
  buffers: [{ name: 'source' }, { name: 'order' }, { name: 'out', writes: true }],
  numbers: [u32('width')],
  body: 'out[index] = source[u32(order[index / u.width]) * u.width + index % u.width];',
};
