/** Linear layers in WebAssembly; x `[rows, inputs]`, weight `[inputs, outputs]`. */
import { scratch } from '../wasm/assembly/lanes';
import {
  ADDS,
  BIAS,
  columnSums,
  outerProduct,
  product,
  RELU,
  transpose,
} from '../wasm/assembly/product';

@unmanaged
class Linear {
  x: usize;
  weight: usize;
  /** 0 for none. */
  bias: usize;
  out: usize;
  rows: i32;
  inputs: i32;
  outputs: i32;
  relu: i32;
}

@unmanaged
class InputGradient {
  dy: usize;
  weight: usize;
  into: usize;
  rows: i32;
  inputs: i32;
  outputs: i32;
  adds: i32;
}

@unmanaged
class WeightGradient {
  x: usize;
  dy: usize;
  dWeight: usize;
  /** 0 for none. */
  dBias: usize;
  rows: i32;
  inputs: i32;
  outputs: i32;
  addsWeight: i32;
  addsBias: i32;
}

/** out = activation(x W + b) */
export function linear(call: Linear): void {
  const stepX = (<usize>call.inputs) << 2;
  const step = (<usize>call.outputs) << 2;
  const flags = (call.bias ? BIAS : 0) | (call.relu ? RELU : 0);
  product(
    call.x,
    stepX,
    call.rows,
    0,
    1,
    0,
    call.inputs,
    call.weight,
    step,
    call.out,
    step,
    call.rows,
    call.outputs,
    flags,
    call.bias,
  );
}

/** into (+)= dy W^T. Needs room for W. */
export function linearInputGradient(call: InputGradient): void {
  const step = (<usize>call.inputs) << 2;
  transpose(call.weight, call.inputs, call.outputs, scratch);
  product(
    call.dy,
    (<usize>call.outputs) << 2,
    call.rows,
    0,
    1,
    0,
    call.outputs,
    scratch,
    step,
    call.into,
    step,
    call.rows,
    call.inputs,
    call.adds ? ADDS : 0,
    0,
  );
}

/** dW (+)= x^T dy; db (+)= column sums of dy. */
export function linearWeightGradient(call: WeightGradient): void {
  const step = (<usize>call.outputs) << 2;
  outerProduct(
    call.x,
    (<usize>call.inputs) << 2,
    1,
    0,
    call.rows,
    call.dy,
    step,
    call.dWeight,
    step,
    call.inputs,
    call.outputs,
    call.addsWeight ? ADDS : 0,
  );
  if (call.dBias) {
    columnSums(call.dy, call.rows, call.outputs, call.addsBias !== 0, call.dBias);
  }
}
