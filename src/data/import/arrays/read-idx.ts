/** IDX files (MNIST): big-endian arrays of bytes or numbers. Imports math and this room only. */
import { sizeOf } from '../../../math/shape';
import { unusable } from '../import-error';
import { checkRoom } from '../raw-samples';
import type { ArraysReader } from '../reader';
import { baseName } from '../source-file';
import { idxArrays } from './idx-layout';
import type { NumberArray } from './number-array';

const BYTES: Readonly<Record<number, number>> = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };
const MOST_AXES = 4;
/** `train-images-idx3-ubyte`, as MNIST is handed on. */
const NAME = /idx[1-4]([-_.]?(ubyte|byte|short|int|float|double))?$/i;

export const idx: ArraysReader = {
  id: 'idx',
  name: 'IDX',
  endings: ['idx'],
  isNamed: (name) => NAME.test(name),
  signature: { test: isIdx, weight: 'hint' },
  gives: 'arrays',
  where: 'anywhere',
  note: 'As MNIST has it: pictures and labels in files of their own.',
  layout: 'IDX files',
  join: idxArrays,
  read: async (file) => ({
    arrays: [readIdx(await file.bytes(), baseName(file.path), file.path)],
    leftOut: [],
  }),
};

/** Two zeros, a known type, one to four axes, and a length that fits. */
function isIdx(bytes: Uint8Array): boolean {
  const [a, b, type = 0, axes = 0] = bytes;
  return a === 0 && b === 0 && type in BYTES && axes >= 1 && axes <= MOST_AXES;
}

/** @throws ImportError when the file is damaged or cut off. */
export function readIdx(bytes: Uint8Array, name: string, file: string): NumberArray {
  const type = bytes[2] ?? 0;
  const axes = bytes[3] ?? 0;
  const bytesEach = BYTES[type];
  const dataStart = 4 + axes * 4;
  if (!isIdx(bytes) || bytesEach === undefined || bytes.length < dataStart) {
    throw unusable(file, 'is not an IDX file, or is cut off inside its header', 'Copy it again.');
  }
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, k) => head.getUint32(4 + k * 4));
  const count = sizeOf(shape);
  if (bytes.length - dataStart < count * bytesEach) {
    throw unusable(
      file,
      `is cut off: its header promises ${count} numbers, and there are ${Math.floor((bytes.length - dataStart) / bytesEach)}`,
      'Copy the file again.',
    );
  }
  checkRoom(file, shape[0] ?? 1, count / Math.max(1, shape[0] ?? 1));
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, count * bytesEach);
  const read = reader(view, type);
  const data = type === 12 || type === 14 ? new Float64Array(count) : new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = read(i * bytesEach);
  return { kind: 'numbers', name, file, shape, data };
}

function reader(view: DataView, type: number): (at: number) => number {
  switch (type) {
    case 8:
      return (at) => view.getUint8(at);
    case 9:
      return (at) => view.getInt8(at);
    case 11:
      return (at) => view.getInt16(at);
    case 12:
      return (at) => view.getInt32(at);
    case 13:
      return (at) => view.getFloat32(at);
    default:
      return (at) => view.getFloat64(at);
  }
}
