/**
 * Arrays larger than what a device binds at once: kernels of deep encoders take them range by range and compute what they do
 * where everything is bound, which the shared cases hold against the oracle. The small device has no subgroups either: where the other has them, both ways
 * of adding up agree.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../math/shape';
import { alike, image, normals } from '../../../testing/kernel-bench';
import { pixels } from '../../../testing/oracle-convolution';
import { openWebGpu, type WebGpuLink } from '../../device/webgpu';
import { type BatchNorm, keptOf } from '../batch-norm/op';
import type { Kernels } from '../kernels';
import { type SpatialShape, spatiallyConvolved } from '../spatial-convolution/op';
import { windowPooled } from '../window-pooling/op';
import { Gpu } from './gpu';
import { webGpuKernels } from './webgpu-kernels';

/** Bytes that the small device binds. */
const MOST_BYTES = 2 ** 16;
const IMAGES = 5;

const convolution = (channels: number, kernel: number, stride: number): SpatialShape => ({
  input: image(33, 31, channels),
  outChannels: 2 * channels,
  window: { height: kernel, width: kernel, stride, padding: kernel >> 1 },
});

const NORM: BatchNorm = {
  channels: 8,
  scale: 'scale',
  shift: 'shift',
  mean: 'mean',
  variance: 'variance',
  relu: true,
};

describe('arrays larger than what is bound at once', () => {
  let link: WebGpuLink;
  let engines: readonly (Kernels & { close(): void })[];
  beforeAll(async () => {
    link = await openWebGpu({ allowSoftware: true });
    const { device } = link;
    engines = [
      webGpuKernels(device),
      webGpuKernels(device, new Gpu(device, { mostBytes: MOST_BYTES, subgroups: false })),
    ];
    for (const kernels of engines) await kernels.loadDeep();
  });
  afterAll(() => {
    expect(link.error()).toBeNull();
    for (const kernels of engines) kernels.close();
    link.close();
  });

  /** Holds against each other what both engines give. */
  async function hold(
    compute: (kernels: Kernels) => Promise<readonly ArrayLike<number>[]>,
  ): Promise<void> {
    const [whole = [], inRanges = []] = await Promise.all(engines.map(compute));
    expect(whole.length).toBeGreaterThan(0);
    whole.forEach((values, k) => {
      alike(inRanges[k] ?? [], Array.from(values));
    });
  }

  const parameter = (name: string, shape: readonly number[]) => ({
    name,
    shape,
    bound: 0,
    stream: [],
  });

  it.each([convolution(4, 3, 1), convolution(3, 3, 2), convolution(4, 1, 1)])(
    'are convolved, and gradients carried back, %o',
    (shape) =>
      hold(async (kernels) => {
        const out = spatiallyConvolved(shape);
        const { input, outChannels, window } = shape;
        const sides = [window.height, window.width, input.channels, outChannels];
        const arena = kernels.arena([parameter('w', sides)]);
        arena.write('w', Float32Array.from(normals('w', sizeOf(sides))));
        const batch = (name: string, count: number) =>
          kernels.upload(Float32Array.from(normals(name, IMAGES * count)), [IMAGES, count]);
        const [x, dy] = [batch('x', pixels(input)), batch('dy', pixels(out))];
        const y = kernels.allocate([IMAGES, pixels(out)]);
        const into = kernels.allocate([IMAGES, pixels(input)]);
        kernels.clearGradients(arena);
        const deep = kernels.deep();
        deep.convolve(x, arena, 'w', shape, y);
        for (let call = 0; call < 2; call++) {
          deep.convolveInputGradient(dy, arena, 'w', shape, into);
          deep.convolveWeightGradient(x, dy, arena, 'w', shape);
        }
        return [...(await kernels.read([y, into])), await kernels.readGradients(arena, ['w'])];
      }),
  );

  it('are normalised, with what is added, and gradients carried back', () =>
    hold(async (kernels) => {
      const { channels } = NORM;
      const names = ['scale', 'shift', 'mean', 'variance'];
      const arena = kernels.arena(names.map((name) => parameter(name, [channels])));
      for (const name of names) {
        arena.write(name, Float32Array.from(normals(name, channels), Math.abs));
      }
      const shape = [IMAGES, 1023 * channels];
      const batch = (name: string) =>
        kernels.upload(Float32Array.from(normals(name, IMAGES * 1023 * channels)), shape);
      const [x, residual, dy] = [batch('x'), batch('residual'), batch('dy')];
      const [out, dx, dresidual] = [shape, shape, shape].map((sides) => kernels.allocate(sides));
      if (!out || !dx || !dresidual) throw new Error('Three arrays were asked for.');
      const kept = kernels.allocate(keptOf(NORM));
      const deep = kernels.deep();
      kernels.clearGradients(arena);
      deep.normalise(x, arena, NORM, residual, out, kept);
      deep.normaliseGradient(x, out, dy, arena, NORM, kept, { x: dx, residual: dresidual });
      return [
        ...(await kernels.read([out, dx, dresidual])),
        ...(await arena.read()).values(),
        await kernels.readGradients(arena, ['scale', 'shift']),
      ];
    }));

  it('are pooled, gradients carried back, and zeros written', () =>
    hold(async (kernels) => {
      const shape = {
        input: image(33, 31, 4),
        window: { height: 3, width: 3, stride: 2, padding: 1 },
      };
      const out = windowPooled(shape);
      const batch = (name: string, count: number) =>
        kernels.upload(Float32Array.from(normals(name, IMAGES * count)), [IMAGES, count]);
      const [x, dy] = [batch('x', pixels(shape.input)), batch('dy', pixels(out))];
      const y = kernels.allocate([IMAGES, pixels(out)]);
      const into = batch('before', pixels(shape.input));
      const zeros = batch('before', pixels(shape.input));
      kernels.clear(zeros);
      kernels.deep().windowMax(x, shape, y);
      kernels.deep().windowMaxGradient(x, dy, shape, into);
      return kernels.read([y, into, zeros]);
    }));
});
