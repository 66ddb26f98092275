/** WGSL that moves numbers: copies, zeros, rows in a given order. */
import { program, reads, u32, writes } from '../webgpu/program';

export const copyRange = program({
  name: 'copyRange',
  operands: [...reads('source'), ...writes('out')],
  numbers: [],
  body: 'out[index] = source[index];',
});

export const zeroRange = program({
  name: 'zeroRange',
  operands: writes('out'),
  numbers: [],
  body: 'out[index] = 0.0;',
});

/**
 * The batch that `cursor[0]` counts: its rows of `source` in the order given. Row numbers are whole numbers kept as
 * f32, exact up to 2^24.
 */
export const serve = program({
  name: 'serve',
  operands: [...reads('source', 'order', 'cursor'), ...writes('out')],
  numbers: u32('width', 'batch'),
  body: `
  let row = u32(cursor[0]) * u.batch + index / u.width;
  out[index] = source[u32(order[row]) * u.width + index % u.width];`,
});

/** The same where rows are whole fours: `width` counts fours. */
export const serve4 = program({
  name: 'serve4',
  vec4: true,
  operands: serve.operands,
  numbers: serve.numbers,
  body: `
  let row = u32(cursor[0].x) * u.batch + index / u.width;
  let four = order[row / 4u];
  let low = select(four.x, four.y, row % 2u == 1u);
  let high = select(four.z, four.w, row % 2u == 1u);
  let place = u32(select(low, high, row % 4u > 1u));
  out[index] = source[place * u.width + index % u.width];`,
});

export const advance = program({
  name: 'advance',
  operands: writes('cursor'),
  numbers: [],
  body: 'cursor[0] += 1.0;',
});
