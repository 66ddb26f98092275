/**
 * A binary of its own for the kernels of deep encoders, which works in the memory of the one of main.ts: its kernels stand in
 * the same table, so a recorded step may name those of both.
 */
export * from '../../batch-norm/wasm';
export * from '../../spatial-convolution/wasm';
export * from '../../window-pooling/wasm';
export { setScratch } from './lanes';
