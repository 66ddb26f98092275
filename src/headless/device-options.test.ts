import { expect, it } from 'vitest';
import { deviceAsked } from './device-options';

it('nothing said is the lab’s own WebAssembly, in full', () => {
  expect(deviceAsked({})).toEqual({ backend: 'wasm', engine: 'lab', storage: 'f32' });
});

it('half precision goes with the lab’s own kernels on WebGPU', () => {
  const asked = { backend: 'webgpu', storage: 'f16' };
  expect(deviceAsked(asked)).toEqual({ ...asked, engine: 'lab' });
});

it.each([
  [{ backend: 'metal' }, '--backend is metal; it must be one of webgpu, wasm, cpu.'],
  [{ engine: 'steam' }, '--engine is steam; it must be one of lab, tfjs.'],
  [{ storage: 'f8' }, '--storage is f8; it must be one of f32, f16.'],
  [{ storage: 'f16' }, 'the back end is wasm with the engine lab'],
  [{ backend: 'webgpu', engine: 'tfjs', storage: 'f16' }, 'webgpu with the engine tfjs'],
])('%o is refused with a sentence', (words, sentence) => {
  expect(() => deviceAsked(words)).toThrow(sentence);
});
