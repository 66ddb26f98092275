/** Cases of scores at labels and of recorded numbers. */
import { expect, it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle';

export function labelCases(bench: KernelBench): void {
  const { empty, read, upload } = bench;

  it('scores of a batch at its labels', async () => {
    const logits = normalTable('scores', 7, 5).map((row) => row.map((v) => 10 * v));
    const labels = logits.map((_, i) => i % 5);
    const targets = labels.map((label) => [0, 1, 2, 3, 4].map((c) => Number(c === label)));
    const out = empty(1);
    const chosen = logits.map((row, i) => oracle.softmax(row)[labels[i] as number] as number);
    bench.kernels.labelProbability(upload(logits), upload(targets), out);
    expect((await read(out))[0]).toBeCloseTo(
      chosen.reduce((sum, p) => sum + p, 0),
      4,
    );
    const each = empty(7, 1);
    bench.kernels.labelProbability(upload(logits), upload(targets), each);
    await bench.close(
      each,
      chosen.map((p) => [p]),
    );
    bench.kernels.labelNll(upload(logits), upload(targets), out);
    expect((await read(out))[0]).toBeCloseTo(oracle.crossEntropy(logits, labels), 3);
    const nlls = chosen.map((p) => -Math.log(p)).sort((a, b) => a - b);
    const most = (nlls[3] as number) + 0.01;
    bench.kernels.labelNll(upload(logits), upload(targets), out, most);
    const limited = nlls.map((nll) => Math.min(nll, most));
    expect(limited.filter((nll) => nll === most).length).toBeGreaterThan(0);
    expect((await read(out))[0]).toBeCloseTo(
      limited.reduce((sum, v) => sum + v, 0) / limited.length,
      3,
    );
  });

  it('records the mean of a column', async () => {
    const recorder = bench.kernels.recorder();
    for (const column of [
      [[1], [0], [0], [1]],
      [[0], [0], [0], [1]],
    ]) {
      bench.kernels.record(upload(column), { recorder, name: 'share' });
    }
    expect(await recorder.drain()).toEqual({ share: 0.375 });
    recorder.free();
  });
}
