/**
 * HDF5 (h5py, Keras, MATLAB 7.3) as named arrays, read with jsfive. MATLAB keeps its matrices in it with the axes turned
 * round, words as codes and cells as references. Imports this folder only.
 */
import { leftOutBy, plainName, unusable } from '../import-error';
import type { LeftOut } from '../source-file';
import { type AnyArray, type NumberArray, ofCells } from './number-array';
import { rowMajor } from './row-major';

const FIX = 'Save the arrays as NPZ with numpy.savez.';
const SIGNATURE = [0x89, 0x48, 0x44, 0x46];
/** Groups in groups. */
const DEEPEST = 8;
/** A group for each sample makes many. */
const MOST_ARRAYS = 20_000;
const MOST_NUMBERS = 2 ** 28;

/** Where it begins: at once, or after the bytes in which MATLAB introduces itself; -1 where it does not. */
const beginOf = (start: Uint8Array): number =>
  [0, 512, 1024, 2048].find((at) => SIGNATURE.every((byte, i) => start[at + i] === byte)) ?? -1;

export const isHdf5 = (start: Uint8Array): boolean => beginOf(start) >= 0;

/** What is used of jsfive's objects. */
interface Node {
  readonly name: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}
interface Group extends Node {
  readonly keys: readonly string[];
  get(name: string): Node;
}
interface DataSet extends Node {
  readonly shape: readonly number[];
  readonly dtype: unknown;
  readonly value: unknown;
}

const isGroup = (node: Node): node is Group => 'keys' in node && Array.isArray(node.keys);
const isDataSet = (node: Node): node is DataSet => 'dtype' in node;

/**
 * The data sets of a file under their whole paths, and what is written beside them: words and numbers of groups.
 * @throws ImportError when it is no whole HDF5.
 */
export async function readHdf5(
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly arrays: readonly AnyArray[]; readonly leftOut: readonly LeftOut[] }> {
  const { File } = await import('jsfive');
  const found: Found = { sets: [], notes: [] };
  let root: Group;
  try {
    // addresses count from where it begins
    root = new File(Uint8Array.from(bytes.subarray(Math.max(0, beginOf(bytes)))).buffer, file);
    walk(root, '', 0, found);
  } catch {
    throw unusable(file, 'is not a whole HDF5 file, or uses what the lab cannot read', FIX);
  }
  const arrays: AnyArray[] = [];
  const leftOut: LeftOut[] = [];
  for (const { path, set } of found.sets) {
    try {
      arrays.push(...arraysOf(set, path, file, root));
    } catch (error) {
      const place = `${file}/${plainName(path)}`;
      leftOut.push(leftOutBy(inWords(error, place), place));
    }
  }
  arrays.push(...found.notes.flatMap(({ path, value }) => noteOf(path, value, file)));
  if (arrays.length === 0 && leftOut.length === 0) throw unusable(file, 'holds no arrays', FIX);
  return { arrays, leftOut };
}

/** What the reader of HDF5 throws, which is bare words, as sentences for a person. */
function inWords(error: unknown, place: string): unknown {
  if (typeof error !== 'string') return error;
  if (/compound/i.test(error)) {
    return unusable(
      place,
      'is a table of records',
      'Save it as CSV (pandas: to_csv), or each column as an array.',
    );
  }
  const [, filter] = /Filter with id:(\d+)/.exec(error) ?? [];
  return filter
    ? unusable(
        place,
        `is packed in a way that the lab cannot undo (filter ${filter})`,
        'Save it with compression="gzip", or without.',
      )
    : error;
}

/** What a file holds, in the order of its groups. */
interface Found {
  readonly sets: { readonly path: string; readonly set: DataSet }[];
  /** Attributes of groups: an author, a rate, or the class of a recording. */
  readonly notes: { readonly path: string; readonly value: unknown }[];
}

function walk(group: Group, prefix: string, depth: number, into: Found) {
  for (const key of group.keys) {
    // where MATLAB keeps what cells refer to
    if (key.startsWith('#')) continue;
    const node = group.get(key);
    const path = prefix + key;
    if (isDataSet(node)) into.sets.push({ path, set: node });
    else if (isGroup(node) && depth < DEEPEST) walk(node, `${path}/`, depth + 1, into);
    const attributes = Object.entries(node.attrs).filter(([name]) => !PROGRAM.test(name));
    // of a data set that is a recording by itself they stand beside it
    for (const [name, value] of attributes) into.notes.push({ path: `${path}/${name}`, value });
    if (into.sets.length > MOST_ARRAYS) throw new Error('too many');
  }
}

