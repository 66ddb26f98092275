/**
 * Small formulas over one number per modality, as data: methods that steer on a batch's scores write them down, and
 * each implementation works them out where the scores lie, so that no step waits for a number to be read back.
 * Must not import tfjs.
 */
import type { DeviceArray } from '../storage';

/** A formula for modality m; its inputs are lists of one array per modality. */
export type Formula =
  | { readonly op: 'constant'; readonly value: number }
  /** Modality m's number in input list `list`. */
  | { readonly op: 'own'; readonly list: number }
  /** Mean of the other modalities' numbers; where there is no other, the modality's own. */
  | { readonly op: 'others'; readonly list: number }
  /** 1 where modality m's number is the smallest, the first of equals; else 0. */
  | { readonly op: 'smallest'; readonly list: number }
  | { readonly op: UnaryOp; readonly of: Formula }
  | { readonly op: BinaryOp; readonly a: Formula; readonly b: Formula }
  /** `yes` where a > b, else `no`; both are worked out. */
  | {
      readonly op: 'ifGreater';
      readonly a: Formula;
      readonly b: Formula;
      readonly yes: Formula;
      readonly no: Formula;
    };

export type UnaryOp = 'exp' | 'log' | 'tanh' | 'sqrt';
export type BinaryOp = 'plus' | 'minus' | 'times' | 'over' | 'min' | 'max';

/** A number stands for itself. */
type Term = Formula | number;

export const constant = (value: number): Formula => ({ op: 'constant', value });
const term = (value: Term): Formula => (typeof value === 'number' ? constant(value) : value);
const binary =
  (op: BinaryOp) =>
  (a: Term, b: Term): Formula => ({ op, a: term(a), b: term(b) });

export const own = (list: number): Formula => ({ op: 'own', list });
export const others = (list: number): Formula => ({ op: 'others', list });
export const smallest = (list: number): Formula => ({ op: 'smallest', list });
export const exp = (of: Term): Formula => ({ op: 'exp', of: term(of) });
/** The natural logarithm. */
export const log = (of: Term): Formula => ({ op: 'log', of: term(of) });
export const tanh = (of: Term): Formula => ({ op: 'tanh', of: term(of) });
export const sqrt = (of: Term): Formula => ({ op: 'sqrt', of: term(of) });
export const plus = binary('plus');
export const minus = binary('minus');
export const times = binary('times');
export const over = binary('over');
export const min = binary('min');
export const max = binary('max');
export const ifGreater = (a: Term, b: Term, yes: Term, no: Term): Formula => ({
  op: 'ifGreater',
  a: term(a),
  b: term(b),
  yes: term(yes),
  no: term(no),
});

/** Mean over all of `count` modalities of their numbers in a list. */
export const meanOf = (list: number, count: number): Formula =>
  over(plus(own(list), times(count - 1, others(list))), count);

/** What a formula is worked out with: numbers, tensors or WGSL text. */
export interface Arithmetic<T> {
  constant(value: number): T;
  own(list: number): T;
  others(list: number): T;
  smallest(list: number): T;
  unary(op: UnaryOp, of: T): T;
  binary(op: BinaryOp, a: T, b: T): T;
  ifGreater(a: T, b: T, yes: T, no: T): T;
}

/** Works a formula out for one modality. */
export function work<T>(formula: Formula, arithmetic: Arithmetic<T>): T {
  const inner = (part: Formula) => work(part, arithmetic);
  switch (formula.op) {
    case 'constant':
      return arithmetic.constant(formula.value);
    case 'own':
    case 'others':
    case 'smallest':
      return arithmetic[formula.op](formula.list);
    case 'exp':
    case 'log':
    case 'tanh':
    case 'sqrt':
      return arithmetic.unary(formula.op, inner(formula.of));
    case 'ifGreater':
      return arithmetic.ifGreater(
        inner(formula.a),
        inner(formula.b),
        inner(formula.yes),
        inner(formula.no),
      );
    default:
      return arithmetic.binary(formula.op, inner(formula.a), inner(formula.b));
  }
}

export interface FormulaKernels {
  /**
   * outs[m] = the formula for modality m, index by index.
   * @param lists the formula's inputs, each with one array per modality: of the outs' size, or a single number.
   */
  formula(
    formula: Formula,
    lists: readonly (readonly DeviceArray[])[],
    outs: readonly DeviceArray[],
  ): void;
}
