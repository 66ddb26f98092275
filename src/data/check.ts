/**
 * The last look at a data set before anything trains on it, whoever made it. Throws one sentence about
 * the first thing that would make a run fail or mislead. Imports math, the protocol and this room only.
 */
import { sizeOf } from '../math/shape';
import {
  type DataSet,
  FEWEST_MODALITIES,
  isPresent,
  MOST_MODALITIES,
  type Modality,
  type SplitName,
} from '../protocol/data-set';
import { DataError } from './data-error';

/**
 * Checks a data set.
 * @throws DataError whose message says what is wrong and where, and whose hint says what to do.
 */
export function checkDataSet(dataSet: DataSet): void {
  checkModalityCount(dataSet);
  checkLengths(dataSet);
  checkLabels(dataSet);
  checkSplit(dataSet);
  checkClasses(dataSet);
  checkPresence(dataSet);
  for (const modality of dataSet.modalities) {
    checkNumbers(modality);
    checkVariation(modality, dataSet.split.train);
  }
}

function checkModalityCount({ modalities }: DataSet): void {
  if (modalities.length < FEWEST_MODALITIES) {
    throw new DataError(
      'modality-count',
      `These data have ${modalities.length === 1 ? 'only 1 modality' : 'no modality'}; the lab compares at least ${FEWEST_MODALITIES}.`,
      'Add another view of the same samples, such as a sound to each picture.',
    );
  }
  if (modalities.length > MOST_MODALITIES) {
    throw new DataError(
      'modality-count',
      `These data have ${modalities.length} modalities; the lab can show at most ${MOST_MODALITIES}.`,
      'Leave some of them out.',
    );
  }
  const ids = modalities.map((modality) => modality.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new DataError(
      'modality-count',
      `Two modalities are both called "${twice}".`,
      'Give each modality a name of its own.',
    );
  }
}

function checkLengths({ modalities, labels }: DataSet): void {
  for (const modality of modalities) {
    const width = sizeOf(modality.shape);
    if (!Number.isInteger(width) || width < 1 || modality.data.length !== labels.length * width) {
      throw new DataError(
        'length-mismatch',
        `The modality "${modality.name}" has ${modality.data.length} numbers, but ${labels.length} labelled samples of ${width} numbers each make ${labels.length * width}.`,
        'Make sure that every sample has one label and one complete entry in every modality.',
      );
    }
  }
}

function checkLabels({ labels, classNames }: DataSet): void {
  const row = labels.findIndex((label) => label < 0 || label >= classNames.length);
  if (row >= 0) {
    throw new DataError(
      'label-out-of-range',
      `The label in row ${row + 1} is ${labels[row]}, but there are ${classNames.length} classes, numbered from 0 to ${classNames.length - 1}.`,
      'Correct that label or leave that row out, then open the data again.',
    );
  }
}

function checkSplit({ split, labels }: DataSet): void {
  const names: Readonly<Record<SplitName, string>> = {
    train: 'training',
    validation: 'validation',
    test: 'test',
  };
  const taken = new Uint8Array(labels.length);
  for (const which of ['train', 'validation', 'test'] as const) {
    const name = names[which];
    for (const row of split[which]) {
      if (row < 0 || row >= labels.length) {
        throw new DataError(
          'split-invalid',
          `The ${name} split names row ${row + 1}, but there are only ${labels.length} rows.`,
          'Open the data again so that they are split anew.',
        );
      }
      if (taken[row] === 1) {
        throw new DataError(
          'split-invalid',
          `Row ${row + 1} is in the ${name} split and once more elsewhere; a sample may be used only once.`,
          'Open the data again so that they are split anew.',
        );
      }
      taken[row] = 1;
    }
  }
  for (const needed of ['train', 'test'] as const) {
    if (split[needed].length === 0) {
      throw new DataError(
        'split-invalid',
        `There is no ${names[needed]} sample.`,
        `Give the ${names[needed]} split a larger share, or add samples.`,
      );
    }
  }
}

function checkClasses({ labels, classNames, split }: DataSet): void {
  const counts = new Int32Array(classNames.length);
  for (const row of split.train) {
    const label = labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  const present = counts.filter((count) => count > 0).length;
  if (present < 2) {
    throw new DataError(
      'too-few-classes',
      'All training samples are of one class; there is nothing to tell apart.',
      'Add samples of at least one other class, then open the data again.',
    );
  }
  const missing = counts.indexOf(0);
  if (missing >= 0) {
    throw new DataError(
      'class-without-training',
      `The class "${classNames[missing]}" has no training sample, so it cannot be learned.`,
      'Use more training samples, or leave this class out.',
    );
  }
}

/** Every sample has something, and every modality something to learn from and something to be asked about. */
function checkPresence({ modalities, labels, split }: DataSet): void {
  if (modalities.every(({ present }) => present === undefined)) return;
  for (const modality of modalities) {
    const { name, present } = modality;
    if (present && present.length !== labels.length) {
      throw new DataError(
        'length-mismatch',
        `The modality "${name}" says of ${present.length} samples whether they have it, but there are ${labels.length}.`,
        'Open the data again.',
      );
    }
    for (const [which, word] of [
      ['train', 'training'],
      ['test', 'test'],
    ] as const) {
      if (!split[which].some((row) => isPresent(modality, row))) {
        throw new DataError(
          'modality-absent',
          `No ${word} sample has the modality "${name}".`,
          'Add samples that have it, or leave this modality out.',
        );
      }
    }
  }
  const empty = labels.findIndex((_, row) => !modalities.some((each) => isPresent(each, row)));
  if (empty >= 0) {
    throw new DataError(
      'modality-absent',
      `The sample in row ${empty + 1} has no modality at all.`,
      'Leave that sample out, then open the data again.',
    );
  }
}

function checkNumbers(modality: Modality): void {
  const at = modality.data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const width = sizeOf(modality.shape);
  const what = Number.isNaN(modality.data[at]) ? 'is not a number (NaN)' : 'is infinite';
  throw new DataError(
    'not-a-number',
    `In the modality "${modality.name}", value ${(at % width) + 1} of row ${Math.floor(at / width) + 1} ${what}.`,
    'Correct that value or leave that row out, then open the data again.',
  );
}

function checkVariation(modality: Modality, train: Int32Array): void {
  const width = sizeOf(modality.shape);
  const { data } = modality;
  const rows = train.filter((row) => isPresent(modality, row));
  const first = data[(rows[0] as number) * width] as number;
  for (const row of rows) {
    for (let k = 0; k < width; k++) {
      if (data[row * width + k] !== first) return;
    }
  }
  throw new DataError(
    'constant-modality',
    modality.kind === 'audio'
      ? `In the modality "${modality.name}" all training sounds are silent, or the same tone throughout, so there is nothing to learn from it.`
      : `In the modality "${modality.name}" all training values are the same, so there is nothing to learn from it.`,
    'Give it data that differ from sample to sample, or leave this modality out.',
  );
}
