/** Device arrays of the WebAssembly implementation. */
import { LazyArray } from '../lazy-array';
import { type DeviceArray, ForeignError } from '../storage';
import type { Span } from './machine';

export class WasmArray extends LazyArray<Span> {}

/** The array as this implementation's. @throws ForeignError for an array of another. */
export function wasmArray(array: DeviceArray): WasmArray {
  if (array instanceof WasmArray) return array;
  throw new ForeignError('array');
}

/** The memory of an array, to be read. */
export const contentOf = (array: DeviceArray): Span => wasmArray(array).content();
