/**
 * Which array is the class, with the evidence: a name that says so, a column per class of which one is 1, or, among
 * arrays without telling names, one entry per sample with few values. Imports math, the protocol and this room only.
 */
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { ImportError, listNames, plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { groupRank, isNeitherName, labelStrength } from '../meaning/words';
import type { ImportOptions } from '../options';
import type { LeftOut } from '../source-file';
import { commonest } from '../table/separated-rows';
import { withAxes } from './axes';
import {
  type AnyArray,
  entriesOf,
  isListOf,
  isNamed,
  lastPart,
  type NumberArray,
  wordsOf,
} from './number-array';

/** More classes than that are names or measurements. */
const MOST_CLASSES = 500;
/** Samples of a class on the average at least, where only the form speaks. */
const SAMPLES_PER_CLASS = 4;
/** Classes that an option lists. */
const MOST_NAMED = 5;

/** The array of the class, one word per sample, and what there is to ask. */
export interface ClassArray {
  readonly array: AnyArray;
  readonly words: readonly string[];
  readonly question: Question | null;
  /** What a person should know of how it was found; null where its name says everything. */
  readonly note: string | null;
}

/**
 * @param unread why arrays could not be read; one of them may have been the class.
 * @throws ImportError where no array can be the class; SettingsError for one that is not there.
 */
export function classArray(
  arrays: readonly AnyArray[],
  source: string,
  { label }: Pick<ImportOptions, 'label'>,
  unread: readonly LeftOut[],
): ClassArray {
  const names = listNames(arrays.map(({ name }) => name));
  if (label !== undefined) {
    const found = arrays.find((array) => isNamed(array, label));
    if (found) return read(found);
    throw new SettingsError('data.label', `data.label is ${show(label)}; the arrays are ${names}.`);
  }
  const named = arrays
    .filter(({ name, kind }) => kind !== 'list' && strengthOf(name) > 0)
    .sort((a, b) => strengthOf(b.name) - strengthOf(a.name));
  const fitting = named.find((array) => fitsAnother(array, arrays)) ?? named[0];
  if (fitting) return read(fitting);
  const [why] = unread;
  const [first, ...others] = why ? [] : byForm(arrays);
  if (!first) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(source)} has no array of labels; its arrays are ${names || 'none'}.${why ? ` ${why.reason}` : ''}`,
      why
        ? `${why.fix} Labels that are text are saved with labels.astype(str).`
        : 'Save one called "labels", with the class of every sample, or say which array it is.',
    );
  }
  const question =
    others.length === 0
      ? null
      : { ask: 'Which array is the class?', options: [first, ...others].map(optionOf) };
  return {
    array: first,
    words: wordsOf(first),
    question,
    note: `No array is called a label; "${plainName(first.name)}" is the one with one of few values per sample.`,
  };
}

const strengthOf = (name: string): number => labelStrength(lastPart(name));

/** Whether another array has as many entries along its first or last axis: a list of the classes' names has not. */
const fitsAnother = (array: AnyArray, arrays: readonly AnyArray[]): boolean =>
  arrays.some(
    (other) =>
      other !== array &&
      strengthOf(other.name) === 0 &&
      [other.shape[0], other.shape.at(-1)].some(
        (side) => side === Math.max(0, ...array.shape) || side === array.shape[0],
      ),
  );

/** An array that is the class, as words; a column per class is read as its number. */
function read(array: AnyArray): ClassArray {
  const entries = entriesOf(array);
  if (isListOf(array, Math.max(0, ...array.shape)) && entries > 1) {
    return { array, words: wordsOf(array), question: null, note: null };
  }
  const numbers = array.kind === 'numbers' && array.shape.length === 2 ? oneHot(array) : null;
  if (numbers) {
    return {
      array,
      words: numbers,
      question: null,
      note: `"${plainName(array.name)}" has a ${numbers.length === array.shape[0] ? 'column' : 'row'} per class, of which one is 1 for every sample.`,
    };
  }
  throw new ImportError(
    'layout-unclear',
    `The labels "${plainName(array.name)}" have the shape ${array.shape.join(' x ')}; one class per sample is needed.`,
    'Save the number or name of the class, or a column of 0 and 1 per class.',
  );
}

/** Number of the column that is 1 in each row, or of the row that is 1 in each column; null where neither is so. */
function oneHot(array: NumberArray): string[] | null {
  const [rows = 0, columns = 0] = array.shape;
  const ways = [array, withAxes(array, [1, 0])].filter(({ shape }) => (shape[1] ?? 0) > 1);
  // samples are more than classes
  if (rows < columns) ways.reverse();
  for (const way of ways) {
    const words = columnOfOne(way);
    if (words) return words;
  }
  return null;
}

/** Whether an array can be the class for its form: one entry a sample, or a column for each class. */
export const canBeClass = (array: AnyArray): boolean =>
  array.kind !== 'list' &&
  entriesOf(array) > 1 &&
  (isListOf(array, Math.max(0, ...array.shape)) ||
    (array.kind === 'numbers' && array.shape.length === 2 && oneHot(array) !== null));

function columnOfOne({ data, shape: [samples = 0, width = 0] }: NumberArray): string[] | null {
  const words: string[] = [];
  for (let row = 0; row < samples; row++) {
    let at = -1;
    for (let k = 0; k < width; k++) {
      const value = data[row * width + k];
      if (value === 1 && at < 0) at = k;
      else if (value !== 0) return null;
    }
    if (at < 0) return null;
    words.push(String(at));
  }
  return words;
}

/** Arrays of one whole number or word per sample with few values, the one with fewest values last in doubt first. */
function byForm(arrays: readonly AnyArray[]): (AnyArray & { kind: 'numbers' | 'words' })[] {
  const samples = likelySamples(arrays);
  return arrays
    .filter((array) => array.kind !== 'list')
    .filter((array) => {
      const name = lastPart(array.name);
      if (!isListOf(array, samples) || isNeitherName(name) || groupRank(name) >= 0) return false;
      const different = new Set(wordsOf(array)).size;
      const isWhole = array.kind === 'words' || array.data.every(Number.isInteger);
      const most = Math.min(MOST_CLASSES, samples / SAMPLES_PER_CLASS);
      return isWhole && different >= 2 && different <= most;
    })
    .sort((a, b) => Number(b.kind === 'words') - Number(a.kind === 'words'));
}

/** How many samples there are most likely: the side that most arrays have first or last. */
export const likelySamples = (arrays: readonly AnyArray[]): number =>
  commonest(
    arrays
      .filter((array) => entriesOf(array) > 1)
      .flatMap(({ shape }) => [...new Set([shape[0] ?? 0, shape.at(-1) ?? 0])])
      .filter((side) => side > 1),
  );

function optionOf(array: AnyArray) {
  const words = wordsOf(array);
  const names = [...new Set(words)].sort();
  return {
    text: `Array "${plainName(array.name)}": ${names.length} classes (${listNames(names, MOST_NAMED)})`,
    samples: names
      .slice(0, 2)
      .map((name) => `Sample ${words.indexOf(name) + 1}: ${plainName(name)}`),
    choices: { label: array.name },
  };
}
