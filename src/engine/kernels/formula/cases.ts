/** Cases of formulas over modalities. */
import { expect, it } from 'vitest';
import { numbersOf } from '../../../testing/formula-numbers';
import type { KernelBench } from '../../../testing/kernel-bench';
import type { DeviceArray } from '../storage';
import * as f from './op';

export function formulaCases(bench: KernelBench): void {
  const { empty, read, upload } = bench;

  it('formulas over modalities, on single numbers and on columns', async () => {
    const scores = [2, 5, 2].map((value) => upload([[value]]));
    const columns = [
      [1, 2, 0.25],
      [0, 0.75, 3],
      [-1, 1, 0.5],
    ].map((column) => upload(column.map((value) => [value])));
    const cases: [string, f.Formula][] = [
      ['others', f.over(f.own(0), f.others(0))],
      ['smallest', f.smallest(0)],
      ['functions', f.plus(f.tanh(f.minus(f.own(0), 3)), f.exp(f.times(-1, f.own(1))))],
      ['logarithm', f.log(f.plus(1, f.times(f.own(1), f.own(1))))],
      ['root', f.sqrt(f.times(f.own(1), f.own(1)))],
      ['bounds', f.max(0.5, f.min(f.own(1), f.own(0)))],
      ['choice', f.ifGreater(f.own(1), 0.5, f.own(0), f.over(1, f.own(0)))],
    ];
    const numbers = (list: readonly DeviceArray[], row: number) =>
      Promise.all(
        list.map(async (array) => (await read(array)).at(row % array.shape[0]!) as number),
      );
    for (const [name, formula] of cases) {
      const outs = columns.map(() => empty(3, 1));
      bench.kernels.formula(formula, [scores, columns], outs);
      for (let row = 0; row < 3; row++) {
        const want = numbersOf(formula, [await numbers(scores, row), await numbers(columns, row)]);
        for (const [m, out] of outs.entries()) {
          expect((await read(out))[row], `${name}, modality ${m}`).toBeCloseTo(
            want[m] as number,
            5,
          );
        }
      }
    }
    const same = empty(3, 1);
    bench.kernels.formula(f.constant(0.25), [], [same]);
    expect(await read(same)).toEqual([0.25, 0.25, 0.25]);
    const recorder = bench.kernels.recorder();
    bench.kernels.record(scores[0] as DeviceArray, { recorder, name: 'score' });
    bench.kernels.record(scores[1] as DeviceArray, { recorder, name: 'score' });
    expect(await recorder.drain()).toEqual({ score: 3.5 });
    recorder.free();
  });
}
