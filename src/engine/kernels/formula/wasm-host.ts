/** Writes formulas down as instructions for formula/wasm.ts. */

import { contentOf, wasmArray } from '../wasm/arrays';
import { FormulaCode } from '../wasm/formula-codes';
import { type Machine, type Span, wordOf } from '../wasm/machine';
import { type Arithmetic, type FormulaKernels, work } from './op';

/** Instructions that leave one number on the stack. */
type Code = readonly number[];

const constant = (value: number): Code => [FormulaCode.constant, wordOf(value)];

/** The instructions for modality m. @param lists per input list where each modality's numbers lie. */
function arithmeticOf(lists: readonly (readonly Span[])[], m: number): Arithmetic<Code> {
  const rest = (list: number) => [...(lists[list] ?? []).keys()].filter((k) => k !== m);
  const value = (list: number, k: number): Code => {
    const span = lists[list]?.[k];
    if (!span) throw new Error(`The formula asks for list ${list}, which has nothing for ${k}.`);
    return [span.count === 1 ? FormulaCode.single : FormulaCode.indexed, span.address];
  };
  /** What stands on the stack one after the other, brought together two by two. */
  const together = (parts: readonly Code[], code: FormulaCode): Code =>
    parts.flatMap((part, k) => (k === 0 ? part : [...part, code]));
  return {
    constant,
    own: (list) => value(list, m),
    others: (list) => {
      const others = rest(list).map((k) => value(list, k));
      if (others.length === 0) return value(list, m);
      const sum = together(others, FormulaCode.plus);
      return [...sum, ...constant(others.length), FormulaCode.over];
    },
    smallest: (list) => {
      const below = rest(list).map((k) => [
        ...value(list, m),
        ...value(list, k),
        k < m ? FormulaCode.isBelow : FormulaCode.isAtMost,
      ]);
      return below.length === 0 ? constant(1) : together(below, FormulaCode.times);
    },
    unary: (op, of) => [...of, FormulaCode[op]],
    binary: (op, a, b) => [...a, ...b, FormulaCode[op]],
    ifGreater: (a, b, yes, no) => [...a, ...b, ...yes, ...no, FormulaCode.choose],
  };
}

export const formulaOnWasm = (machine: Machine): FormulaKernels => ({
  formula(formula, lists, outs) {
    // contents first: an array that is still zero is filled before anything is overwritten
    const inputs = lists.map((list) => list.map(contentOf));
    const results = outs.map((out) => wasmArray(out).fresh());
    results.forEach((out, m) => {
      const code = work(formula, arithmeticOf(inputs, m));
      machine.run('formula', [out], [out.count, code.length, ...code], [], code.length);
    });
  },
});
