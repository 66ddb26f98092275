/** Cases of the cross-entropy, at odd sizes. */
import { describe, expect, it } from 'vitest';
import { type KernelBench, normalTable, SIZES } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle';

export function crossEntropyCases(bench: KernelBench): void {
  const { close, empty, upload } = bench;

  describe.each(SIZES)('with $rows rows and $outputs classes', ({ rows, outputs }) => {
    const dy = normalTable('dy', rows, outputs);

    it('cross-entropy and its gradient are those of the formula', async () => {
      const labels = Array.from({ length: rows }, (_, i) => i % outputs);
      const targets = labels.map((label) =>
        Array.from({ length: outputs }, (_, c) => (c === label ? 1 : 0)),
      );
      const recorder = bench.kernels.recorder();
      const into = empty(rows, outputs);
      const logits = dy.map((row) => row.map((v) => 30 * v));
      bench.kernels.crossEntropy(upload(logits), upload(targets), 0.7, into, {
        recorder,
        name: 'ce',
      });
      const { ce } = await recorder.drain();
      const want = oracle.crossEntropy(logits, labels);
      expect(ce as number).toBeCloseTo(want, 4);
      await close(into, oracle.crossEntropyGradient(logits, labels, 0.7));
      recorder.free();
    });
  });
}
