/**
 * Half precision on WebGPU, in a real browser: the kernels of deep encoders and a ResNet-18 where the adapter has shader-f16;
 * where it has not, as SwiftShader, a sentence that says so, in the tests and in the lab.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { describeHalfResNet } from '../../../testing/half-resnet-cases';
import { IN_HALVES } from '../../../testing/kernel-bench';
import { type Device, openDevice, openVariant } from '../../device/device';
import { describeDeep } from '../cases';
import type { Kernels } from '../kernels';

const WITHOUT = 'This graphics adapter has no half precision (shader-f16)';

const adapter = await navigator.gpu?.requestAdapter();
const hasHalves = adapter?.features.has('shader-f16') === true;

const inHalves = () => {
  let device: Device | null = null;
  const open = async (): Promise<Kernels> => {
    device ??= await openVariant('webgpu-f16', true);
    expect(device.report).toMatchObject({ backend: 'webgpu-f16', reasons: [] });
    return device.kernels;
  };
  afterAll(() => {
    expect(device?.error()).toBeNull();
    device?.close();
  });

  describe('kernels of deep encoders', () => describeDeep(open, IN_HALVES));
  describe('a resnet18', () => describeHalfResNet(open));

  it('what is handed on cannot be read or written as if it were in full', async () => {
    const kernels = await open();
    const array = kernels.allocate([3], 'activations');
    expect(() => kernels.write(array, new Float32Array(3))).toThrow('by kernels only');
    await expect(kernels.read([array])).rejects.toThrow('by kernels only');
    kernels.free([array]);
  });
};

const without = () => {
  it('kernels and a resnet18 in half precision', ({ skip }) =>
    skip('not tested: this adapter has no shader-f16'));

  it('it is refused with a sentence, and the lab trains in full and says why', async () => {
    await expect(openVariant('webgpu-f16', true)).rejects.toThrow(WITHOUT);
    const device = await openDevice({ backend: 'webgpu', storage: 'f16' });
    expect(device.report.backend).toBe('webgpu');
    expect(device.report.reasons).toEqual([expect.stringContaining(WITHOUT)]);
    device.close();
  });
};

if (hasHalves) describe('half precision', inHalves);
else describe('on an adapter without half precision', without);
