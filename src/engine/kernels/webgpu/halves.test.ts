/** How programs are converted to operands in half precision; what the converted ones compute is tested on devices. */
import { describe, expect, it } from 'vitest';
import { halvesOn } from './halves';
import { FLOATS } from './memory';
import { program, reads, sourceOf, writes } from './program';

const deviceWith = (...features: string[]) => ({ features: new Set(features) });
const halves = halvesOn(deviceWith('shader-f16'));
const { activations, gradients } = halves.formats;

const moving = (body: string, vec4 = false) =>
  program({
    name: 'moving',
    vec4,
    operands: [...reads('x', 'places'), ...writes('out')],
    numbers: [],
    body,
  });

describe('a program on operands of which some lie in half precision', () => {
  /** x and out in the first slab, places in the second. */
  const convert = (body: string, format = activations, vec4 = false) =>
    halves.convert(moving(body, vec4), [0, 1, 0], [format, FLOATS]).body;

  it('widens what it reads, whatever the place is made of', () => {
    expect(convert('let v = x[u32(places[x[2u]])].y;')).toBe(
      'let v = (f32(x[u32(places[(f32(x[2u]) * 1)])]) * 1).y;',
    );
  });

  it('rounds what it writes, and keeps to the range', () => {
    expect(convert('out[index] = x[index] == x[0];')).toBe(
      'out[index] = f16(clamp(((f32(x[index]) * 1) == (f32(x[0]) * 1)) * 1, -f32(65504), f32(65504)));',
    );
  });

  it('keeps gradients larger than they are, and adds to what they are', () => {
    expect(convert('out[index] += places[0];', gradients, true)).toBe(
      'out[index] = vec4<f16>(clamp(((vec4<f32>(out[index]) * 0.000244140625) + (places[0])) * 4096, -vec4<f32>(65504), vec4<f32>(65504)));',
    );
  });

  it('has memory of its own type, which the source names', () => {
    const source = sourceOf(moving('out[index] = x[index];', true), [0, 1, 0], ['f16', 'f32']);
    expect(source).toContain('enable f16;');
    expect(source).toContain('m0: array<vec4<f16>>');
    expect(source).toContain('m1: array<vec4<f32>>');
  });

  it('stays as it is where all lie in full', () => {
    const body = 'out[index] = x[index];';
    expect(halves.convert(moving(body), [0, 1, 0], [FLOATS, FLOATS]).body).toBe(body);
  });
});

it('a device without half precision is refused with a sentence', () => {
  expect(() => halvesOn(deviceWith('subgroups'))).toThrow('has no half precision (shader-f16)');
});
