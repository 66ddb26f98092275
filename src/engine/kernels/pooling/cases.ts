/** Cases of max pooling and averages. */
import { describe, it } from 'vitest';
import { alike, image, type KernelBench, normals } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle-convolution';
import { pooled } from './op';

export function poolingCases(bench: KernelBench): void {
  const { empty, put, read } = bench;

  describe.each([
    { images: 1, shape: image(2, 2, 1) },
    { images: 2, shape: image(7, 5, 3) },
    { images: 3, shape: image(4, 6, 4) },
    { images: 1, shape: image(3, 8, 6) },
  ])('max pooling of $images images, $shape', ({ images, shape }) => {
    const count = images * oracle.pixels(shape);
    const kinds = {
      'of all signs': normals('pool', count),
      'with no positive value': normals('pool', count).map((value) => -Math.abs(value) - 1),
      'full of ties': normals('pool', count).map((value) => Math.round(value)),
      'all alike': normals('pool', count).map(() => -2),
    };
    it.each(Object.entries(kinds))('of windows %s', async (_, x) => {
      const out = pooled(shape);
      const dy = normals('dpool', images * oracle.pixels(out));
      const array = put(x, [images, shape.height, shape.width, shape.channels]);
      const y = empty(images, out.height, out.width, out.channels);
      const into = put(x, array.shape);
      bench.kernels.convolution.maxPool(array, shape, y);
      bench.kernels.convolution.maxPoolGradient(array, put(dy, y.shape), shape, into);
      alike(await read(y), oracle.maxPool(x, images, shape), 6);
      const gradient = oracle.maxPoolGradient(x, dy, images, shape);
      alike(
        await read(into),
        gradient.map((value, k) => value + (x[k] as number)),
        6,
      );
    });
  });

  it.each([
    { what: 'all pixels', rows: 3, count: 35, width: 5 },
    { what: 'all pixels of a large image', rows: 1, count: 1156, width: 3 },
    { what: 'the frames of a sample', rows: 2, count: 4, width: 6 },
    { what: 'a single pixel', rows: 5, count: 1, width: 4 },
    { what: 'numbers without channels', rows: 4, count: 9, width: 1 },
  ])('averages over $what, and carries the gradient back', async ({ rows, count, width }) => {
    const x = normals('average', rows * count * width);
    const dy = normals('daverage', rows * width);
    const out = empty(rows, width);
    const into = put(x, [rows * count, width]);
    bench.kernels.convolution.average(put(x, [rows, count, width]), out);
    alike(await read(out), oracle.average(x, rows, count, width));
    bench.kernels.convolution.averageGradient(put(dy, [rows, width]), into);
    const want = x.map(
      (value, k) =>
        value + (dy[Math.floor(k / (count * width)) * width + (k % width)] as number) / count,
    );
    alike(await read(into), want);
  });
}
