/** What the host asks of formula/wgsl.ts. */
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { FormulaKernels } from './op';
import { formulaInput, formulaOutput, formulaProgram } from './wgsl';

export const formulaOnWebGpu = (gpu: Gpu): FormulaKernels => ({
  formula(formula, lists, outs) {
    const inputs = lists.map((list) => list.map(matrixOf));
    const results = outs.map(matrixOf);
    const count = results[0]?.count ?? 0;
    const program = formulaProgram(
      formula,
      results.length,
      inputs.map((list) => list.map((input) => input.count === 1)),
    );
    // contents first: an array that is still zero is filled before anything is overwritten
    const read = inputs.flatMap((list, k) =>
      list.map((input, m) => [formulaInput(k, m), input.content()] as const),
    );
    const written = results.map((result, m) => [formulaOutput(m), result.fresh()] as const);
    gpu.run(program, Object.fromEntries([...read, ...written]), {}, count);
  },
});
