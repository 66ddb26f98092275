/**
 * Kernels of tfjs's WebAssembly back end that are replaced because its own are slow: `Slice` copies the whole input
 * first (a sixth of a race's time), `PadV2` takes 100 ns a number. Ours copy blocks inside the heap. Beside them the
 * gradient of 2x2 max pooling, which it has only in a wrong form.
 */
import * as tf from '@tensorflow/tfjs-core';
import { routeToLargest } from './max-pool-gradient';

/** What these kernels need of the back end. Views of its heap are good until the next `makeOutput`. */
interface WasmHeap {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): tf.backend_util.TypedArray;
}

type KernelArguments = Parameters<tf.KernelFunc>[0];
type Input = { readonly x: tf.TensorInfo };

/** A tensor's numbers and where in it a block begins. */
interface Place {
  readonly values: tf.backend_util.TypedArray;
  readonly shape: readonly number[];
  readonly begin: readonly number[];
}

/** Steps between neighbours along each axis. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  }
  return strides;
}

/** Copies a block of `size` from one tensor into another, in runs as long as both sides allow. */
export function copyBlock(source: Place, into: Place, size: readonly number[]): void {
  const [from, to] = [stridesOf(source.shape), stridesOf(into.shape)];
  // axes behind `inner` are whole in both, so their numbers lie side by side
  let inner = size.length - 1;
  while (inner > 0 && size[inner] === source.shape[inner] && size[inner] === into.shape[inner]) {
    inner--;
  }
  const run = size.slice(Math.max(inner, 0)).reduce((product, side) => product * side, 1);
  const copy = (axis: number, at: number, out: number): void => {
    const first = at + (source.begin[axis] ?? 0) * (from[axis] ?? 1);
    const place = out + (into.begin[axis] ?? 0) * (to[axis] ?? 1);
    if (axis >= inner) {
      into.values.set(source.values.subarray(first, first + run), place);
      return;
    }
    for (let k = 0; k < (size[axis] as number); k++) {
      copy(axis + 1, first + k * (from[axis] as number), place + k * (to[axis] as number));
    }
  };
  if (run > 0) copy(0, 0, 0);
}

/** The name under which the pooling gradient is registered. */
export const MAX_POOL_2X2_GRADIENT = 'MaxPool2x2Gradient';

function slice({ inputs, attrs, backend }: KernelArguments): tf.TensorInfo {
  const heap = backend as unknown as WasmHeap;
  const { x } = inputs as unknown as Input;
  const { begin, size } = attrs as unknown as tf.SliceAttrs;
  const [from, shape] = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
  const out = heap.makeOutput(shape, x.dtype);
  copyBlock(
    { values: heap.typedArrayFromHeap(x), shape: x.shape, begin: from },
    { values: heap.typedArrayFromHeap(out), shape, begin: shape.map(() => 0) },
    shape,
  );
  return out;
}

function pad({ inputs, attrs, backend }: KernelArguments): tf.TensorInfo {
  const heap = backend as unknown as WasmHeap;
  const { x } = inputs as unknown as Input;
  const { paddings, constantValue } = attrs as unknown as tf.PadV2Attrs;
  const shape = x.shape.map((side, axis) => {
    const [before, after] = paddings[axis] as [number, number];
    return before + side + after;
  });
  const out = heap.makeOutput(shape, x.dtype);
  const values = heap.typedArrayFromHeap(out);
  values.fill(constantValue);
  copyBlock(
    { values: heap.typedArrayFromHeap(x), shape: x.shape, begin: x.shape.map(() => 0) },
    { values, shape, begin: paddings.map(([before]) => before) },
    x.shape,
  );
  return out;
}

function maxPoolGradient({ inputs, backend }: KernelArguments): tf.TensorInfo {
  const heap = backend as unknown as WasmHeap;
  const { x, dy } = inputs as unknown as Input & { dy: tf.TensorInfo };
  const out = heap.makeOutput(x.shape, 'float32');
  const values = heap.typedArrayFromHeap(out) as Float32Array;
  values.fill(0);
  const [from, gradient] = [x, dy].map((info) => heap.typedArrayFromHeap(info)) as [
    Float32Array,
    Float32Array,
  ];
  const [, height, width, channels] = x.shape as [number, number, number, number];
  routeToLargest(from, gradient, { height, width, channels }, values);
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
