/**
 * Which arrays are modalities: as somebody chose, else every array that has an entry for each sample and plays no other
 * part. Lists of arrays become one array where they are alike. Imports the protocol and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { listNames, plainName } from '../import-error';
import { isNeitherName } from '../meaning/words';
import { keyFor, titleFor } from '../raw-samples';
import type { LeftOut } from '../source-file';
import { Column } from '../table/column';
import { isTextColumn } from '../text/column-of-texts';
import { samplesFirst } from './axes';
import {
  type AnyArray,
  entriesOf,
  isListOf,
  isNamed,
  type ListArray,
  lastPart,
  renamed,
  stacked,
  wordsOf,
} from './number-array';

/** A modality and the arrays that make it, each with its samples first. */
export interface ChosenArrays {
  readonly id: string;
  readonly name: string;
  readonly arrays: readonly AnyArray[];
}

/** More arrays in a list than that are not views of the same samples. */
const MOST_VIEWS = 64;

/** Lists as arrays: of one entry a sample in one array where they are alike, of one view each in as many arrays. */
export function withoutLists(arrays: readonly AnyArray[], samples: number): readonly AnyArray[] {
  return arrays.flatMap((array): AnyArray[] => {
    if (array.kind !== 'list') return [array];
    if (array.data.length === samples) return [alike(array)];
    const areViews =
      array.data.length <= MOST_VIEWS && array.data.every(({ shape }) => shape.includes(samples));
    return areViews
      ? array.data.map((view, i) => renamed(view, `${array.name}_${i + 1}`))
      : [array];
  });
}

/** The entries of a list as one array, where all have the same sides; of rows and columns, as rows. */
function alike(list: ListArray): AnyArray {
  const shapes = list.data.map(({ shape }) =>
    shape.length === 2 && shape.includes(1) ? [Math.max(...shape)] : shape,
  );
  const [first] = shapes;
  if (!first || shapes.some((shape) => shape.join() !== first.join())) return list;
  return stacked(list.name, list.data, first);
}

/** Arrays as a person has named them by modality; null where what is named are no arrays but channels of one. */
export function namedArrays(
  arrays: readonly AnyArray[],
  wanted: Readonly<Record<string, readonly string[]>>,
  samples: number,
): ChosenArrays[] | null {
  const entries = Object.values(wanted).flat();
  const find = (name: string) => arrays.find((array) => isNamed(array, name));
  const series = arrays.some(({ kind, shape }) => kind === 'list' || shape.length > 2);
  if (series && entries.length > 0 && entries.every((name) => !find(name))) return null;
  return Object.entries(wanted).map(([id, names]) => ({
    id,
    name: titleFor(id),
    arrays: names.map((name) => {
      const array = find(name);
      const fits = array && withSamples(array, samples);
      if (!fits) {
        throw new SettingsError(
          `data.modalities.${id}`,
          `data.modalities.${id} is ${show(wanted[id])}; it must name arrays with one entry for each of the ${samples} samples out of ${listNames(arrays.map((each) => each.name))}.`,
        );
      }
      return fits;
    }),
  }));
}

/** The array with its samples first; null where no axis counts them. */
function withSamples(array: AnyArray, samples: number): AnyArray | null {
  if (array.kind === 'list') return array.data.length === samples ? array : null;
  if (isListOf(array, samples)) return { ...array, shape: [samples] };
  if (array.kind === 'words') return null;
  const turned = samplesFirst(array, samples);
  return turned.shape[0] === samples ? turned : null;
}

/** What is used where nobody has said, and why the rest is not. */
export interface GuessedArrays {
  readonly chosen: readonly ChosenArrays[];
  readonly leftOut: readonly LeftOut[];
  /** Names of arrays that say something about the samples or the columns but are no data of them. */
  readonly beside: readonly string[];
}

/**
 * @param free arrays that play no other part.
 * @param words the class of each sample: an array that says it again is no modality.
 * @param labels what the labels are called, for the sentence about an array of another length.
 */
export function guessedArrays(
  free: readonly AnyArray[],
  words: readonly string[],
  labels: string,
): GuessedArrays {
  const samples = words.length;
  const leftOut: LeftOut[] = [];
  const beside: string[] = [];
  const singles: AnyArray[] = [];
  const whole: AnyArray[] = [];
  for (const array of free) {
    const fits = withSamples(array, samples);
    if (!fits) {
      const isTable = array.kind !== 'words' && (array.kind === 'list' || array.shape.length > 1);
      if (isTable && entriesOf(array) > 1) leftOut.push(otherLength(array, labels, samples));
      else beside.push(array.name);
    } else if (isNeitherName(lastPart(array.name)) || saysAgain(fits, words))
      beside.push(array.name);
    else if (fits.kind === 'words') {
      if (isTextColumn(columnOf(fits))) whole.push(fits);
      else beside.push(array.name);
    } else if (fits.kind === 'numbers' && fits.shape.length === 1) singles.push(fits);
    else whole.push(fits);
  }
  const ids: string[] = [];
  const one = (name: string, arrays: readonly AnyArray[]): ChosenArrays => {
    const id = keyFor(name, ids);
    ids.push(id);
    return { id, name: titleFor(name), arrays };
  };
  const [only] = singles;
  const all = [
    ...whole.map((array) => one(array.name, [array])),
    ...(only ? [one(singles.length === 1 ? only.name : 'columns', singles)] : []),
  ];
  const kept = [...all].sort((a, b) => numbersIn(b) - numbersIn(a)).slice(0, MOST_MODALITIES);
  const unused = all.filter((each) => !kept.includes(each));
  const [first] = unused;
  if (first) {
    leftOut.push({
      file: first.arrays[0]?.file ?? '',
      reason: `The lab shows at most ${MOST_MODALITIES} modalities, so the smallest arrays are not used: ${listNames(unused.map(({ name }) => name))}.`,
      fix: 'Name other arrays as modalities, or leave it at that.',
      count: unused.length,
      unit: 'column',
    });
  }
  return { chosen: all.filter((each) => kept.includes(each)), leftOut, beside };
}

const numbersIn = ({ arrays }: ChosenArrays): number =>
  arrays.reduce((sum, array) => sum + entriesOf(array), 0);

/** An array's entries as a column of a table, whose rules for words and splits hold here too. */
export function columnOf(array: AnyArray): Column {
  const column = new Column(lastPart(array.name), array.file);
  for (const word of wordsOf(array)) column.push(word);
  return column;
}

/** Whether an array is the class once more. */
const saysAgain = (array: AnyArray, words: readonly string[]): boolean =>
  isListOf(array, words.length) && wordsOf(array).every((word, row) => word === words[row]);

function otherLength(array: AnyArray, labels: string, samples: number): LeftOut {
  return {
    file: array.file,
    reason: `The array "${plainName(array.name)}" has ${array.shape[0] ?? 'no'} entries where "${plainName(labels)}" has ${samples}.`,
    fix: 'Give every array the same first axis, one entry per sample.',
  };
}
