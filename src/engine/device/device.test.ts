import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDevice } from './device';

describe('opening a device', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('falls back from WebGPU to WebAssembly where there is no WebGPU, and says so', async () => {
    vi.stubGlobal('navigator', {});
    const device = await openDevice({ backend: null });
    expect(device.report).toEqual({
      backend: 'wasm',
      adapter: 'WebAssembly, SIMD',
      reasons: ['This browser has no WebGPU.'],
    });
    device.close();
  });

  it('passes over WebGPU without an adapter', async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } });
    const device = await openDevice({ backend: 'webgpu' });
    expect(device.report.reasons).toEqual(['WebGPU found no graphics adapter.']);
    device.close();
  });

  it('passes over a software adapter unless it was asked for', async () => {
    const info = { vendor: 'google', architecture: 'swiftshader', device: '', description: '' };
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({ info }) } });
    const device = await openDevice({ backend: null });
    expect(device.report.reasons).toEqual([
      'WebGPU would run in software here (google swiftshader), slower than WebAssembly.',
    ]);
    device.close();
  });

  it('keeps numbers in full where the back end has no half precision, and says so', async () => {
    const device = await openDevice({ backend: 'cpu', storage: 'f16' });
    expect(device.report).toMatchObject({
      backend: 'cpu',
      reasons: [expect.stringContaining('is for the lab’s own kernels on WebGPU')],
    });
    device.close();
  });

  it('falls back to plain JavaScript where there is no WebAssembly', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('WebAssembly', undefined);
    const device = await openDevice({ backend: null });
    expect(device.report.backend).toBe('cpu');
    expect(device.report.reasons).toEqual([
      'This browser has no WebGPU.',
      'WebAssembly cannot be used here (this browser has none).',
    ]);
    device.close();
  });
});
