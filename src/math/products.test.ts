import { expect, it } from 'vitest';
import { addOuter, rowsTimes } from './products';
import { randomStream } from './rng';

const random = randomStream(1, 'products');
const drawn = (length: number) => Float64Array.from({ length }, () => random.normal());
const at = (values: Float64Array, place: number) => values[place] as number;

// widths and outs on both sides of what is taken at once
it.each([
  [1, 1],
  [3, 2],
  [4, 4],
  [5, 3],
  [9, 7],
  [17, 8],
])('rows of %i numbers with %i outs: products as the definition gives them', (width, outs) => {
  const [rows, from, to] = [7, 2, 6];
  const [x, w] = [drawn(rows * width), drawn(outs * width)];
  const out = new Float64Array((to - from) * outs);
  rowsTimes({ x, width, from, to }, w, outs, out);
  const e = drawn((to - from) * outs);
  const into = drawn(outs * width);
  const before = into.slice();
  addOuter({ x, width, from, to }, e, outs, into);
  for (let k = 0; k < outs; k++) {
    for (let i = from; i < to; i++) {
      let sum = 0;
      for (let d = 0; d < width; d++) sum += at(x, i * width + d) * at(w, k * width + d);
      expect(out[(i - from) * outs + k]).toBeCloseTo(sum, 12);
    }
    for (let d = 0; d < width; d++) {
      let sum = at(before, k * width + d);
      for (let i = from; i < to; i++) sum += at(e, (i - from) * outs + k) * at(x, i * width + d);
      expect(into[k * width + d]).toBeCloseTo(sum, 12);
    }
  }
});
