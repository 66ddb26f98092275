/**
 * Formulas over modalities in WebAssembly: the host writes each as a list of instructions for a stack of numbers, which
 * runs once for every index. `FormulaCode` is read by the host too.
 */

import { scratch } from '../wasm/assembly/lanes';
import { FormulaCode } from '../wasm/formula-codes';

@unmanaged
class Formula {
  out: usize;
  /** Numbers of `out`. */
  count: i32;
  /** Words of instructions, which follow. */
  length: i32;
}

/** Needs room for as many numbers as the formula has instructions. */
export function formula(call: Formula): void {
  const begin = changetype<usize>(call) + offsetof<Formula>();
  const end = begin + ((<usize>call.length) << 2);
  for (let index = 0; index < call.count; index++) {
    let top = scratch;
    for (let at = begin; at < end; ) {
      const code = load<i32>(at);
      at += 4;
      switch (code) {
        case FormulaCode.constant: {
          store<f32>(top, load<f32>(at));
          at += 4;
          top += 4;
          break;
        }
        case FormulaCode.single: {
          store<f32>(top, load<f32>(load<usize>(at)));
          at += 4;
          top += 4;
          break;
        }
        case FormulaCode.indexed: {
          store<f32>(top, load<f32>(load<usize>(at) + ((<usize>index) << 2)));
          at += 4;
          top += 4;
          break;
        }
        case FormulaCode.exp: {
          store<f32>(top - 4, <f32>Math.exp(<f64>load<f32>(top - 4)));
          break;
        }
        case FormulaCode.log: {
          store<f32>(top - 4, <f32>Math.log(<f64>load<f32>(top - 4)));
          break;
        }
        case FormulaCode.tanh: {
          store<f32>(top - 4, <f32>Math.tanh(<f64>load<f32>(top - 4)));
          break;
        }
        case FormulaCode.sqrt: {
          store<f32>(top - 4, <f32>Math.sqrt(<f64>load<f32>(top - 4)));
          break;
        }
        case FormulaCode.choose: {
          // a, b, yes, no
          top -= 12;
          const isGreater = load<f32>(top - 4) > load<f32>(top);
          store<f32>(top - 4, isGreater ? load<f32>(top, 4) : load<f32>(top, 8));
          break;
        }
        default: {
          top -= 4;
          store<f32>(top - 4, binary(code, load<f32>(top - 4), load<f32>(top)));
        }
      }
    }
    store<f32>(call.out + ((<usize>index) << 2), load<f32>(scratch));
  }
}

function binary(code: i32, a: f32, b: f32): f32 {
  switch (code) {
    case FormulaCode.plus:
      return a + b;
    case FormulaCode.minus:
      return a - b;
    case FormulaCode.times:
      return a * b;
    case FormulaCode.over:
      return a / b;
    case FormulaCode.min:
      return min(a, b);
    case FormulaCode.max:
      return max(a, b);
    case FormulaCode.isBelow:
      return a < b ? 1 : 0;
    case FormulaCode.isAtMost:
      return a <= b ? 1 : 0;
    default:
      return unreachable();
  }
}
