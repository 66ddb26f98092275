/** Cases of what works number by number. */
import { expect, it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import type { DeviceArray } from '../storage';

export function elementwiseCases(bench: KernelBench): void {
  const { arenaWith, close, empty, read, upload } = bench;

  it('sums, shares of a bias, adds and clears', async () => {
    const arena = arenaWith({ b: [[1, 2]] });
    const out = empty(1, 2);
    const parts = [upload([[1, -5]]), upload([[2, 1]])];
    bench.kernels.sum(parts, arena, { name: 'b', share: 0.5 }, 'relu', out);
    expect(await read(out)).toEqual([3.5, 0]);
    bench.kernels.add(parts[0] as DeviceArray, out);
    expect(await read(out)).toEqual([4.5, -5]);
    bench.kernels.clear(out);
    expect(await read(out)).toEqual([0, 0]);
    arena.free();
  });

  it('products, columns repeated over a row, and sigmoids with their gradient', async () => {
    const a = normalTable('product-a', 5, 3);
    const b = normalTable('product-b', 5, 3);
    const column = normalTable('column', 5, 1);
    const into = empty(5, 3);
    bench.kernels.multiply(upload(a), upload(b), into);
    bench.kernels.multiply(upload(a), upload(column), into);
    await close(
      into,
      a.map((row, i) =>
        row.map((v, c) => v * (b[i]?.[c] as number) + v * (column[i]?.[0] as number)),
      ),
    );
    const sigmoid = a.map((row) => row.map((v) => 1 / (1 + Math.exp(-v))));
    const inPlace = upload(a);
    bench.kernels.sigmoid(inPlace, inPlace);
    await close(inPlace, sigmoid);
    const apart = empty(5, 3);
    bench.kernels.sigmoid(upload(a), apart);
    await close(apart, sigmoid);
    const gradient = upload(b);
    bench.kernels.sigmoidGradient(apart, gradient);
    await close(
      gradient,
      sigmoid.map((row, i) => row.map((y, c) => (b[i]?.[c] as number) * y * (1 - y))),
    );
  });

  it('a product with a single number scales', async () => {
    const into = empty(2, 2);
    const matrix = [
      [1, 2],
      [3, 4],
    ];
    bench.kernels.multiply(upload(matrix), upload([[0.5]]), into);
    expect(await read(into)).toEqual([0.5, 1, 1.5, 2]);
  });
}
