/** The hard gate on memory on WebGPU, with every buffer counted where it is made; and devices with small limits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { webGpuKernels } from '../../engine/kernels/webgpu/webgpu-kernels';
import { describeMemory } from '../../testing/memory-cases';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';

describe('on webgpu', () => {
  let device: Device;
  /** Buffers made and not destroyed, and their bytes. */
  const living = new Map<GPUBuffer, number>();
  const { createBuffer } = GPUDevice.prototype;
  const { destroy } = GPUBuffer.prototype;
  beforeAll(async () => {
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      living.set(buffer, descriptor.size);
      return buffer;
    };
    GPUBuffer.prototype.destroy = function () {
      living.delete(this);
      return destroy.call(this);
    };
    device = await openVariant('webgpu', true);
  });
  afterAll(() => {
    GPUDevice.prototype.createBuffer = createBuffer;
    GPUBuffer.prototype.destroy = destroy;
    expect(device.error()).toBeNull();
    device.close();
  });
  describeMemory(
    () => ({
      kernels: device.kernels,
      held: () => ({
        buffers: living.size,
        bytesOfBuffers: [...living.values()].reduce((sum, bytes) => sum + bytes, 0),
        ...device.kernels.memory(),
      }),
    }),
    { steps: 500, starts: 6 },
  );
});

describe('on a device with the smallest limits WebGPU allows', () => {
  let device: GPUDevice;
  let kernels: ReturnType<typeof webGpuKernels>;
  const errors: string[] = [];
  beforeAll(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    // without wishes a device has the defaults: 8 storage buffers, 128 MB a binding
    device = (await adapter?.requestDevice()) as GPUDevice;
    device.onuncapturederror = ({ error }) => errors.push(error.message);
    kernels = webGpuKernels(device);
  });
  afterAll(() => {
    kernels.close();
    device.destroy();
  });

  it('has those limits', () => {
    expect(device.limits.maxStorageBuffersPerShaderStage).toBeLessThanOrEqual(10);
    expect(device.limits.maxStorageBufferBindingSize).toBe(128 * 2 ** 20);
  });

  it.each(['joint', 'di-mml', 'agm', 'opm', 'pmr'])(
    'six modalities train by %s',
    async (method) => {
      const toy = await toyRun(kernels, method, toyData(6), {
        methods: { [method]: method === 'di-mml' ? { duc: { warmupEpochs: 0 } } : {} },
      });
      for (let epoch = 0; epoch < 2; epoch++) await toy.epoch(epoch);
      const parameters = await parametersOf(toy.run);
      for (const values of parameters.values()) {
        expect([...values].every(Number.isFinite)).toBe(true);
      }
      toy.free();
      expect(errors).toEqual([]);
    },
  );

  it('refuses a net before its first step, with the numbers', async () => {
    const data = toyData(2, 0, { samples: 32, shape: [128, 128, 1] });
    await expect(
      toyRun(kernels, 'joint', data, {
        batchSize: 32,
        encoders: { '*': { kind: 'cnn', channels: [128] } },
      }),
    ).rejects.toThrow('takes arrays of at most 128 MB; one of 256 MB is needed.');
    expect(errors).toEqual([]);
  });

  it('refuses at once, in a sentence, an array it could not bind', () => {
    const before = kernels.memory();
    expect(() => kernels.allocate([40_000, 64, 64])).toThrow(
      'takes arrays of at most 128 MB; one of 625 MB is needed. Use fewer samples',
    );
    expect(kernels.memory()).toEqual(before);
  });

  it('works with arrays that are larger than a slab', async () => {
    const large = kernels.upload(new Float32Array(20 * 2 ** 20).fill(3), [20, 2 ** 20]);
    const row = kernels.allocate([1, 2 ** 20]);
    kernels.rows(large, 19, 1, row);
    const [values] = await kernels.read([row]);
    expect(values?.[2 ** 20 - 1]).toBe(3);
    kernels.free([large, row]);
    expect(errors).toEqual([]);
  });

  // its kernels lift the limit of an array from what can be bound to what a buffer holds
  it('a ResNet-18 trains', async () => {
    const toy = await toyRun(kernels, 'joint', toyData(2, 0, { shape: [9, 7, 3] }), {
      encoders: { '*': { kind: 'resnet18', width: 4 } },
    });
    const parameters = await toy.epoch(0);
    for (const values of parameters.values()) {
      expect([...values].every(Number.isFinite)).toBe(true);
    }
    toy.free();
    expect(errors).toEqual([]);
  });
});
