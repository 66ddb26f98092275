/** WGSL of the optimizers: one thread for four numbers. */
import { f32, program, reads, writes } from '../webgpu/program';

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

/** powers = [beta1^t, beta2^t] of the step that begins, in a four of its own for each parameter; one parameter a thread. */
export const adamTick = program({
  name: 'adamTick',
  vec4: true,
  operands: writes('powers'),
  numbers: f32('beta1', 'beta2'),
  body: 'powers[index] *= vec4<f32>(u.beta1, u.beta2, 1.0, 1.0);',
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
