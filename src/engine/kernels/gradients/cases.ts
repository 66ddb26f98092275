/** Cases of gradients as a whole. */
import { expect, it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle';

export function gradientCases(bench: KernelBench): void {
  const { arenaWith, close, empty, upload } = bench;

  it('gradients as a whole: scaled, with noise as wide as their spread, measured, read', async () => {
    const x = normalTable('whole-x', 6, 4);
    const dy = normalTable('whole-dy', 6, 3);
    const arena = arenaWith({ w: normalTable('whole-w', 4, 3), b: [[1, 2, 3]] });
    bench.kernels.clearGradients(arena);
    bench.kernels.linearWeightGradient(upload(x), upload(dy), arena, 'w', 'b');
    const dw = oracle.product(oracle.transpose(x), dy).flat();
    const db = oracle.columnSums(dy);
    const near = (got: Float32Array, want: readonly number[]) => {
      expect(got).toHaveLength(want.length);
      want.forEach((value, k) => {
        expect(got[k]).toBeCloseTo(value, 4);
      });
    };
    near(await bench.kernels.readGradients(arena, ['b', 'w']), [...db, ...dw]);

    const recorder = bench.kernels.recorder();
    bench.kernels.relativeGradientNorm(arena, ['w', 'b'], { recorder, name: 'norm' });
    const weights = [...normalTable('whole-w', 4, 3).flat(), 1, 2, 3];
    const { norm } = await recorder.drain();
    expect(norm).toBeCloseTo(Math.hypot(...dw, ...db) / Math.hypot(...weights), 4);
    recorder.free();

    const together = empty(1, 1);
    bench.kernels.gradientNorm(arena, ['w', 'b'], together);
    await close(together, [[Math.hypot(...dw, ...db)]]);
    bench.kernels.largestGradient(arena, ['w', 'b'], together);
    await close(together, [[Math.max(...[...dw, ...db].map(Math.abs))]]);
    bench.kernels.gradientNorm(arena, ['b'], together);
    await close(together, [[Math.hypot(...db)]]);

    bench.kernels.modulateGradient(arena, 'b', upload([[0.5]]), null);
    const noise = Float32Array.from({ length: 12 }, (_, k) => (k % 3) - 1);
    bench.kernels.modulateGradient(arena, 'w', upload([[0.25]]), upload([[...noise]]));
    const mean = dw.reduce((sum, v) => sum + v, 0) / 12;
    const spread = Math.sqrt(dw.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 11);
    near(await bench.kernels.readGradients(arena, ['w', 'b']), [
      ...dw.map((v, k) => 0.25 * v + spread * (noise[k] as number)),
      ...db.map((v) => 0.5 * v),
    ]);

    // of a gradient that is zero nothing is left but the given spread
    bench.kernels.clearGradients(arena);
    bench.kernels.modulateGradient(arena, 'w', upload([[0.25]]), upload([[...noise]]), 0.125);
    near(
      await bench.kernels.readGradients(arena, ['w']),
      [...noise].map((v) => 0.125 * v),
    );
    bench.kernels.largestGradient(arena, ['b'], together);
    await close(together, [[0]]);
    arena.free();
  });
}
