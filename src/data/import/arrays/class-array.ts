/**
 * Which array is the class, with the evidence: a name that says so, a column per class of which one is 1, or, among
 * arrays without telling names, one entry per sample with few values. Imports math, the protocol and this room only.
 */
import { sizeOf } from '../../../math/shape';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { ImportError, listNames, plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { groupRank, isNeitherName, labelStrength } from '../meaning/words';
import type { ImportOptions } from '../options';
import type { LeftOut } from '../source-file';
import { commonest } from '../table/separated-rows';
import { type AnyArray, wordsOf } from './number-array';

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
  { label }: ImportOptions,
  unread: readonly LeftOut[],
): ClassArray {
  const names = listNames(arrays.map(({ name }) => name));
  if (label !== undefined) {
    const found = arrays.find(({ name }) => name === label);
    if (found) return read(found);
    throw new SettingsError('data.label', `data.label is ${show(label)}; the arrays are ${names}.`);
  }
  const [named] = arrays
    .filter(({ name }) => labelStrength(name) > 0)
    .sort((a, b) => labelStrength(b.name) - labelStrength(a.name));
  if (named) return read(named);
  const [why] = unread;
  const [first, ...others] = why ? [] : byForm(arrays);
  if (!first) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(source)} has no array of labels; its arrays are ${names || 'none'}.${why ? ` ${why.reason}` : ''}`,
      why
        ? `${why.fix} Labels that are text are saved with labels.astype(str).`
        : 'Save one called "labels", with the class of every sample.',
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

/** An array that is the class, as words; a column per class is read as its number. */
function read(array: AnyArray): ClassArray {
  const [samples = 0, width = 1] = array.shape;
  const numbers = array.kind === 'numbers' ? oneHot(array.data, samples, width) : null;
  if (numbers && array.shape.length === 2 && width > 1) {
    return {
      array,
      words: numbers,
      question: null,
      note: `"${plainName(array.name)}" has a column per class, of which one is 1 in every row.`,
    };
  }
  if (sizeOf(array.shape) !== samples || samples === 0) {
    throw new ImportError(
      'layout-unclear',
      `The labels "${plainName(array.name)}" have the shape ${array.shape.join(' x ')}; one class per sample is needed.`,
      'Save the number or name of the class, or a column of 0 and 1 per class.',
    );
  }
  return { array, words: wordsOf(array), question: null, note: null };
}

/** Number of the column that is 1 in each row; null where a row has none, several, or other numbers. */
function oneHot(data: ArrayLike<number>, samples: number, width: number): string[] | null {
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
function byForm(arrays: readonly AnyArray[]): AnyArray[] {
  const samples = commonest(arrays.map(({ shape }) => shape[0] ?? 0));
  return arrays
    .filter((array) => {
      const isList = array.shape[0] === samples && sizeOf(array.shape) === samples;
      if (!isList || isNeitherName(array.name) || groupRank(array.name) >= 0) return false;
      const words = wordsOf(array);
      const different = new Set(words).size;
      const isWhole = array.kind === 'words' || array.data.every(Number.isInteger);
      const most = Math.min(MOST_CLASSES, samples / SAMPLES_PER_CLASS);
      return isWhole && different >= 2 && different <= most;
    })
    .sort((a, b) => Number(b.kind === 'words') - Number(a.kind === 'words'));
}

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
