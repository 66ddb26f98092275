/**
 * What groups of arrays (HDF5's groups, MATLAB's structures, or bare names) stand for where they are no modalities: a
 * group for each sample, with its class beside its numbers; a group or an array for each class; codes and the words they
 * stand for. All become arrays with one entry per sample. Imports the vocabulary and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import {
  isKindName,
  isNeitherName,
  isViewName,
  labelStrength,
  splitInName,
} from '../meaning/words';
import {
  type AnyArray,
  entriesOf,
  isListOf,
  type ListArray,
  lastPart,
  type NumberArray,
  stacked,
  type WordArray,
  wordsOf,
} from './number-array';

/** Arrays without groups that stand for classes or samples. */
export interface LevelledArrays {
  readonly arrays: readonly AnyArray[];
  /** Where the class stands, for the report, if it stands in names; null else. */
  readonly classFrom: string | null;
}

/** Groups that are samples are so many at the least. */
const FEWEST_SAMPLES = 4;
/** Fields that fewer of the samples have are not used. */
const MOST = 0.9;
/** More classes than that are samples. */
const MOST_CLASSES = 100;
/** What arrays that are samples become together. */
const RECORDINGS = 'recordings';
/** Name of the array of classes that is made of names. */
const CLASS = 'class';

const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));
const partsOf = (name: string): string[] => name.split('/');
/** `a`, `a/b` and `a/b/c` of the last. */
const prefixesOf = (name: string): string[] =>
  partsOf(name).map((_, at, parts) => parts.slice(0, at + 1).join('/'));
const isOne = (array: AnyArray): boolean => array.kind !== 'list' && entriesOf(array) === 1;
const saysLabel = ({ name }: AnyArray): boolean => labelStrength(lastPart(name)) > 0;

/** @param opened arrays by their whole names. */
export function withoutLevels(opened: readonly AnyArray[]): LevelledArrays {
  const arrays = codesAsWords(opened);
  const samples = sampleGroups(arrays);
  if (samples) return { arrays: samples, classFrom: null };
  if (arrays.some((array) => saysLabel(array) && !isOne(array))) return { arrays, classFrom: null };
  return classArrays(arrays) ?? namedSamples(arrays) ?? { arrays, classFrom: null };
}

/** Of `codes` beside `categories`, as pandas writes a column of words, that column. */
function codesAsWords(arrays: readonly AnyArray[]): readonly AnyArray[] {
  return arrays.flatMap((array): AnyArray[] => {
    const parent = parentOf(array.name);
    const sibling = (name: string) => arrays.find((each) => each.name === `${parent}/${name}`);
    const [codes, categories] = [sibling('codes'), sibling('categories')];
    if (parent === '' || codes?.kind !== 'numbers' || !categories) return [array];
    if (array === categories) return [];
    if (array !== codes) return [array];
    const words = wordsOf(categories);
    return [
      wordsArray(
        parent,
        array.file,
        Array.from(codes.data, (code) => words[code] ?? ''),
      ),
    ];
  });
}

const wordsArray = (name: string, file: string, data: readonly string[]): WordArray => ({
  kind: 'words',
  name,
  file,
  shape: [data.length],
  data,
});

/** A group for each sample: each has one word or number that is its class. */
function sampleGroups(arrays: readonly AnyArray[]): AnyArray[] | null {
  const labelled = arrays.filter((array) => isOne(array) && saysLabel(array));
  const parents = [...new Set(labelled.map(({ name }) => parentOf(name)))].filter(
    (parent) => parent !== '',
  );
  if (parents.length < FEWEST_SAMPLES) return null;
  const areParents = new Set(parents);
  const fields = new Map<string, Map<string, AnyArray>>();
  for (const array of arrays) {
    const parent = prefixesOf(array.name).find((each) => areParents.has(each));
    if (parent === undefined) continue;
    // a recording that has its class as an attribute of its own
    const field = array.name === parent ? RECORDINGS : array.name.slice(parent.length + 1);
    fields.set(field, (fields.get(field) ?? new Map()).set(parent, array));
  }
  const splits = parents.map((parent) => splitOf(partsOf(parent)));
  const [any] = labelled;
  return [
    ...[...fields].flatMap(([field, by]) => {
      const column = by.size >= parents.length * MOST ? fieldOf(field, parents, by) : null;
      return column ? [column] : [];
    }),
    ...(splits.every((split) => split !== null)
      ? [wordsArray('split', any?.file ?? '', splits)]
      : []),
  ];
}

const splitOf = (components: readonly string[]): SplitName | null =>
  components.flatMap((component) => splitInName(component)?.split ?? [])[0] ?? null;

/** A field of all samples as one array; null where some lack it, or it is of several kinds. */
function fieldOf(
  name: string,
  parents: readonly string[],
  by: ReadonlyMap<string, AnyArray>,
): AnyArray | null {
  const cells = parents.flatMap((parent) => by.get(parent) ?? []);
  const [first] = cells;
  if (!first || cells.length < parents.length) return null;
  const { file } = first;
  if (cells.every(({ kind }) => kind === 'words')) {
    return wordsArray(
      name,
      file,
      cells.map((cell) => wordsOf(cell).join(' ')),
    );
  }
  const numbers = cells.filter((cell) => cell.kind === 'numbers');
  if (numbers.length < cells.length) return null;
  return numbers.every(isOne)
    ? stacked(name, numbers, [])
    : { kind: 'list', name, file, shape: [numbers.length], data: numbers };
}