/** Attributes that programs write for themselves. */
const PROGRAM = /^(MATLAB_|H5|CLASS$|VERSION$|TITLE$|encoding-|DIMENSION_|REFERENCE_|_Netcdf4)/;

/** One word or number that a group has beside its data; anything longer is left alone. */
function noteOf(name: string, value: unknown, file: string): AnyArray[] {
  const [one] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value];
  if (typeof one === 'string') return [{ kind: 'words', name, file, shape: [], data: [one] }];
  if (typeof one !== 'number' && typeof one !== 'bigint') return [];
  return [{ kind: 'numbers', name, file, shape: [], data: Float64Array.of(Number(one)) }];
}

function arraysOf(set: DataSet, name: string, file: string, root: Group): AnyArray[] {
  const matlab = set.attrs['MATLAB_class'];
  const size = set.shape.reduce((product, side) => product * side, 1);
  const place = `${file}/${plainName(name)}`;
  if (size > MOST_NUMBERS) throw unusable(place, `has ${size} numbers`, FIX);
  if (matlab === 'cell') return cellsOf(set, name, file, root);
  const list = Array.isArray(set.value) ? (set.value as unknown[]) : [];
  const shape = [...set.shape];
  if (list.length === size && list.every((each) => typeof each === 'string')) {
    return [{ kind: 'words', name, file, shape, data: list }];
  }
  if (
    list.length !== size ||
    !list.every((each) => typeof each === 'number' || typeof each === 'bigint')
  ) {
    throw unusable(place, 'is no array of numbers or words', FIX);
  }
  const data = Float64Array.from(list, Number);
  if (typeof matlab !== 'string') return [{ kind: 'numbers', name, file, shape, data }];
  // with the axes turned round, what HDF5 has row by row is what MATLAB has column by column
  const turned = rowMajor(data, shape.toReversed(), new Float64Array(size));
  if (matlab !== 'char') {
    return [{ kind: 'numbers', name, file, shape: shape.toReversed(), data: turned }];
  }
  const [columns = 0, rows = 0] = shape;
  const words = Array.from({ length: rows }, (_, row) =>
    String.fromCodePoint(...turned.subarray(row * columns, (row + 1) * columns)).trimEnd(),
  );
  return [{ kind: 'words', name, file, shape: [rows], data: words }];
}

/** What is inside jsfive's objects: it hands out the bytes of references, but counts them as if each were one byte. */
interface Inside {
  readonly _dataobjects: { readonly get_data: () => unknown };
}
interface Linked extends Group {
  /** Where each of its members begins. */
  readonly _links: Readonly<Record<string, number>>;
}

/** A cell's matrices as arrays of their own; a cell of words as one array. */
function cellsOf(
  set: DataSet & Partial<Inside>,
  name: string,
  file: string,
  root: Group,
): AnyArray[] {
  const place = `${file}/${plainName(name)}`;
  const cells = set.shape.reduce((product, side) => product * side, 1);
  const references = root.keys.includes('#refs#') ? (root.get('#refs#') as Linked) : null;
  const bytes: unknown =
    set._dataobjects &&
    Object.create(set._dataobjects, { shape: { value: [8 * cells] } }).get_data();
  if (!references || !(bytes instanceof ArrayBuffer) || bytes.byteLength < 8 * cells) {
    throw unusable(place, 'is a cell whose parts cannot be found', FIX);
  }
  const view = new DataView(bytes);
  const parts = Array.from({ length: cells }, (_, i) => {
    const address = Number(view.getBigUint64(8 * i, true));
    const [key] = Object.entries(references._links).find(([, at]) => at === address) ?? [];
    const part = key === undefined ? null : references.get(key);
    if (!part || !isDataSet(part))
      throw unusable(place, 'is a cell whose parts cannot be found', FIX);
    return part;
  });
  if (parts.every(({ attrs }) => attrs['MATLAB_class'] === 'char')) {
    const words = parts.flatMap((part) => arraysOf(part, name, file, root));
    const data = words.map((word) => (word.kind === 'words' ? (word.data[0] ?? '') : ''));
    return [{ kind: 'words', name, file, shape: [data.length], data }];
  }
  const matrices = parts
    .flatMap((part) => arraysOf(part, name, file, root))
    .filter((array): array is NumberArray => array.kind === 'numbers');
  if (matrices.length < parts.length) throw unusable(place, 'is a cell of several kinds', FIX);
  return [ofCells(name, file, matrices)];
}
