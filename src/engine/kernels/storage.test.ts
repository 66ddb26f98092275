/** What the compiler and the implementations refuse: arrays of a wrong kind, and contents of a wrong number. */
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { type Device, openVariant } from '../device/device';
import { contentsOf, DeviceArray } from './storage';
import type { Gpu } from './webgpu/gpu';
import type { GpuArray } from './webgpu/memory';
import { type Program, program, reads, u32, writes } from './webgpu/program';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** An array as another back end would make it. */
class Elsewhere extends DeviceArray {}

describe('arrays', () => {
  it('of another back end are refused in a sentence', () => {
    expect(() => device.kernels.clear(new Elsewhere([2, 2]))).toThrow(
      'The array was made by another back end.',
    );
  });

  it('cannot be passed for by what only has a shape', () => {
    // @ts-expect-error a shape alone is no array
    expect(() => device.kernels.clear({ shape: [2] })).toThrow('another back end');
  });

  it('that are read one by one come back one by one', async () => {
    const { kernels } = device;
    const a = kernels.upload(Float32Array.of(1, 2), [2]);
    const b = kernels.upload(Float32Array.of(3), [1]);
    const read = await kernels.read([a, b]);
    expectTypeOf(read).toEqualTypeOf<readonly [Float32Array, Float32Array]>();
    expect(read.map((values) => [...values])).toEqual([[1, 2], [3]]);
    const list = await kernels.read([a, b].slice());
    expectTypeOf(list).toEqualTypeOf<Float32Array[]>();
    expect(list).toHaveLength(2);
    kernels.free([a, b]);
  });

  it('and contents are counted', () => {
    expect(() => contentsOf([1, 2], [new Float32Array(1)])).toThrow(
      '2 arrays were read and 1 came back.',
    );
  });
});

it('a program wants an array for each operand and a number for each field, by name', () => {
  const scale = program({
    name: 'scale',
    operands: [...reads('x'), ...writes('out')],
    numbers: u32('width'),
    body: 'out[index] = x[index] * f32(u.width);',
  });
  expectTypeOf(scale).toEqualTypeOf<Program<'x' | 'out', 'width'>>();
  expect(scale.operands).toEqual([{ name: 'x' }, { name: 'out', writes: true }]);
  // never called: the compiler is what is tested
  const refused = (gpu: Gpu, x: GpuArray, out: GpuArray) => {
    gpu.run(scale, { x, out }, { width: 2 }, 1);
    // @ts-expect-error the result has nowhere to go
    gpu.run(scale, { x }, { width: 2 }, 1);
    // @ts-expect-error a number has no such name
    gpu.run(scale, { x, out }, { height: 2 }, 1);
  };
  expectTypeOf(refused).returns.toBeVoid();
});
