/** Cases of max pooling with any window: ties, no positive number, windows that overlap or leave pixels out. */
import { describe, it } from 'vitest';
import { randomStream } from '../../../math/rng';
import { image, type KernelBench, normals } from '../../../testing/kernel-bench';
import { pixels } from '../../../testing/oracle-convolution';
import * as oracle from '../../../testing/oracle-deep';
import type { WindowShape } from '../spatial-convolution/op';
import { windowPooled } from './op';

const square = (
  input: WindowShape['input'],
  side: number,
  stride: number,
  padding: number,
): WindowShape => ({ input, window: { height: side, width: side, stride, padding } });

const SHAPES = [
  square(image(7, 9, 8), 3, 2, 1),
  square(image(8, 5, 5), 3, 2, 1),
  square(image(1, 1, 3), 3, 2, 1),
  square(image(5, 6, 2), 3, 1, 1),
  square(image(7, 7, 4), 2, 3, 0),
  square(image(4, 4, 6), 1, 2, 0),
  { input: image(6, 9, 3), window: { height: 2, width: 5, stride: 2, padding: 1 } },
];

/** Random shapes, in one test. */
const SWEPT = 40;

/** The same shapes at every call. */
function sweep(): readonly WindowShape[] {
  const random = randomStream(17, 'window-pooling');
  const from = (least: number, most: number) => least + random.below(most - least + 1);
  return Array.from({ length: SWEPT }, () => {
    const [height, width] = [from(1, 7), from(1, 7)];
    const padding = from(0, Math.floor(Math.min(height, width) / 2));
    const side = (window: number) => from(Math.max(1, window - 2 * padding), 9);
    const input = image(side(height), side(width), from(1, 9));
    return { input, window: { height, width, stride: from(1, 3), padding } };
  });
}

const textOf = ({ input, window }: WindowShape): string =>
  `${input.height}x${input.width}x${input.channels}, ${window.height}x${window.width}, stride ${window.stride}, padding ${window.padding}`;

export function windowPoolingCases(bench: KernelBench): void {
  const { read, handing } = bench;

  /** The gradient is added to what is there. */
  async function hold(
    shape: WindowShape,
    values: readonly number[],
    images: number,
  ): Promise<void> {
    const x = handing.exactly(values, 'activations');
    const out = windowPooled(shape);
    const dy = handing.exactly(normals('dpool', images * pixels(out)), 'gradients');
    const array = bench.handOn(x, [images, pixels(shape.input)], 'activations');
    const y = bench.room([images, out.height, out.width, out.channels], 'activations');
    const before = handing.exactly(x, 'gradients');
    const into = bench.handOn(before, array.shape, 'gradients');
    const alone = bench.room(array.shape, 'gradients');
    const gradient = bench.handOn(dy, y.shape, 'gradients');
    const deep = bench.kernels.deep();
    deep.windowMax(array, shape, y);
    deep.windowMaxGradient(array, gradient, shape, into);
    deep.windowMaxGradient(array, gradient, shape, alone);
    const want = oracle.windowMaxGradient(x, dy, images, shape);
    handing.alike(await read(y), oracle.windowMax(x, images, shape), 6);
    handing.alike(await read(alone), want, 6);
    handing.alike(
      await read(into),
      want.map((value, k) => value + (before[k] as number)),
      6,
    );
  }

  describe.each(SHAPES.map((shape) => ({ text: textOf(shape), shape })))(
    'the largest under a window, $text,',
    ({ shape }) => {
      const count = 2 * pixels(shape.input);
      const kinds = {
        'of all signs': normals('pool', count),
        'with no positive value': normals('pool', count).map((value) => -Math.abs(value) - 1),
        'full of ties': normals('pool', count).map((value) => Math.round(value)),
        'all alike': normals('pool', count).map(() => -2),
      };
      it.each(Object.entries(kinds))('%s, with its gradient', (_, x) => hold(shape, x, 2));
    },
  );

  it('is the oracle’s for random windows', async () => {
    for (const shape of sweep()) {
      // rounded, so that there are ties
      const x = normals('pool', 2 * pixels(shape.input)).map((value) => Math.round(2 * value));
      try {
        await hold(shape, x, 2);
      } catch (error) {
        throw new Error(textOf(shape), { cause: error });
      }
    }
  });
}
