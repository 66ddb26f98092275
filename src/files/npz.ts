/** NPZ: a ZIP of NPY files, as `numpy.savez_compressed` writes it. The same arrays are the same bytes. */
import { zip } from './zip';

/** Numbers or words, row-major. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array | readonly string[];
}

/** NPY's first bytes, with its version 1.0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The header ends at a multiple of this. */
const ALIGNED = 64;

/** A file of arrays. Names may hold letters, digits, `_`, `-`, `.` and `/`. */
export const npz = (arrays: readonly NamedArray[]): Promise<Uint8Array<ArrayBuffer>> =>
  zip(arrays.map((array) => ({ path: `${array.name}.npy`, bytes: npy(array) })));

/** One array as an NPY file of version 1.0, little-endian. */
function npy({ shape, data }: Omit<NamedArray, 'name'>): Uint8Array {
  const { type, bytes } = bytesOf(data);
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const words = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sides}), }`;
  const unpadded = MAGIC.length + 2 + words.length + 1;
  const length = Math.ceil(unpadded / ALIGNED) * ALIGNED;
  const header = `${words.padEnd(length - MAGIC.length - 3)}\n`;
  const out = new Uint8Array(length + bytes.length);
  out.set(MAGIC);
  new DataView(out.buffer).setUint16(MAGIC.length, header.length, true);
  out.set(new TextEncoder().encode(header), MAGIC.length + 2);
  out.set(bytes, length);
  return out;
}

function bytesOf(data: NamedArray['data']): { readonly type: string; readonly bytes: Uint8Array } {
  if (!ArrayBuffer.isView(data)) return words(data);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof Float32Array) return { type: '<f4', bytes };
  if (data instanceof Float64Array) return { type: '<f8', bytes };
  return data instanceof Int32Array ? { type: '<i4', bytes } : { type: '|u1', bytes };
}

/** Words of one length, four bytes a letter, as numpy keeps them. */
function words(data: readonly string[]): { readonly type: string; readonly bytes: Uint8Array } {
  const letters = data.map((word) => Array.from(word, (letter) => letter.codePointAt(0) ?? 0));
  const longest = Math.max(1, ...letters.map(({ length }) => length));
  const codes = new Uint32Array(data.length * longest);
  letters.forEach((word, at) => {
    codes.set(word, at * longest);
  });
  return { type: `<U${longest}`, bytes: new Uint8Array(codes.buffer) };
}
