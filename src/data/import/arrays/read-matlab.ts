/**
 * MATLAB files up to version 7 ("MAT-File Format", MathWorks): numbers, words, cells and structures, packed or not, as
 * arrays with the names of their variables. Matrices are turned to row-major order. There is no reader under a licence
 * that the lab can use. Version 7.3 is HDF5. Imports this folder only.
 */
import { decompress } from '../archive/gunzip';
import { ImportError, leftOutBy, plainName, unusable } from '../import-error';
import type { LeftOut } from '../source-file';
import { type AnyArray, type NumberArray, ofCells } from './number-array';
import { rowMajor } from './row-major';

const FIX = 'Save the arrays as NPZ (scipy.io.loadmat, then numpy.savez) or as CSV.';
/** More than a tab can hold. */
const MOST_BYTES = 2 ** 30;
/** Cells in cells and the like. */
const DEEPEST = 8;
/** Parts of one variable, of several kinds, that become arrays of their own. */
const MOST_PARTS = 64;

/** Types of data elements. */
const PACKED = 15;
const MATRIX = 14;
const UTF8 = 16;
const UTF16 = 17;
/** Bytes and reading of each type of numbers. */
type Numbers = Readonly<Record<number, readonly [size: number, read: keyof DataView]>>;
const NUMBERS: Numbers = {
  1: [1, 'getInt8'],
  2: [1, 'getUint8'],
  3: [2, 'getInt16'],
  4: [2, 'getUint16'],
  5: [4, 'getInt32'],
  6: [4, 'getUint32'],
  7: [4, 'getFloat32'],
  9: [8, 'getFloat64'],
  12: [8, 'getBigInt64'],
  13: [8, 'getBigUint64'],
};

/** Classes of matrices. */
const CELL = 1;
const STRUCTURE = 2;
const OBJECT = 3;
const CHARACTERS = 4;
const SPARSE = 5;
const COMPLEX = 0x0800;

/** A stretch of bytes with the order of its numbers. */
interface Stretch {
  readonly view: DataView;
  readonly little: boolean;
}

/** A data element: what it holds, and where the next begins. */
interface Element {
  readonly type: number;
  readonly from: number;
  readonly length: number;
  readonly next: number;
}

function elementAt({ view, little }: Stretch, at: number): Element {
  const first = view.getUint32(at, little);
  const small = first >>> 16;
  if (small > 0) return { type: first & 0xffff, from: at + 4, length: small, next: at + 8 };
  const length = view.getUint32(at + 4, little);
  const from = at + 8;
  if (from + length > view.byteLength) throw new RangeError('cut off');
  const padded = first === PACKED ? length : Math.ceil(length / 8) * 8;
  return { type: first, from, length, next: from + padded };
}

/** Whether a file says so in its first bytes. */
export const isMatlab = (start: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(start.subarray(0, 10)) === 'MATLAB 5.0';

/**
 * The variables of a file; what cannot be used is left out by name.
 * @throws ImportError when the file is damaged as a whole.
 */
export async function readMatlab(
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly arrays: readonly AnyArray[]; readonly leftOut: readonly LeftOut[] }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 128) throw damaged(file);
  const little = view.getUint16(126, true) === 0x4d49;
  const arrays: AnyArray[] = [];
  const leftOut: LeftOut[] = [];
  let at = 128;
  let total = 0;
  while (at + 8 <= view.byteLength) {
    let element: Element;
    let stretch: Stretch = { view, little };
    try {
      element = elementAt(stretch, at);
      at = element.next;
      if (element.type === PACKED) {
        const packed = bytes.subarray(element.from, element.from + element.length);
        const unpacked = await decompress(packed, {
          format: 'deflate',
          file,
          what: 'MATLAB file',
          mostBytes: MOST_BYTES - total,
        });
        total += unpacked.length;
        stretch = { view: new DataView(unpacked.buffer), little };
        element = elementAt(stretch, 0);
      }
    } catch (error) {
      if (error instanceof ImportError) throw error;
      throw damaged(file);
    }
    if (element.type !== MATRIX) continue;
    try {
      arrays.push(...named(matrixIn(stretch, element), '', file, 0));
    } catch (error) {
      if (error instanceof RangeError) throw damaged(file);
      leftOut.push(leftOutBy(error, file));
    }
  }
  if (arrays.length === 0 && leftOut.length === 0) {
    throw unusable(file, 'has no variables that the lab can read', FIX);
  }
  return { arrays, leftOut };
}

