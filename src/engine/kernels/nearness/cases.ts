/** Cases of distances to prototypes. */
import { it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import type { Table } from '../../../testing/oracle';
import * as oracle from '../../../testing/oracle';

export function nearnessCases(bench: KernelBench): void {
  const { close, empty, upload } = bench;

  it('nearness to prototypes and its gradient', async () => {
    const feature = normalTable('near-feature', 6, 5);
    const prototypes = normalTable('near-prototypes', 3, 5);
    const d = normalTable('near-d', 6, 3);
    const near = (at: Table) =>
      at.map((f) => prototypes.map((p) => -Math.hypot(...f.map((v, k) => v - (p[k] as number)))));
    const [f, p] = [upload(feature), upload(prototypes)];
    const out = empty(6, 3);
    bench.kernels.nearness(f, p, out);
    await close(out, near(feature));
    const into = empty(6, 5);
    bench.kernels.nearnessGradient(f, p, out, upload(d), into);
    const pulled = (at: Table) =>
      near(at).reduce(
        (sum, row, i) => sum + row.reduce((s, v, c) => s + v * (d[i]?.[c] as number), 0),
        0,
      );
    await close(into, oracle.finiteDifferences(pulled, feature), 4);
  });
}
