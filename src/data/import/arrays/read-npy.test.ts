import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatBytes, npyFile } from '../../../testing/import-fixtures';
import { readNpy } from './read-npy';

const read = (bytes: Uint8Array) => readNpy(bytes, 'x', 'x.npy');

/** How each type is written at a byte offset, and its range. */
const TYPES = {
  i1: { size: 1, arbitrary: fc.integer({ min: -128, max: 127 }), set: 'setInt8' },
  u1: { size: 1, arbitrary: fc.integer({ min: 0, max: 255 }), set: 'setUint8' },
  i2: { size: 2, arbitrary: fc.integer({ min: -32_768, max: 32_767 }), set: 'setInt16' },
  u2: { size: 2, arbitrary: fc.integer({ min: 0, max: 65_535 }), set: 'setUint16' },
  i4: { size: 4, arbitrary: fc.integer(), set: 'setInt32' },
  u4: { size: 4, arbitrary: fc.integer({ min: 0, max: 2 ** 32 - 1 }), set: 'setUint32' },
  i8: { size: 8, arbitrary: fc.maxSafeInteger(), set: 'setBigInt64' },
  u8: { size: 8, arbitrary: fc.maxSafeNat(), set: 'setBigUint64' },
  f4: { size: 4, arbitrary: fc.float({ noNaN: true }), set: 'setFloat32' },
  f8: { size: 8, arbitrary: fc.double({ noNaN: true }), set: 'setFloat64' },
} as const;

describe('reading NPY', () => {
  it('gives back any array of any type, byte order, axis order and version', () => {
    const cases = fc
      .tuple(
        fc.constantFrom(...(Object.keys(TYPES) as (keyof typeof TYPES)[])),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(1, 2, 3),
      )
      .chain(([type, shape, little, fortran, version]) => {
        const count = shape.reduce((product, side) => product * side, 1);
        return fc.record({
          type: fc.constant(type),
          shape: fc.constant(shape),
          little: fc.constant(little),
          fortran: fc.constant(fortran),
          version: fc.constant(version as 1 | 2 | 3),
          values: fc.array(TYPES[type].arbitrary as fc.Arbitrary<number>, {
            minLength: count,
            maxLength: count,
          }),
        });
      });
    fc.assert(
      fc.property(cases, ({ type, shape, little, fortran, version, values }) => {
        const { size, set } = TYPES[type];
        const bytes = new Uint8Array(values.length * size);
        const view = new DataView(bytes.buffer);
        const order = fortran ? fortranOrder(shape) : values.map((_, i) => i);
        order.forEach((from, at) => {
          const value = values[from] as number;
          const written = set.includes('Big') ? BigInt(value) : value;
          (view[set] as (at: number, value: unknown, little: boolean) => void).call(
            view,
            at * size,
            written,
            little,
          );
        });
        const descr = `${size === 1 ? '|' : little ? '<' : '>'}${type}`;
        const array = read(npyFile(descr, shape, bytes, { fortran, version }));
        expect(array.shape).toEqual(shape);
        expect(Array.from(array.data as ArrayLike<number>, (v) => v + 0)).toEqual(
          values.map((v) => v + 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('reads half precision, its smallest numbers and infinity included', () => {
    const halves = [0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00];
    const bytes = new Uint8Array(Uint16Array.from(halves).buffer);
    const { data } = read(npyFile('<f2', [5], bytes));
    expect(data[0]).toBe(1);
    expect(data[1]).toBe(-2);
    expect(data[2]).toBeCloseTo(1 / 3, 3);
    expect(data[3]).toBe(2 ** -24);
    expect(data[4]).toBe(Infinity);
  });

  it('reads booleans as 0 and 1, and texts as words', () => {
    expect([...read(npyFile('|b1', [3], Uint8Array.of(1, 0, 2))).data]).toEqual([1, 0, 1]);
    const words = new Uint8Array(Uint32Array.from('ab\0cé\0', (c) => c.charCodeAt(0)).buffer);
    expect(read(npyFile('<U3', [2], words)).data).toEqual(['ab', 'cé']);
  });

  it.each([
    ['|O', 'x.npy holds Python objects (a pickle), which could run a program when opened.'],
    ['<c8', 'x.npy holds complex numbers.'],
    ['<f16', 'x.npy holds numbers of the type "<f16", which the lab does not read.'],
  ])('refuses %s by name', (type, sentence) => {
    expect(() => read(npyFile(type, [1], new Uint8Array(64)))).toThrow(sentence);
  });

  it('refuses a file that is cut off, with both numbers', () => {
    const whole = npyFile('<f4', [3], floatBytes([1, 2, 3]));
    expect(() => read(whole.slice(0, -4))).toThrow(
      'x.npy is cut off: its header promises 3 numbers, and there are 2.',
    );
    expect(() => read(whole.slice(0, 20))).toThrow('x.npy is cut off inside its header.');
  });

  it('refuses a whole number that JavaScript cannot hold exactly', () => {
    const bytes = new Uint8Array(BigInt64Array.of(2n ** 60n).buffer);
    expect(() => read(npyFile('<i8', [1], bytes))).toThrow('too large to be kept exactly');
  });

  it('never fails with anything but a sentence that names the file', () => {
    const whole = npyFile('<f4', [2, 2], floatBytes([1, 2, 3, 4]));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        (changes) => {
          const damaged = whole.slice();
          for (const [at, value] of changes) damaged[at] = value;
          try {
            read(damaged);
          } catch (error) {
            expect((error as Error).message).toContain('x.npy');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** For each place in Fortran order, the row-major place of the same entry. */
function fortranOrder(shape: readonly number[]): number[] {
  const count = shape.reduce((product, side) => product * side, 1);
  return Array.from({ length: count }, (_, at) => {
    let rest = at;
    const place = shape.map((side) => {
      const here = rest % side;
      rest = Math.floor(rest / side);
      return here;
    });
    return place.reduce((row, here, axis) => row * (shape[axis] as number) + here, 0);
  });
}
