/** Cases of the contrastive loss: every form, on some dimensions and on all. */
import { describe, expect, it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import type { Table } from '../../../testing/oracle';
import * as oracle from '../../../testing/oracle';

export function contrastCases(bench: KernelBench): void {
  const { close, empty, read, upload } = bench;

  describe('the contrastive loss', () => {
    const rows = 6;
    const dims = 7;
    const student = normalTable('student', rows, dims);
    const teacher = normalTable('teacher', rows, dims);
    const labels = [0, 1, 0, 2, 1, 0];
    const oneHot = labels.map((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)));
    const cases = (['cosine', 'dot'] as const).flatMap((similarity) =>
      [null, labels].flatMap((given) =>
        [
          [1, 2, 5],
          [3, 6],
          [0, 1, 2, 3, 4, 5, 6],
        ].map((dimensions) => ({
          similarity,
          given,
          dimensions,
          aware: given ? 'label-aware' : 'plain',
        })),
      ),
    );
    it.each(cases)(
      '$similarity, $aware, on $dimensions: value, gradient and silence elsewhere',
      async ({ similarity, given, dimensions }) => {
        const how = { similarity, temperature: 0.5, labels: given };
        const mask = [Array.from({ length: dims }, (_, d) => (dimensions.includes(d) ? 1 : 0))];
        const recorder = bench.kernels.recorder();
        const into = empty(rows, dims);
        bench.kernels.contrast(
          upload(student),
          upload(teacher),
          upload(mask),
          {
            similarity,
            temperature: 0.5,
            weight: 1.5,
            sameClass: given ? upload(oneHot) : null,
          },
          into,
          { recorder, name: 'duc' },
        );
        const { duc } = await recorder.drain();
        const value = (at: Table) => oracle.contrast(at, teacher, dimensions, how);
        expect(duc as number).toBeCloseTo(value(student), 5);
        const gradient = oracle.finiteDifferences(value, student);
        await close(
          into,
          gradient.map((row) => row.map((v) => 1.5 * v)),
          4,
        );
        recorder.free();
      },
    );

    const weighings = (['cosine', 'dot'] as const).flatMap((similarity) =>
      [null, labels].flatMap((given) =>
        [[2], [0, 1, 5], [0, 1, 2, 3, 4]].map((absent) => ({ similarity, given, absent })),
      ),
    );
    it.each(weighings)(
      '$similarity: rows $absent that are not there are neither pairs nor negatives',
      async ({ similarity, given, absent }) => {
        const there = labels.map((_, i) => !absent.includes(i));
        const some = <T>(list: readonly T[]) => list.filter((_, i) => there[i]);
        const dimensions = [1, 2, 5];
        const how = { similarity, temperature: 0.5, labels: given && some(given) };
        const mask = [Array.from({ length: dims }, (_, d) => (dimensions.includes(d) ? 1 : 0))];
        const recorder = bench.kernels.recorder();
        const into = empty(rows, dims);
        const count = some(labels).length;
        bench.kernels.contrast(
          upload(student),
          upload(teacher),
          upload(mask),
          {
            similarity,
            temperature: 0.5,
            weight: 1.5,
            sameClass: given ? upload(oneHot) : null,
            rowWeights: upload(there.map((is) => [is ? rows / count : 0])),
          },
          into,
          { recorder, name: 'duc' },
        );
        const value = (at: Table) => oracle.contrast(some(at), some(teacher), dimensions, how);
        expect((await recorder.drain())['duc']).toBeCloseTo(value(student), 5);
        const gradient = oracle.finiteDifferences(value, student);
        await close(
          into,
          gradient.map((row) => row.map((v) => 1.5 * v)),
          4,
        );
        const got = await read(into);
        for (const i of absent) {
          expect(got.slice(i * dims, (i + 1) * dims).map(Math.abs)).toEqual(Array(dims).fill(0));
        }
        recorder.free();
      },
    );

    it('a student without length on the dimensions neither breaks nor moves the others', async () => {
      const dead = student.map((row, i) => (i === 2 ? row.map(() => 0) : row));
      const recorder = bench.kernels.recorder();
      const into = empty(rows, dims);
      const mask = [Array.from({ length: dims }, (_, d) => (d < 3 ? 1 : 0))];
      bench.kernels.contrast(
        upload(dead),
        upload(teacher),
        upload(mask),
        { similarity: 'cosine', temperature: 0.5, weight: 1, sameClass: null },
        into,
        { recorder, name: 'duc' },
      );
      const { duc } = await recorder.drain();
      expect(Number.isFinite(duc)).toBe(true);
      expect((await read(into)).every(Number.isFinite)).toBe(true);
      recorder.free();
    });
  });

  it.each(['cosine', 'dot'] as const)(
    'a batch of one has nothing to contrast (%s)',
    async (similarity) => {
      const recorder = bench.kernels.recorder();
      const into = empty(1, 3);
      for (const sameClass of [null, upload([[0, 1]])]) {
        bench.kernels.contrast(
          upload([[1, -2, 0.5]]),
          upload([[0.3, 4, -1]]),
          upload([[1, 0, 1]]),
          { similarity, temperature: 0.5, weight: 1, sameClass },
          into,
          { recorder, name: 'duc' },
        );
      }
      expect(await recorder.drain()).toEqual({ duc: 0 });
      expect((await read(into)).map(Math.abs)).toEqual([0, 0, 0]);
      recorder.free();
    },
  );
}
