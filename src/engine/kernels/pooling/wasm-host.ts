/** What the host asks of pooling/wasm.ts. */
import { sizeOf } from '../../../math/shape';
import type { ImageShape } from '../convolution/op';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import type { PoolingKernels } from './op';

function imagesOf(count: number, { height, width, channels }: ImageShape): number[] {
  return [count / (height * width * channels), height, width, channels];
}

/** How `[rows, count, ...]` is averaged to `[rows, ...]`: rows, count, numbers of a row. */
function averaging(long: Span, short: readonly number[]): number[] {
  const [rows = 1, ...sides] = short;
  return [rows, long.count / sizeOf(short), sizeOf(sides)];
}

export const poolingOnWasm = (machine: Machine): PoolingKernels => ({
  maxPool(x, shape, out) {
    const input = contentOf(x);
    machine.run('maxPool', [input, wasmArray(out).fresh()], imagesOf(input.count, shape));
  },
  maxPoolGradient(x, dy, shape, into) {
    const input = contentOf(x);
    const gradient = contentOf(dy);
    // an odd row or column at the end belongs to no window
    const isWhole = shape.height % 2 === 0 && shape.width % 2 === 0;
    const { array, adds } = isWhole
      ? wasmArray(into).target()
      : { array: contentOf(into), adds: 1 };
    const numbers = [...imagesOf(input.count, shape), adds];
    machine.run('maxPoolGradient', [input, gradient, array], numbers);
  },
  average(x, out) {
    const long = contentOf(x);
    const numbers = averaging(long, out.shape);
    machine.run('average', [long, wasmArray(out).fresh()], [...numbers, 0]);
  },
  averageGradient(dy, into) {
    const short = contentOf(dy);
    const { array, adds } = wasmArray(into).target();
    machine.run('averageGradient', [array, short], [...averaging(array, dy.shape), adds]);
  },
});
