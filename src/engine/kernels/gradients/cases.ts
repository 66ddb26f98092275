/** Cases of gradients as a whole. */
import { describe, expect, it } from 'vitest';
import { alike, type KernelBench, normalTable } from '../../../testing/kernel-bench';
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

  it.each([1, 3, 65, 602])('a pull of %i numbers back to where they were', async (size) => {
    const values = (name: string) => normalTable(name, 1, size)[0] ?? [];
    const [now, was, dy] = [values('pull-now'), values('pull-was'), values('pull-dy')];
    const arena = arenaWith({ w: [[...now]] });
    bench.kernels.clearGradients(arena);
    const reference = upload([[...was]]);
    // to a gradient that is zero, and to one that is there
    bench.kernels.pullToReference(arena, 'w', reference, upload([[0.5]]));
    bench.kernels.linearWeightGradient(upload([[1]]), upload([[...dy]]), arena, 'w', null);
    bench.kernels.pullToReference(arena, 'w', reference, upload([[2]]));
    const got = await bench.kernels.readGradients(arena, ['w']);
    const away = now.map((value, k) => value - (was[k] ?? 0));
    alike(
      got,
      away.map((value, k) => 2.5 * value + (dy[k] ?? 0)),
      4,
    );
    arena.free();
  });

  describe('two gradients', () => {
    const flat = (name: string, columns: number) => normalTable(name, 1, columns)[0] ?? [];
    const product = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

    /** Parameters of odd sizes whose gradients are `taken`, then `now`; the first are taken. */
    const begun = (taken: Record<'w' | 'b', number[]>, now: Record<'w' | 'b', number[]>) => {
      const arena = arenaWith({ w: [taken.w.map(() => 0)], b: [taken.b.map(() => 0)] });
      const one = upload([[1]]);
      const send = (values: Record<'w' | 'b', number[]>) => {
        // the weights of a column of ones get dy itself
        bench.kernels.linearWeightGradient(one, upload([values.w]), arena, 'w', null);
        bench.kernels.linearWeightGradient(one, upload([values.b]), arena, 'b', null);
      };
      bench.kernels.clearGradients(arena);
      send(taken);
      const held = { w: empty(1, taken.w.length), b: empty(taken.b.length) };
      bench.kernels.takeGradient(arena, 'w', held.w);
      bench.kernels.takeGradient(arena, 'b', held.b);
      send(now);
      return { arena, held };
    };

    it.each([1, 3, 65, 601])(
      'of %i numbers and a bias: taken, compared as one vector, combined no shorter than their sum',
      async (size) => {
        const taken = { w: [...flat('taken-w', size)], b: [...flat('taken-b', 5)] };
        const now = { w: [...flat('now-w', size)], b: [...flat('now-b', 5)] };
        const { arena, held } = begun(taken, now);
        await close(held.w, [taken.w]);
        const [a, u] = [
          [...taken.w, ...taken.b],
          [...now.w, ...now.b],
        ];
        const out = { both: empty(1), taken: empty(1), now: empty(1) };
        bench.kernels.compareGradients(arena, ['w', 'b'], [held.w, held.b], out);
        await close(out.both, [[product(a, u)]]);
        await close(out.taken, [[product(a, a)]]);
        await close(out.now, [[product(u, u)]]);

        const scale = empty(1);
        const weights = [upload([[0.6]]), upload([[1.4]])] as const;
        bench.kernels.combineGradients(arena, 'w', held.w, { weights, gamma: 1.5, scale });
        const mix = taken.w.map((value, k) => 0.6 * value + 1.4 * (now.w[k] ?? 0));
        const sum = taken.w.map((value, k) => value + (now.w[k] ?? 0));
        const want = Math.max(1, Math.sqrt(product(sum, sum) / product(mix, mix)));
        await close(scale, [[want]]);
        const got = await bench.kernels.readGradients(arena, ['w', 'b']);
        alike(got, [...mix.map((value) => 1.5 * want * value), ...now.b], 4);
        arena.free();
      },
    );

    it('that cancel leave nothing, and no number that is none', async () => {
      const { arena, held } = begun(
        { w: [1, -2, 0.5], b: [0, 0] },
        { w: [-1, 2, -0.5], b: [0, 0] },
      );
      const scale = empty(1);
      const weights = [upload([[1]]), upload([[1]])] as const;
      for (const [name, array] of Object.entries(held)) {
        bench.kernels.combineGradients(arena, name, array, { weights, gamma: 1.5, scale });
        await close(scale, [[1]]);
      }
      expect([...(await bench.kernels.readGradients(arena, ['w', 'b']))]).toEqual([0, 0, 0, 0, 0]);
      arena.free();
    });
  });
}
