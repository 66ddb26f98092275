/**
 * Cases of convolutions with any kernel: those of a ResNet, odd ones, and a sweep of random shapes (kernels 1 to 7, strides
 * 1 to 3, padding 0 to 3, channels 1 to 9, odd sides), several to a test.
 */
import { describe, it } from 'vitest';
import { randomStream } from '../../../math/rng';
import { alike, image, type KernelBench, normals } from '../../../testing/kernel-bench';
import { pixels } from '../../../testing/oracle-convolution';
import * as oracle from '../../../testing/oracle-deep';
import { type SpatialShape, spatiallyConvolved, type Window } from './op';

/** A convolution of so many images. */
interface Sample {
  readonly images: number;
  readonly shape: SpatialShape;
}

const square = (side: number, stride: number, padding: number): Window => ({
  height: side,
  width: side,
  stride,
  padding,
});

const sample = (
  images: number,
  input: SpatialShape['input'],
  outChannels: number,
  window: Window,
): Sample => ({ images, shape: { input, outChannels, window } });

const CONVOLUTIONS = [
  // the first layer of a ResNet, its blocks, and its ways past a block that strides
  sample(2, image(13, 17, 3), 8, square(7, 2, 3)),
  sample(1, image(15, 9, 1), 4, square(7, 2, 3)),
  sample(3, image(7, 5, 8), 8, square(3, 1, 1)),
  sample(2, image(14, 9, 16), 12, square(3, 1, 1)),
  sample(2, image(9, 7, 4), 8, square(3, 2, 1)),
  sample(3, image(7, 9, 8), 16, square(1, 2, 0)),
  // a plain product
  sample(2, image(5, 3, 5), 7, square(1, 1, 0)),
  sample(1, image(1, 1, 1), 1, square(1, 1, 0)),
  // pixels that no place of the kernel reaches, and places that see nothing but margin
  sample(2, image(8, 8, 3), 5, square(2, 3, 0)),
  sample(1, image(4, 5, 2), 3, square(1, 2, 3)),
  // a kernel larger than the image, and one that is not square
  sample(2, image(3, 2, 3), 4, square(7, 1, 3)),
  sample(2, image(6, 11, 3), 5, { height: 2, width: 5, stride: 2, padding: 1 }),
  // channels enough for whole tiles of every implementation, some of them left over
  sample(2, image(9, 11, 20), 28, square(3, 2, 1)),
  sample(5, image(3, 3, 36), 17, square(1, 1, 0)),
  sample(1, image(10, 11, 32), 40, square(3, 1, 1)),
];

/** Random shapes of a sweep; as many each time. */
const SWEPT = 200;
/** Shapes that one test tries. */
const TOGETHER = 40;

/** The same shapes at every call. */
function sweep(): readonly Sample[] {
  const random = randomStream(17, 'spatial-convolutions');
  const from = (least: number, most: number) => least + random.below(most - least + 1);
  return Array.from({ length: SWEPT }, () => {
    const window = {
      height: from(1, 7),
      width: from(1, 7),
      stride: from(1, 3),
      padding: from(0, 3),
    };
    const side = (kernel: number) => from(Math.max(1, kernel - 2 * window.padding), 9);
    const input = image(side(window.height), side(window.width), from(1, 9));
    return { images: from(1, 3), shape: { input, outChannels: from(1, 9), window } };
  });
}

const textOf = ({ images, shape: { input, outChannels, window } }: Sample): string =>
  `${images} of ${input.height}x${input.width}x${input.channels} to ${outChannels} by ${window.height}x${window.width}, stride ${window.stride}, padding ${window.padding}`;

export function spatialConvolutionCases(bench: KernelBench): void {
  const { empty, put, read, handing } = bench;

  /** Everything about one shape; gradients are taken twice, since they add up. */
  async function hold({ images, shape }: Sample): Promise<void> {
    const { input, outChannels, window } = shape;
    const out = spatiallyConvolved(shape);
    const x = handing.exactly(normals('x', images * pixels(input)), 'activations');
    const dy = handing.exactly(normals('dy', images * pixels(out)), 'gradients');
    const sides = [window.height, window.width, input.channels, outChannels];
    const weight = normals('weight', window.height * window.width * input.channels * outChannels);
    const arena = bench.kernels.arena([{ name: 'w', shape: sides, bound: 0, stream: [] }]);
    arena.write('w', Float32Array.from(weight));
    const deep = bench.kernels.deep();
    const array = bench.handOn(x, [images, pixels(input)], 'activations');
    const gradient = bench.handOn(dy, [images, pixels(out)], 'gradients');
    const y = bench.room([images, out.height, out.width, out.channels], 'activations');
    const into = bench.room([images, pixels(input)], 'gradients');
    deep.convolve(array, arena, 'w', shape, y);
    // a gradient that was cleared is 0, whatever was in it, at taps that never reach the image too
    bench.kernels.pullToReference(arena, 'w', empty(...sides), put([1]));
    bench.kernels.clearGradients(arena);
    for (let call = 0; call < 2; call++) {
      deep.convolveInputGradient(gradient, arena, 'w', shape, into);
      deep.convolveWeightGradient(array, gradient, arena, 'w', shape);
    }
    const want = oracle.convolveGradients(x, weight, dy, images, shape);
    const twice = (values: readonly number[]) => values.map((value) => 2 * value);
    handing.alike(await read(y), oracle.convolve(x, weight, images, shape));
    handing.alike(await read(into), twice(want.input));
    alike(await bench.kernels.readGradients(arena, ['w']), twice(want.weight));
    arena.free();
  }

  it.each(CONVOLUTIONS.map((each) => ({ text: textOf(each), each })))(
    'a convolution of $text has the values and gradients of the formula',
    ({ each }) => hold(each),
  );

  describe('random convolutions have the values and gradients of the formula', () => {
    const all = sweep();
    const begins = Array.from({ length: SWEPT / TOGETHER }, (_, k) => k * TOGETHER);
    it.each(begins)('from the one numbered %s on', async (begin) => {
      for (const each of all.slice(begin, begin + TOGETHER)) {
        try {
          await hold(each);
        } catch (error) {
          throw new Error(textOf(each), { cause: error });
        }
      }
    });
  });
}
