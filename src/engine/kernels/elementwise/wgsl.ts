/** WGSL that works number by number: activations and their gradients, sums, products. */
import { f32, program, reads, u32, writes } from '../webgpu/program';

export const reluGradient = program({
  name: 'reluGradient',
  operands: [...reads('y'), ...writes('dy')],
  numbers: [],
  body: 'if (y[index] <= 0.0) { dy[index] = 0.0; }',
});

/** The same on whole fours. */
export const reluGradient4 = program({
  ...reluGradient,
  name: 'reluGradient4',
  vec4: true,
  body: 'dy[index] = select(vec4<f32>(), dy[index], y[index] > vec4<f32>());',
});

export const add = program({
  name: 'add',
  operands: [...reads('source'), ...writes('into')],
  numbers: [],
  body: 'into[index] += source[index];',
});

/** out = activation(sum of `count` arrays + share * bias) */
export const sumOf = (count: number) => {
  const names = Array.from({ length: count }, (_, k): `a${number}` => `a${k}`);
  return program({
    name: `sum${count}`,
    operands: [...reads(...names, 'bias'), ...writes('out')],
    numbers: [...u32('columns'), ...f32('share'), ...u32('relu')],
    body: `
  var v = ${names.map((name) => `${name}[index]`).join(' + ')};
  if (u.columns > 0u) { v += u.share * bias[index % max(u.columns, 1u)]; }
  out[index] = select(v, max(v, 0.0), u.relu == 1u);`,
  });
};

/** into (+)= a * b, b repeated over `width` neighbours */
export const multiply = program({
  name: 'multiply',
  operands: [...reads('a', 'b'), ...writes('into')],
  numbers: u32('width', 'adds'),
  body: `
  let before = select(0.0, into[index], u.adds == 1u);
  into[index] = before + a[index] * b[index / u.width];`,
});

export const sigmoid = program({
  name: 'sigmoid',
  operands: [...reads('x'), ...writes('out')],
  numbers: [],
  body: 'out[index] = 1.0 / (1.0 + exp(-x[index]));',
});

export const sigmoidInPlace = program({
  name: 'sigmoidInPlace',
  operands: writes('x'),
  numbers: [],
  body: 'x[index] = 1.0 / (1.0 + exp(-x[index]));',
});

export const sigmoidGradient = program({
  name: 'sigmoidGradient',
  operands: [...reads('y'), ...writes('dy')],
  numbers: [],
  body: 'dy[index] *= y[index] * (1.0 - y[index]);',
});
