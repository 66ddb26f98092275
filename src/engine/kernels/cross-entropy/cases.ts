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

  /** TCMax's value and gradients, by the kernels, added to what stands in `into`. */
  async function totalCorrelation(
    modalities: readonly oracle.Table[],
    labels: readonly number[],
    before: oracle.Table,
  ) {
    const classes = modalities[0]?.[0]?.length ?? 0;
    const y = upload(
      labels.map((label) => Array.from({ length: classes }, (_, c) => (c === label ? 1 : 0))),
    );
    const [sums, shares] = [empty(1, classes), empty(1, classes)];
    const fused = upload(modalities.reduce(oracle.plus));
    const columns = modalities.map((z) => {
      const out = empty(labels.length, classes);
      bench.kernels.columnSoftmax(upload(z), out, sums);
      return out;
    });
    const recorder = bench.kernels.recorder();
    const record = { recorder, name: 'all' };
    bench.kernels.totalCorrelation(fused, y, sums, modalities.length, record);
    bench.kernels.softmax(sums, shares);
    const gradients = columns.map((column) => {
      const into = upload(before);
      bench.kernels.totalCorrelationGradient(column, shares, y, into);
      return into;
    });
    const value = (await recorder.drain())['all'];
    recorder.free();
    return { value, gradients, shares };
  }

  it('the loss over all tuples has its hand case', async () => {
    const z = [
      [
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 2],
      ],
    ];
    const zeros = [
      [0, 0],
      [0, 0],
    ];
    const { value, gradients, shares } = await totalCorrelation(z, [0, 1], zeros);
    expect(value).toBeCloseTo(0.300665, 5);
    await close(shares, [[0.30711, 0.69289]]);
    const [a, v] = gradients;
    if (!a || !v) throw new Error('There are two modalities.');
    await close(a, [
      [-0.275485, 0.346445],
      [0.082595, -0.153555],
    ]);
    await close(v, [
      [-0.346445, 0.082594],
      [0.153555, 0.110296],
    ]);
  });

  it.each(SIZES)(
    'it is that of the formula with $rows rows and $outputs classes, however far logits spread',
    async ({ rows, outputs }) => {
      const labels = Array.from({ length: rows }, (_, i) => (i * i) % outputs);
      const z = ['a', 'b', 'c'].map((name) =>
        normalTable(`tuples-${name}`, rows, outputs).map((row) => row.map((x) => 30 * x)),
      );
      const before = normalTable('tuples-before', rows, outputs);
      const { value, gradients } = await totalCorrelation(z, labels, before);
      const want = oracle.totalCorrelation(z, labels);
      expect((value ?? Number.NaN) / Math.max(1, Math.abs(want))).toBeCloseTo(
        want / Math.max(1, Math.abs(want)),
        4,
      );
      if (rows * outputs > 100) return;
      for (const [m, gradient] of gradients.entries()) {
        const slopes = oracle.finiteDifferences(
          (at) => oracle.totalCorrelation(z.with(m, at), labels),
          z[m] ?? [],
        );
        await close(gradient, oracle.plus(before, slopes), 4);
      }
    },
  );
}
