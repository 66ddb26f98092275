/** Formulas over modalities in plain numbers: the oracle of both implementations, and how methods' formulas are tested. */
import { type Arithmetic, type Formula, work } from '../engine/kernels/formula/op';

const BINARY = {
  plus: (a: number, b: number) => a + b,
  minus: (a: number, b: number) => a - b,
  times: (a: number, b: number) => a * b,
  over: (a: number, b: number) => a / b,
  min: Math.min,
  max: Math.max,
} as const;

/** The formula for every modality. @param lists per input list one number per modality. */
export function numbersOf(formula: Formula, lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map((_, m) => {
    const all = (list: number) => lists[list] as readonly number[];
    const rest = (list: number) => all(list).filter((_, k) => k !== m);
    const arithmetic: Arithmetic<number> = {
      constant: (value) => value,
      own: (list) => all(list)[m] as number,
      others: (list) =>
        rest(list).length === 0
          ? (all(list)[m] as number)
          : rest(list).reduce((a, b) => a + b, 0) / rest(list).length,
      smallest: (list) => Number(all(list).indexOf(Math.min(...all(list))) === m),
      unary: (op, of) => Math[op](of),
      binary: (op, a, b) => BINARY[op](a, b),
      ifGreater: (a, b, yes, no) => (a > b ? yes : no),
    };
    return work(formula, arithmetic);
  });
}