const damaged = (file: string) =>
  unusable(file, 'is not a whole MATLAB file', 'Copy or save it again.');

/** A variable, or a part of one. */
interface Matrix {
  readonly name: string;
  readonly shape: readonly number[];
  readonly content:
    | { readonly kind: 'numbers'; readonly data: Float64Array }
    | { readonly kind: 'words'; readonly data: readonly string[] }
    | { readonly kind: 'cells'; readonly cells: readonly Matrix[] }
    | { readonly kind: 'fields'; readonly fields: readonly Matrix[] }
    /** With the word for what it is. */
    | { readonly kind: 'unread'; readonly what: string };
}

function matrixIn(stretch: Stretch, whole: Element, depth = 0): Matrix {
  const { view, little } = stretch;
  const end = whole.from + whole.length;
  // an empty cell has nothing inside
  if (whole.length === 0) return emptyMatrix;
  const flags = elementAt(stretch, whole.from);
  const kind = view.getUint32(flags.from, little);
  const dimensions = elementAt(stretch, flags.next);
  const shape = numbersIn(stretch, dimensions);
  const nameAt = elementAt(stretch, dimensions.next);
  const name = textOf(numbersIn(stretch, nameAt));
  const size = shape.reduce((product, side) => product * side, 1);
  if (!(size <= MOST_BYTES / 8)) throw new RangeError('too large');
  const common = { name, shape: [...shape] };
  const of = (content: Matrix['content']): Matrix => ({ ...common, content });
  const matrixClass = kind & 0xff;
  if (depth > DEEPEST) return of({ kind: 'unread', what: 'cells within cells' });
  if (matrixClass === CELL) {
    const cells: Matrix[] = [];
    for (let at = nameAt.next; at + 8 <= end && cells.length < size; ) {
      const cell = elementAt(stretch, at);
      cells.push(matrixIn(stretch, cell, depth + 1));
      at = cell.next;
    }
    if (cells.length !== size) throw new RangeError('cut off');
    return of({ kind: 'cells', cells });
  }
  if (matrixClass === STRUCTURE) {
    return of({ kind: 'fields', fields: fieldsIn(stretch, nameAt.next, depth, size) });
  }
  if (matrixClass === OBJECT || matrixClass > 15) {
    return of({ kind: 'unread', what: 'an object of a class' });
  }
  const real = elementAt(stretch, nameAt.next);
  if (matrixClass === CHARACTERS) {
    return of({ kind: 'words', data: linesOf(lettersIn(stretch, real), shape) });
  }
  if (kind & COMPLEX) return of({ kind: 'unread', what: 'complex numbers' });
  if (matrixClass === SPARSE) {
    return of({ kind: 'numbers', data: filledMatrix(stretch, real, shape) });
  }
  const values = numbersIn(stretch, real);
  if (values.length !== size) throw new RangeError('cut off');
  return of({ kind: 'numbers', data: rowMajor(values, Array.from(shape), new Float64Array(size)) });
}

const emptyMatrix: Matrix = {
  name: '',
  shape: [0, 0],
  content: { kind: 'numbers', data: new Float64Array() },
};

/** A matrix of which only what is not zero is kept: rows, where each column begins, numbers. Row-major. */
function filledMatrix(stretch: Stretch, rowsAt: Element, shape: ArrayLike<number>): Float64Array {
  const columnsAt = elementAt(stretch, rowsAt.next);
  const rows = numbersIn(stretch, rowsAt);
  const begins = numbersIn(stretch, columnsAt);
  const values = numbersIn(stretch, elementAt(stretch, columnsAt.next));
  const [height = 0, width = 0] = Array.from(shape);
  const data = new Float64Array(height * width);
  for (let column = 0; column < width; column++) {
    for (let at = begins[column] ?? 0; at < (begins[column + 1] ?? 0); at++) {
      const [row, value] = [rows[at], values[at]];
      if (row === undefined || value === undefined) throw new RangeError('cut off');
      data[row * width + column] = value;
    }
  }
  return data;
}

