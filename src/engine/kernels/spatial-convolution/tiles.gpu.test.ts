/** Convolutions with work for large tiles and several pieces of their weight gradient, which the shared cases are too small for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alike, image, normals } from '../../../testing/kernel-bench';
import { pixels } from '../../../testing/oracle-convolution';
import * as oracle from '../../../testing/oracle-deep';
import { type Device, openVariant } from '../../device/device';
import { LARGE } from '../webgpu/tiles';
import { type SpatialShape, spatiallyConvolved } from './op';
import { asProduct, formFor, weightPieces } from './wgsl-plan';

const convolution = (channels: number, outChannels: number): SpatialShape => ({
  input: image(90, 93, channels),
  outChannels,
  window: { height: 2, width: 1, stride: 1, padding: 1 },
});

const LARGE_ONES = [
  { what: 'channels in whole fours', shape: convolution(4, 36) },
  { what: 'channels in no whole fours', shape: convolution(3, 33) },
];

describe.each(LARGE_ONES)('a convolution in large tiles, $what,', ({ shape }) => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('webgpu', true);
    await device.kernels.loadDeep();
  });
  afterAll(() => {
    expect(device.error()).toBeNull();
    device.close();
  });

  it('has the values and gradients of the formula, the same ones each time', async () => {
    const images = 1;
    const { input, outChannels, window } = shape;
    const out = spatiallyConvolved(shape);
    const product = asProduct(images, shape);
    expect(formFor(shape, images * out.height * out.width, outChannels).size).toBe(LARGE);
    expect(weightPieces(product).count).toBeGreaterThan(1);

    const { kernels } = device;
    const deep = kernels.deep();
    const sides = [window.height, window.width, input.channels, outChannels];
    const numbers = {
      x: normals('x', images * pixels(input)),
      weight: normals(
        'weight',
        sides.reduce((product, side) => product * side),
      ),
      dy: normals('dy', images * pixels(out)),
    };
    const upload = (values: readonly number[]) =>
      kernels.upload(Float32Array.from(values), [images, values.length / images]);
    const arena = kernels.arena([{ name: 'w', shape: sides, bound: 0, stream: [] }]);
    arena.write('w', Float32Array.from(numbers.weight));
    const [x, dy] = [upload(numbers.x), upload(numbers.dy)];
    const y = kernels.allocate([images, pixels(out)]);
    const into = kernels.allocate([images, pixels(input)]);
    const once = async () => {
      kernels.clear(into);
      kernels.clearGradients(arena);
      deep.convolve(x, arena, 'w', shape, y);
      deep.convolveInputGradient(dy, arena, 'w', shape, into);
      deep.convolveWeightGradient(x, dy, arena, 'w', shape);
      const [values, gradient] = await kernels.read([y, into]);
      return [values, gradient, await kernels.readGradients(arena, ['w'])] as const;
    };
    const [values, ofInput, ofWeights] = await once();
    const want = oracle.convolveGradients(numbers.x, numbers.weight, numbers.dy, images, shape);
    alike(values, oracle.convolve(numbers.x, numbers.weight, images, shape));
    alike(ofInput, want.input);
    alike(ofWeights, want.weight);
    expect(await once()).toEqual([values, ofInput, ofWeights]);
    kernels.free([x, dy, y, into]);
    arena.free();
  });
});
