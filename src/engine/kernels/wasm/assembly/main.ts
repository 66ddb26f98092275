/**
 * What the host calls: a list of commands in memory is carried out from beginning to end, a whole training step in one
 * call. Each command is its kernel's number, its length in words with both of these, and what the class of its kind names:
 * addresses, then whole numbers, then float32. The host finds kernels by their names here and numbers them itself.
 */
export * from '../../agreement/wasm';
export * from '../../contrast/wasm';
export * from '../../convolution/wasm';
export * from '../../cross-entropy/wasm';
export * from '../../elementwise/wasm';
export * from '../../formula/wasm';
export * from '../../gradients/wasm';
export * from '../../label/wasm';
export * from '../../linear/wasm';
export * from '../../nearness/wasm';
export * from '../../optimizer/wasm';
export * from '../../pooling/wasm';
export * from '../../storage/wasm';
export { setScratch } from './lanes';

/** Where memory is the host's to give out. */
export function heapBase(): usize {
  return __heap_base;
}

/** Carries out the commands from `begin` to `end`. */
export function run(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += (<usize>load<i32>(at, 4)) << 2) {
    call_indirect<void>(load<u32>(at), at + 8);
  }
}
