/** Cases of the cross-entropy and of the divergence from a teacher, at odd sizes. */
import { describe, expect, it } from 'vitest';
import { type KernelBench, normalTable, SIZES } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle';

export function crossEntropyCases(bench: KernelBench): void {
  const { close, empty, upload } = bench;

  describe.each(SIZES)('with $rows rows and $outputs classes', ({ rows, outputs }) => {
    const dy = normalTable('dy', rows, outputs);

    it('softmax is that of each row, whatever stood there', async () => {
      const logits = dy.map((row) => row.map((v) => 30 * v));
      const out = upload(dy);
      bench.kernels.softmax(upload(logits), out);
      await close(out, logits.map(oracle.softmax));
    });

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

    it('rows that are there count alike and the others not at all, by their weights', async () => {
      const labels = Array.from({ length: rows }, (_, i) => i % outputs);
      const there = labels.map((_, i) => rows === 1 || i % 3 !== 1);
      const count = there.filter(Boolean).length;
      const targets = labels.map((label) =>
        Array.from({ length: outputs }, (_, c) => (c === label ? 1 : 0)),
      );
      const weights = upload(there.map((is) => [is ? rows / count : 0]));
      const logits = dy.map((row) => row.map((v) => 3 * v));
      const some = <T>(list: readonly T[]) => list.filter((_, i) => there[i]);
      const value = (at: typeof dy) => oracle.crossEntropy(some(at), some(labels));
      const want = oracle.finiteDifferences(value, logits).map((row) => row.map((v) => 0.7 * v));
      const recorder = bench.kernels.recorder();
      // into what was there before, and into nothing
      const [into, fresh] = [upload(dy), empty(rows, outputs)];
      const one = upload(logits);
      bench.kernels.crossEntropy(
        one,
        upload(targets),
        0.7,
        fresh,
        { recorder, name: 'ce' },
        weights,
      );
      bench.kernels.crossEntropy(
        one,
        upload(targets),
        0.7,
        into,
        { recorder: null, name: '' },
        weights,
      );
      expect((await recorder.drain())['ce']).toBeCloseTo(value(logits), 4);
      await close(fresh, want, 4);
      await close(into, oracle.plus(dy, want), 4);
      const gradient = await bench.read(fresh);
      there.forEach((is, i) => {
        if (is) return;
        const ofRow = gradient.slice(i * outputs, (i + 1) * outputs).map(Math.abs);
        expect(ofRow).toEqual(Array(outputs).fill(0));
      });
      recorder.free();
    });

    it('a batch in which nothing is there has no loss and no gradient', async () => {
      const targets = dy.map(() => Array.from({ length: outputs }, (_, c) => (c === 0 ? 1 : 0)));
      const recorder = bench.kernels.recorder();
      const into = empty(rows, outputs);
      const none = upload(dy.map(() => [0]));
      bench.kernels.crossEntropy(
        upload(dy),
        upload(targets),
        1,
        into,
        { recorder, name: 'ce' },
        none,
      );
      expect(await recorder.drain()).toEqual({ ce: 0 });
      expect((await bench.read(into)).every((v) => v === 0)).toBe(true);
      recorder.free();
    });

    it.each([false, true])(
      'the divergence from a teacher and its gradient are those of the formula, weighted: %s',
      async (isWeighted) => {
        const there = dy.map((_, i) => !isWeighted || rows === 1 || i % 3 !== 1);
        const count = there.filter(Boolean).length;
        const some = <T>(list: readonly T[]) => list.filter((_, i) => there[i]);
        const weights = upload(there.map((is) => [is ? rows / count : 0]));
        const by = (table: typeof dy, factor: number) =>
          table.map((row) => row.map((v) => factor * v));
        const [logits, teacher] = [by(dy, 3), by(normalTable('teacher', rows, outputs), 20)];
        const value = (at: typeof dy) => oracle.divergence(some(at), some(teacher));
        const want = by(oracle.finiteDifferences(value, logits), 0.7);
        const recorder = bench.kernels.recorder();
        const [of, taught, fresh] = [upload(logits), upload(teacher), empty(rows, outputs)];
        const record = { recorder, name: 'kl' };
        bench.kernels.divergence(of, taught, 0.7, fresh, record, isWeighted ? weights : null);
        const added = upload(dy);
        bench.kernels.divergence(of, taught, 0.7, added, record, isWeighted ? weights : null);
        expect((await recorder.drain())['kl']).toBeCloseTo(value(logits), 4);
        await close(fresh, want, 4);
        await close(added, oracle.plus(dy, want), 4);
        recorder.free();
      },
    );
  });
}
