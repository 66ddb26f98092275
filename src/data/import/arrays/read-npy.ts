/**
 * The entries of an NPY file: every whole and floating type numpy has (half precision too), either byte
 * order, either axis order; texts for labels. Imports math and this room only.
 */
import { sizeOf } from '../../../math/shape';
import { unusable } from '../import-error';
import { checkRoom } from '../raw-samples';
import type { ArraysReader } from '../reader';
import { stemOf } from '../source-file';
import { isNpy, type NpyHeader, readNpyHeader } from './npy-header';
import type { AnyArray } from './number-array';
import { rowMajor } from './row-major';

export const npy: ArraysReader = {
  id: 'npy',
  name: 'NPY',
  endings: ['npy'],
  signature: { test: isNpy, weight: 'certain' },
  gives: 'arrays',
  where: 'anywhere',
  note: 'One array a file, named by the file.',
  layout: 'NPY arrays',
  read: async (file) => ({
    arrays: [readNpy(await file.bytes(), stemOf(file.path), file.path)],
    leftOut: [],
  }),
};

/**
 * @param name of the array in sentences and options; `file` is where it lies.
 * @throws ImportError when the file is cut off, or holds what is not read.
 */
export function readNpy(bytes: Uint8Array, name: string, file: string): AnyArray {
  const header = readNpyHeader(bytes, file);
  const { letter, itemSize, shape, dataStart } = header;
  const count = sizeOf(shape);
  const bytesEach = letter === 'U' ? itemSize * 4 : itemSize;
  const there = Math.floor((bytes.length - dataStart) / bytesEach);
  if (there < count) {
    throw unusable(
      file,
      `is cut off: its header promises ${count} numbers, and there are ${there}`,
      'Copy the file again.',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, count * bytesEach);
  if (letter === 'U' || letter === 'S') {
    const words = Array.from({ length: count }, (_, i) => word(view, i, header));
    return { kind: 'words', name, file, shape, data: reordered(words, header, []) };
  }
  checkRoom(file, shape[0] ?? 1, count / Math.max(1, shape[0] ?? 1));
  const read = reader(view, header, file);
  // float32 holds halves, floats and whole numbers up to 16 bits exactly
  const isSmall = letter === 'f' ? itemSize <= 4 : itemSize <= 2;
  const numbers = isSmall ? new Float32Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = read(i * itemSize);
  const target = isSmall ? new Float32Array(count) : new Float64Array(count);
  return { kind: 'numbers', name, file, shape, data: reordered(numbers, header, target) };
}

/** How to read one entry at a byte offset. */
function reader(view: DataView, header: NpyHeader, file: string): (at: number) => number {
  const { letter, itemSize, littleEndian: little } = header;
  switch (`${letter}${itemSize}`) {
    case 'b1':
      return (at) => (view.getUint8(at) === 0 ? 0 : 1);
    case 'i1':
      return (at) => view.getInt8(at);
    case 'u1':
      return (at) => view.getUint8(at);
    case 'i2':
      return (at) => view.getInt16(at, little);
    case 'u2':
      return (at) => view.getUint16(at, little);
    case 'i4':
      return (at) => view.getInt32(at, little);
    case 'u4':
      return (at) => view.getUint32(at, little);
    case 'i8':
      return (at) => exact(view.getBigInt64(at, little), file);
    case 'u8':
      return (at) => exact(view.getBigUint64(at, little), file);
    case 'f2':
      return (at) => half(view.getUint16(at, little));
    case 'f4':
      return (at) => view.getFloat32(at, little);
    default:
      return (at) => view.getFloat64(at, little);
  }
}

/** @throws ImportError where a 64-bit number has no exact place in a JavaScript number. */
function exact(value: bigint, file: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw unusable(
      file,
      `holds the number ${value}, which is too large to be kept exactly`,
      'Save it as float64, or as smaller whole numbers.',
    );
  }
  return Number(value);
}

/** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** One text, without the zeros that fill it up. */
function word(
  view: DataView,
  index: number,
  { letter, itemSize, littleEndian }: NpyHeader,
): string {
  let text = '';
  for (let k = 0; k < itemSize; k++) {
    const at = index * itemSize + k;
    const code = letter === 'S' ? view.getUint8(at) : view.getUint32(at * 4, littleEndian);
    if (code !== 0 && code <= 0x10ffff) text += String.fromCodePoint(code);
  }
  return text;
}

/** @param from in the order of the file. @param to as long, used where that is not ours. */
const reordered = <T extends { [index: number]: number } | string[]>(
  from: T,
  { fortranOrder, shape }: NpyHeader,
  to: T,
): T => (fortranOrder && shape.length > 1 ? rowMajor(from, shape, to) : from);
