/** Cases of linear layers, at odd sizes. */
import { describe, expect, it } from 'vitest';
import { type KernelBench, normalTable, SIZES } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle';

export function linearCases(bench: KernelBench): void {
  const { arenaWith, close, empty, upload } = bench;

  describe.each(SIZES)(
    'with $rows rows, $inputs inputs, $outputs outputs',
    ({ rows, inputs, outputs }) => {
      const x = normalTable('x', rows, inputs);
      const w = normalTable('w', inputs, outputs);
      const b = normalTable('b', 1, outputs);
      const dy = normalTable('dy', rows, outputs);

      it.each(['linear', 'relu'] as const)('a %s layer computes x W + b', async (activation) => {
        const arena = arenaWith({ w, b });
        const out = empty(rows, outputs);
        bench.kernels.linear(upload(x), arena, 'w', 'b', activation, out);
        const z = oracle.linear(x, w, b[0] as number[]);
        await close(out, activation === 'relu' ? oracle.relu(z) : z);
        arena.free();
      });

      it('the gradients of a linear layer add up over calls', async () => {
        const arena = arenaWith({ w, b });
        const input = upload(x);
        const gradient = upload(dy);
        const into = empty(rows, inputs);
        bench.kernels.clearGradients(arena);
        for (let call = 0; call < 2; call++) {
          bench.kernels.linearInputGradient(gradient, arena, 'w', into);
          bench.kernels.linearWeightGradient(input, gradient, arena, 'w', 'b');
        }
        await close(
          into,
          oracle.product(dy, oracle.transpose(w)).map((r) => r.map((v) => 2 * v)),
        );
        // one step of rate 1 without momentum or decay shows the gradient itself
        bench.kernels.sgd(arena, { learningRate: 1, momentum: 0, weightDecay: 0 });
        const values = await arena.read();
        const dw = oracle.product(oracle.transpose(x), dy);
        const want = w.map((row, i) => row.map((v, c) => v - 2 * (dw[i]?.[c] as number)));
        const scale = Math.max(1, ...want.flat().map(Math.abs));
        want.flat().forEach((value, k) => {
          expect((values.get('w')?.[k] as number) / scale).toBeCloseTo(value / scale, 5);
        });
        oracle.columnSums(dy).forEach((sum, c) => {
          expect(values.get('b')?.[c] as number).toBeCloseTo((b[0]?.[c] as number) - 2 * sum, 3);
        });
        arena.free();
      });

      it('arrays are multiplied as parameters are', async () => {
        const before = normalTable('before', rows, inputs);
        const across = normalTable('across', inputs, outputs);
        const [a, b, d] = [upload(x), upload(w), upload(dy)];
        const [out, into, turned] = [empty(rows, outputs), upload(before), upload(across)];
        bench.kernels.product(a, b, out);
        await close(out, oracle.product(x, w));
        bench.kernels.productTransposed(d, b, into);
        await close(into, oracle.plus(before, oracle.product(dy, oracle.transpose(w))));
        bench.kernels.transposedProduct(a, d, turned);
        await close(turned, oracle.plus(across, oracle.product(oracle.transpose(x), dy)));
      });
    },
  );
}
