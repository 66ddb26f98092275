/**
 * Kernels of tfjs's WebAssembly back end that are replaced because its own are slow: `Slice` copies the whole input
 * first (a sixth of a race's time), `PadV2` takes 100 ns a number. Ours copy blocks inside the heap. Beside them the
 * gradient of 2x2 max pooling, which it has only in a wrong form.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../math/shape';
import type { ImageShape } from '../convolution/op';
import { routeToLargest } from '../pooling/tfops-gradient';

/** What these kernels need of the back end. Views of its heap are good until the next `makeOutput`. */
interface WasmHeap {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): tf.backend_util.TypedArray;
}

type KernelArguments = Parameters<tf.KernelFunc>[0];

const isHeap = (backend: object): backend is WasmHeap =>
  'makeOutput' in backend && 'typedArrayFromHeap' in backend;

function heapOf({ backend }: KernelArguments): WasmHeap {
  if (isHeap(backend)) return backend;
  throw new Error('The back end is not the one these kernels were written for.');
}

function inputOf({ inputs }: KernelArguments, name: string): tf.TensorInfo {
  const input = inputs[name];
  if (!input) throw new Error(`The kernel was called without ${name}.`);
  return input;
}

/** Numbers of a tensor of float32, as a view of the heap. */
function floatsOf(heap: WasmHeap, info: tf.TensorInfo): Float32Array {
  const values = heap.typedArrayFromHeap(info);
  if (values instanceof Float32Array) return values;
  throw new Error(`A tensor of ${info.dtype} came where float32 is needed.`);
}

/** The shape of one of a stack of images. */
function imageShapeOf({ shape }: tf.TensorInfo): ImageShape {
  const [images, height, width, channels] = shape;
  if (images === undefined || !height || !width || !channels) {
    throw new Error(`A tensor of ${shape.join(' x ')} numbers is not a stack of images.`);
  }
  return { height, width, channels };
}

/** A place or a size along every axis, or along the first alone. */
function numbersIn(attribute: unknown): number[] {
  const list: unknown[] = Array.isArray(attribute) ? attribute : [attribute];
  return list.map((value) => {
    if (typeof value === 'number') return value;
    throw new Error(`The kernel was called with ${String(value)} where a number is needed.`);
  });
}

/** A tensor's numbers and where in it a block begins. */
interface Place {
  readonly values: tf.backend_util.TypedArray;
  readonly shape: readonly number[];
  readonly begin: readonly number[];
}

/** Steps between neighbours along each axis. */
function stridesOf(shape: readonly number[]): number[] {
  let step = 1;
  return shape
    .toReversed()
    .map((side) => {
      const stride = step;
      step *= side;
      return stride;
    })
    .reverse();
}

/** Copies a block of `size` from one tensor into another, in runs as long as both sides allow. */
export function copyBlock(source: Place, into: Place, size: readonly number[]): void {
  const [from, to] = [stridesOf(source.shape), stridesOf(into.shape)];
  const axes = size.map((count, axis) => ({
    count,
    step: from[axis] ?? 1,
    begin: source.begin[axis] ?? 0,
    outStep: to[axis] ?? 1,
    outBegin: into.begin[axis] ?? 0,
  }));
  // axes behind `inner` are whole in both, so their numbers lie side by side
  let inner = size.length - 1;
  while (inner > 0 && size[inner] === source.shape[inner] && size[inner] === into.shape[inner]) {
    inner--;
  }
  const run = sizeOf(size.slice(Math.max(inner, 0)));
  const copy = (depth: number, at: number, out: number): void => {
    const axis = axes[depth];
    const first = axis ? at + axis.begin * axis.step : at;
    const place = axis ? out + axis.outBegin * axis.outStep : out;
    if (!axis || depth >= inner) {
      into.values.set(source.values.subarray(first, first + run), place);
      return;
    }
    for (let k = 0; k < axis.count; k++) {
      copy(depth + 1, first + k * axis.step, place + k * axis.outStep);
    }
  };
  if (run > 0) copy(0, 0, 0);
}

/** The name under which the pooling gradient is registered. */
export const MAX_POOL_2X2_GRADIENT = 'MaxPool2x2Gradient';

function slice(call: KernelArguments): tf.TensorInfo {
  const heap = heapOf(call);
  const x = inputOf(call, 'x');
  const begin = numbersIn(call.attrs?.begin);
  const size = numbersIn(call.attrs?.size);
  const [from = [], shape = []] = tf.slice_util.parseSliceParams(x, begin, size);
  const out = heap.makeOutput(shape, x.dtype);
  copyBlock(
    { values: heap.typedArrayFromHeap(x), shape: x.shape, begin: from },
    { values: heap.typedArrayFromHeap(out), shape, begin: shape.map(() => 0) },
    shape,
  );
  return out;
}

function pad(call: KernelArguments): tf.TensorInfo {
  const heap = heapOf(call);
  const x = inputOf(call, 'x');
  const paddings = Array.isArray(call.attrs?.paddings) ? call.attrs.paddings.map(numbersIn) : [];
  const [constantValue = 0] = numbersIn(call.attrs?.constantValue);
  const shape = x.shape.map((side, axis) => {
    const [before = 0, after = 0] = paddings[axis] ?? [];
    return before + side + after;
  });
  const out = heap.makeOutput(shape, x.dtype);
  const values = heap.typedArrayFromHeap(out);
  values.fill(constantValue);
  copyBlock(
    { values: heap.typedArrayFromHeap(x), shape: x.shape, begin: x.shape.map(() => 0) },
    { values, shape, begin: paddings.map(([before = 0]) => before) },
    x.shape,
  );
  return out;
}

function maxPoolGradient(call: KernelArguments): tf.TensorInfo {
  const heap = heapOf(call);
  const [x, dy] = [inputOf(call, 'x'), inputOf(call, 'dy')];
  const out = heap.makeOutput(x.shape, 'float32');
  const values = floatsOf(heap, out);
  values.fill(0);
  routeToLargest(floatsOf(heap, x), floatsOf(heap, dy), imageShapeOf(x), values);
  return out;
}

const KERNELS: readonly [string, tf.KernelFunc][] = [
  [tf.Slice, slice],
  [tf.PadV2, pad],
  [MAX_POOL_2X2_GRADIENT, maxPoolGradient],
];

/** Puts the kernels in place; calling it again changes nothing. */
export function replaceWasmKernels(): void {
  for (const [kernelName, kernelFunc] of KERNELS) {
    if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
