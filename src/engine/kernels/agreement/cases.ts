/** Cases of distances within a batch, at odd sizes: values by the oracle, gradients by its finite differences. */
import { describe, expect, it } from 'vitest';
import { type KernelBench, normalTable, SIZES } from '../../../testing/kernel-bench';
import type { Table } from '../../../testing/oracle';
import * as oracle from '../../../testing/oracle';

const scaled = (table: Table, by: number): Table => table.map((row) => row.map((v) => by * v));

export function agreementCases(bench: KernelBench): void {
  const { close, empty, upload } = bench;

  /** Weights under which every third row does not count, and which of them do. */
  const halfThere = (rows: number) => {
    const there = Array.from({ length: rows }, (_, i) => rows === 1 || i % 3 !== 1);
    const count = there.filter(Boolean).length;
    const weights = upload(there.map((is) => [is ? rows / count : 0]));
    return { weights, some: <T>(list: readonly T[]) => list.filter((_, i) => there[i]) };
  };

  describe.each(SIZES)('of $rows rows of $inputs', ({ rows, inputs }) => {
    const x = normalTable('agreement-x', rows, inputs);
    const target = normalTable('agreement-t', rows, inputs);

    it('the mean square and its gradient are those of the formula', async () => {
      const recorder = bench.kernels.recorder();
      const { weights, some } = halfThere(rows);
      const [into, of, before] = [
        empty(rows, inputs),
        upload(x),
        normalTable('before', rows, inputs),
      ];
      bench.kernels.meanSquare(of, upload(target), 0.7, into, { recorder, name: 'all' });
      const all = (at: Table) => oracle.meanSquare(at, target);
      // slopes by moving every number are dear where there are many
      const slopes = (rowWeight: (row: number) => number, value: (at: Table) => number) =>
        rows * inputs < 100
          ? oracle.finiteDifferences(value, x)
          : x.map((row, i) =>
              row.map((v, d) => {
                const off = v - (target[i]?.[d] as number);
                return (rowWeight(i) * 2 * off) / (rows * inputs);
              }),
            );
      await close(
        into,
        scaled(
          slopes(() => 1, all),
          0.7,
        ),
      );
      // added to what was there, with rows that do not count
      const added = upload(before);
      bench.kernels.meanSquare(of, upload(target), 2, added, { recorder, name: 'some' }, weights);
      const ofSome = (at: Table) => oracle.meanSquare(some(at), some(target));
      const counted = await bench.read(weights);
      const want = slopes((row) => counted[row] ?? 0, ofSome);
      await close(added, oracle.plus(before, scaled(want, 2)));
      const values = await recorder.drain();
      expect(values['all']).toBeCloseTo(all(x), 5);
      expect(values['some']).toBeCloseTo(ofSome(x), 5);
      recorder.free();
    });
  });
}
