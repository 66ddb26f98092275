/** WGSL made from a formula over modalities: one thread per index works it out for all of them. */

import { type Program, reads, writes } from '../webgpu/program';
import { type Arithmetic, type Formula, work } from './op';

const SIGNS = { plus: '+', minus: '-', times: '*', over: '/' } as const;

/** A WGSL number that is certainly an f32. */
const literal = (value: number): string => `f32(${value})`;

/** Name of the operand that is modality m's array in an input list. */
export const formulaInput = (list: number, m: number): string => `i${list}x${m}`;
/** Name of the operand that takes the formula's value for modality m. */
export const formulaOutput = (m: number): string => `out${m}`;

/**
 * The program for so many modalities.
 * @param single for each list and modality whether its array has one number, used at every index.
 */
export function formulaProgram(
  formula: Formula,
  modalities: number,
  single: readonly (readonly boolean[])[],
): Program {
  const value = (list: number, m: number) =>
    `${formulaInput(list, m)}[${single[list]?.[m] ? '0u' : 'index'}]`;
  const textFor = (m: number): string => {
    const rest = Array.from({ length: modalities }, (_, k) => k).filter((k) => k !== m);
    const arithmetic: Arithmetic<string> = {
      constant: literal,
      own: (list) => value(list, m),
      others: (list) =>
        rest.length === 0
          ? value(list, m)
          : `((${rest.map((k) => value(list, k)).join(' + ')}) / ${literal(rest.length)})`,
      smallest: (list) =>
        `select(0.0, 1.0, ${
          rest
            .map((k) => `${value(list, m)} ${k < m ? '<' : '<='} ${value(list, k)}`)
            .join(' && ') || 'true'
        })`,
      unary: (op, of) => `${op}(${of})`,
      binary: (op, a, b) =>
        op === 'min' || op === 'max' ? `${op}(${a}, ${b})` : `(${a} ${SIGNS[op]} ${b})`,
      ifGreater: (a, b, yes, no) => `select(${no}, ${yes}, ${a} > ${b})`,
    };
    return work(formula, arithmetic);
  };
  const names = single.flatMap((list, k) => list.map((_, m) => formulaInput(k, m)));
  const outs = Array.from({ length: modalities }, (_, m) => formulaOutput(m));
  return {
    name: `formula ${JSON.stringify([formula, modalities, single])}`,
    operands: [...reads(...names), ...writes(...outs)],
    numbers: [],
    body: outs.map((out, m) => `${out}[index] = ${textFor(m)};`).join('\n  '),
  };
}