/** An array of numbers whose name, beside a split, says its class and, where classes have several arrays, which it is. */
interface Named {
  readonly array: NumberArray;
  readonly split: SplitName | null;
  readonly parts: readonly string[];
}

function namedArrays(arrays: readonly AnyArray[]): Named[] {
  return arrays.flatMap((array): Named[] => {
    if (array.kind !== 'numbers' || isListOf(array, 1) || array.shape.length < 2) return [];
    const split = splitOf(partsOf(array.name));
    const parts = partsOf(array.name).flatMap((component) => {
      const said = splitInName(component);
      return said ? (said.base === '' ? [] : [said.base]) : [component];
    });
    return [{ array, split, parts }];
  });
}

const eachOf = ({ shape }: NumberArray): string => shape.slice(1).join();

/** An array for each class, or a group for each with the same arrays in all; null where names may be of modalities. */
function classArrays(arrays: readonly AnyArray[]): LevelledArrays | null {
  const named = namedArrays(arrays);
  const depth = named[0]?.parts.length ?? 0;
  if (named.length < 2 || named.some(({ parts }) => parts.length !== depth)) return null;
  for (let at = 0; at < depth; at++) {
    const keyOf = ({ parts }: Named) => parts.filter((_, i) => i !== at).join('/');
    const classOf = ({ parts }: Named) => parts[at] ?? '';
    const classes = [...new Set(named.map(classOf))];
    const keys = [...new Set(named.map(keyOf))];
    if (classes.length < 2 || classes.length > MOST_CLASSES || !classes.every(mayBeClass)) continue;
    const of = (key: string) => named.filter((each) => keyOf(each) === key);
    const areAlike = keys.every((key) => {
      const some = of(key);
      const first = some[0];
      return (
        new Set(some.map(classOf)).size === classes.length &&
        some.every(({ array }) => first && eachOf(array) === eachOf(first.array))
      );
    });
    const lengths = keys.map((key) =>
      of(key)
        .map(({ array }) => array.shape[0])
        .join(),
    );
    if (!areAlike || new Set(lengths).size > 1) continue;
    const [first = []] = keys.map(of);
    return stackedClasses(
      first,
      keys.map((key) => [key, of(key)] as const),
      classOf,
      depth > 1,
    );
  }
  return null;
}

/** Whether a word can be a class: not a letter, a number of an array without a name, a kind of data or a view. */
function mayBeClass(name: string): boolean {
  if (/^\d+$/.test(name)) return true;
  if (/^\p{L}[\d_]*$/u.test(name) || /^arr_\d+$/.test(name)) return false;
  return !isKindName(name) && !isViewName(name) && !isNeitherName(name);
}

function stackedClasses(
  some: readonly Named[],
  byKey: readonly (readonly [string, readonly Named[]])[],
  classOf: (named: Named) => string,
  isGroup: boolean,
): LevelledArrays {
  const repeat = <T>(of: (named: Named) => T): T[] =>
    some.flatMap((named) => Array.from({ length: named.array.shape[0] ?? 0 }, () => of(named)));
  const file = some[0]?.array.file ?? '';
  const splits = some.map(({ split }) => split);
  return {
    arrays: [
      ...byKey.map(([key, named]) =>
        stacked(
          key === '' ? 'samples' : key,
          named.map(({ array }) => array),
          named[0]?.array.shape.slice(1) ?? [],
        ),
      ),
      wordsArray(CLASS, file, repeat(classOf)),
      ...(splits.includes(null)
        ? []
        : [
            wordsArray(
              'split',
              file,
              repeat(({ split }) => split ?? 'train'),
            ),
          ]),
    ],
    classFrom: isGroup ? 'the name of the group' : 'the name of the array',
  };
}

/** An array for each recording, in a group for each class or with the class before a number in its name. */
function namedSamples(arrays: readonly AnyArray[]): LevelledArrays | null {
  const named = namedArrays(arrays);
  if (named.length < FEWEST_SAMPLES * 2 || named.some(({ array }) => array.shape.length > 2)) {
    return null;
  }
  const stemOf = ({ parts }: Named) =>
    (parts.length > 1 ? (parts.at(-2) ?? '') : (parts[0] ?? '').replace(/[-_. ]*\d+$/, '')).trim();
  const stems = named.map(stemOf);
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const areClasses =
    counts.size >= 2 &&
    [...counts].every(([stem, count]) => mayBeClass(stem) && count >= 2) &&
    new Set(named.map(({ array }) => Math.min(...array.shape))).size === 1;
  const [first] = named;
  if (!areClasses || !first) return null;
  const list: ListArray = {
    kind: 'list',
    name: RECORDINGS,
    file: first.array.file,
    shape: [named.length],
    data: named.map(({ array }) => array),
  };
  const splits = named.map(({ split }) => split);
  return {
    arrays: [
      list,
      wordsArray(CLASS, list.file, stems),
      ...(splits.includes(null) ? [] : [wordsArray('split', list.file, splits.map(String))]),
    ],
    classFrom: 'the name of the array',
  };
}
