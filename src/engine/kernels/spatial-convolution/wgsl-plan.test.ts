/** How a spatial convolution is split for WGSL; what the programs make of it is held against the oracle in a browser. */
import { describe, expect, it } from 'vitest';
import { image } from '../../../testing/kernel-bench';
import { LARGE, SMALL } from '../webgpu/tiles';
import type { SpatialShape } from './op';
import { asProduct, formFor, phasesOf, weightPieces, weightsOf } from './wgsl-plan';

const convolution = (
  side: number,
  channels: number,
  outChannels: number,
  kernel: number,
  stride: number,
  padding: number,
): SpatialShape => ({
  input: image(side, side, channels),
  outChannels,
  window: { height: kernel, width: kernel, stride, padding },
});

describe('a convolution in WGSL', () => {
  it('is one product of all pixels where the kernel is one pixel without stride and padding', () => {
    const plain = convolution(7, 4, 8, 1, 1, 0);
    expect(asProduct(3, plain)).toEqual({
      images: 1,
      shape: { ...plain, input: image(147, 1, 4) },
    });
    const strides = convolution(7, 4, 8, 1, 2, 0);
    expect(asProduct(3, strides)).toEqual({ images: 3, shape: strides });
  });

  it.each([
    convolution(7, 2, 3, 3, 2, 1),
    convolution(9, 2, 3, 7, 3, 3),
    convolution(8, 2, 3, 2, 3, 0),
    convolution(5, 2, 3, 1, 2, 0),
    convolution(2, 2, 3, 3, 1, 1),
  ])(
    'has every pixel of the input and every tap in one phase of the gradient on it, %o',
    (shape) => {
      const phases = phasesOf(shape);
      const pixels = phases.flatMap(({ rows, columns }) =>
        Array.from({ length: rows.pixels * columns.pixels }, (_, k) => {
          const row = rows.from + shape.window.stride * Math.floor(k / columns.pixels);
          return (
            row * shape.input.width + columns.from + shape.window.stride * (k % columns.pixels)
          );
        }),
      );
      const { height, width } = shape.input;
      expect(pixels.sort((a, b) => a - b)).toEqual(
        Array.from({ length: height * width }, (_, k) => k),
      );
      expect(phases.reduce((sum, { weights }) => sum + weights, 0)).toBe(weightsOf(shape));
    },
  );

  it('takes large tiles where there are enough of them, and fours where all channels are', () => {
    expect(formFor(convolution(9, 8, 64, 3, 1, 1), 100_000, 64)).toEqual({
      vec4: true,
      size: LARGE,
    });
    expect(formFor(convolution(9, 3, 64, 3, 1, 1), 1000, 64)).toEqual({ vec4: false, size: SMALL });
    expect(formFor(convolution(9, 8, 16, 3, 1, 1), 100_000, 16)).toEqual({
      vec4: true,
      size: SMALL,
    });
  });

  it('splits a weight gradient so that its pieces hold every pixel once and none is empty', () => {
    for (const [side, images] of [
      [1, 1],
      [9, 2],
      [56, 16],
      [112, 48],
    ] as const) {
      const { pixels, run, count } = weightPieces({
        images,
        shape: convolution(side, 64, 64, 3, 1, 1),
      });
      expect(pixels).toBe(images * side ** 2);
      expect(run * count).toBeGreaterThanOrEqual(pixels);
      expect(run * (count - 1)).toBeLessThan(pixels);
    }
  });
});