/** The fields of one structure, or of a list of them a cell for each. */
function fieldsIn(stretch: Stretch, at: number, depth: number, count: number): Matrix[] {
  const lengthAt = elementAt(stretch, at);
  const [length = 32] = numbersIn(stretch, lengthAt);
  const namesAt = elementAt(stretch, lengthAt.next);
  if (!(length >= 1)) throw new RangeError('no names');
  const letters = numbersIn(stretch, namesAt);
  const names: string[] = [];
  for (let from = 0; from < letters.length; from += length) {
    names.push(textOf(letters.slice(from, from + length)).replace(/\0.*$/s, ''));
  }
  const cells = names.map((): Matrix[] => []);
  let next = namesAt.next;
  for (let i = 0; i < count; i++) {
    for (const some of cells) {
      const field = elementAt(stretch, next);
      next = field.next;
      some.push(matrixIn(stretch, field, depth + 1));
    }
  }
  return names.flatMap((name, k) => {
    const [first] = cells[k] ?? [];
    if (count === 1) return first ? [{ ...first, name }] : [];
    return [{ name, shape: [count], content: { kind: 'cells' as const, cells: cells[k] ?? [] } }];
  });
}

function numbersIn({ view, little }: Stretch, { type, from, length }: Element): Float64Array {
  const [size, read] = NUMBERS[type] ?? (type === UTF8 ? [1, 'getUint8' as const] : [0, null]);
  if (!read) throw new RangeError('unknown type');
  const take = view[read] as (at: number, little: boolean) => number | bigint;
  return Float64Array.from({ length: Math.floor(length / size) }, (_, i) =>
    Number(take.call(view, from + i * size, little)),
  );
}

/** Codes of letters, one for each place. */
function lettersIn(stretch: Stretch, element: Element): Float64Array {
  const { view, little } = stretch;
  const { type, from, length } = element;
  if (type === UTF8) {
    const text = new TextDecoder().decode(
      new Uint8Array(view.buffer, view.byteOffset + from, length),
    );
    return Float64Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  }
  if (type !== UTF16) return numbersIn(stretch, element);
  return Float64Array.from({ length: length / 2 }, (_, i) => view.getUint16(from + 2 * i, little));
}

const textOf = (codes: ArrayLike<number>): string =>
  Array.from(codes, (code) => String.fromCodePoint(code)).join('');

/** Every row of a matrix of letters as a word. */
function linesOf(
  letters: Float64Array,
  [rows = 0, columns = 0]: ArrayLike<number> & Iterable<number>,
) {
  return Array.from({ length: rows }, (_, row) =>
    textOf(Array.from({ length: columns }, (__, c) => letters[c * rows + row] ?? 32)).trimEnd(),
  );
}

/** A variable as arrays: cells and fields become arrays of their own, cells of words one of words. */
function named(matrix: Matrix, prefix: string, file: string, depth: number): AnyArray[] {
  const name = prefix + matrix.name;
  const { content, shape } = matrix;
  switch (content.kind) {
    case 'numbers':
      return [{ kind: 'numbers', name, file, shape, data: content.data }];
    case 'words':
      return [{ kind: 'words', name, file, shape: [content.data.length], data: content.data }];
    case 'fields':
      return content.fields.flatMap((field) => named(field, `${name}/`, file, depth + 1));
    case 'cells': {
      const words = content.cells.map(({ content: cell }) =>
        cell.kind === 'words' && cell.data.length <= 1 ? (cell.data[0] ?? '') : null,
      );
      if (words.every((word) => word !== null)) {
        return [{ kind: 'words', name, file, shape: [words.length], data: words }];
      }
      const parts = content.cells.flatMap(({ content: cell, shape: sides }): NumberArray[] =>
        cell.kind === 'numbers'
          ? [{ kind: 'numbers', name, file, shape: sides, data: cell.data }]
          : [],
      );
      if (parts.length === content.cells.length) return [ofCells(name, file, parts)];
      if (content.cells.length > MOST_PARTS) {
        throw unusable(
          `${file}/${plainName(name)}`,
          `is ${content.cells.length} cells of several kinds`,
          FIX,
        );
      }
      return content.cells.flatMap((cell, i) =>
        named({ ...cell, name: `${matrix.name}_${i + 1}` }, prefix, file, depth + 1),
      );
    }
    case 'unread':
      throw unusable(`${file}/${plainName(name)}`, `is ${content.what}`, FIX);
  }
}
