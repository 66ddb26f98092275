/**
 * The header of an NPY file: a Python dictionary with type, order and shape, versions 1 to 3. Read with
 * patterns, never evaluated. Imports this folder only.
 */
import { unusable } from '../import-error';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** A header longer than that is no header (a structured type of thousands of fields). */
const LONGEST_HEADER = 1_000_000;
const MOST_AXES = 8;
const FIX = 'Save it again with numpy.save or numpy.savez, as plain numbers.';

/** What the header says. */
export interface NpyHeader {
  readonly littleEndian: boolean;
  /** numpy's letter: b bool, i and u whole, f floating, U and S text. */
  readonly letter: string;
  /** Bytes per entry; letters per entry for `U`. */
  readonly itemSize: number;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the entries start. */
  readonly dataStart: number;
}

export const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte);

/** @throws ImportError naming what is wrong with the header or which type is not read. */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  if (!isNpy(bytes)) throw unusable(file, 'is not an NPY file: it does not start like one', FIX);
  const major = bytes[6] ?? 0;
  if (major < 1 || major > 3) {
    throw unusable(
      file,
      `is written in version ${major} of the NPY format; the lab reads 1 to 3`,
      FIX,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengthAt = 8;
  const textAt = major === 1 ? 10 : 12;
  const cutOff = () => unusable(file, 'is cut off inside its header', 'Copy the file again.');
  if (bytes.length < textAt) throw cutOff();
  const length = major === 1 ? view.getUint16(lengthAt, true) : view.getUint32(lengthAt, true);
  const dataStart = textAt + length;
  if (length > LONGEST_HEADER) throw unusable(file, 'has a damaged header', FIX);
  if (dataStart > bytes.length) throw cutOff();
  const text = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(textAt, dataStart),
  );

  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)?.[1];
  const shapeText = /['"]shape['"]\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  const plainType = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(text)?.[1];
  if (order === undefined || shapeText === undefined) {
    throw unusable(file, 'has a damaged header: its order or its shape is missing', FIX);
  }
  if (plainType === undefined) {
    throw unusable(file, 'holds records with named fields, not plain numbers', FIX);
  }
  return {
    ...typeOf(plainType, file),
    fortranOrder: order === 'True',
    shape: shapeOf(shapeText, file),
    dataStart,
  };
}

/** Types that are refused, in words. */
const REFUSED: Readonly<Record<string, string>> = {
  O: 'Python objects (a pickle), which could run a program when opened',
  c: 'complex numbers',
  V: 'raw bytes of no known type',
  M: 'dates',
  m: 'time spans',
};
const SIZES: Readonly<Record<string, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8],
};
/** Old one-letter names that numpy still writes without a size. */
const OLD_NAMES: Readonly<Record<string, string>> = { '?': 'b1', B: 'u1' };

function typeOf(descr: string, file: string) {
  const spelled = OLD_NAMES[descr.replace(/^[|<>=]/, '')] ?? descr;
  const parts = /^([<>|=]?)([a-zA-Z])(\d*)$/.exec(spelled);
  const letter = parts?.[2] ?? '';
  const refused = REFUSED[letter];
  if (refused) throw unusable(file, `holds ${refused}`, FIX);
  const itemSize = Number(parts?.[3]);
  const isText = letter === 'U' || letter === 'S';
  if (!parts || !(SIZES[letter]?.includes(itemSize) || (isText && itemSize > 0))) {
    throw unusable(file, `holds numbers of the type "${descr}", which the lab does not read`, FIX);
  }
  return { littleEndian: parts[1] !== '>', letter, itemSize };
}

function shapeOf(text: string, file: string): number[] {
  const sides = text
    .split(',')
    .map((side) => side.trim())
    .filter((side) => side !== '');
  // Python 2 on Windows wrote (2L,)
  if (sides.length > MOST_AXES || !sides.every((side) => /^\d{1,15}L?$/.test(side))) {
    throw unusable(file, `has a damaged header: its shape is (${text})`, FIX);
  }
  return sides.map((side) => Number.parseInt(side, 10));
}
