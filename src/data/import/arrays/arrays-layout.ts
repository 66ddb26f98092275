/**
 * Named arrays with a common first axis (NPZ, several NPY, IDX) as samples: one array per modality, one of
 * labels, optionally one each of splits, groups and class names. Imports math, the protocol and this folder only.
 */
import { sizeOf } from '../../../math/shape';
import type { SplitName } from '../../../protocol/data-set';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { ImportError, listNames, plainName } from '../import-error';
import { groupRank, isNeitherName } from '../meaning/words';
import type { Offer, Role } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, type RawModality, type RawSamples, splitNamed, titleFor } from '../raw-samples';
import type { LeftOut } from '../source-file';
import { commonest } from '../table/separated-rows';
import { classArray } from './class-array';
import { type AnyArray, type NumberArray, wordsOf } from './number-array';
import { joinSplits } from './split-arrays';

const CLASS_LISTS = ['class_names', 'classnames', 'label_names', 'target_names', 'classes'];

/** @throws ImportError when labels or modalities are missing; SettingsError for a name that is not there. */
export function arraysLayout(
  opened: readonly AnyArray[],
  source: string,
  layout: string,
  options: ImportOptions,
  leftOut: readonly LeftOut[] = [],
): RawSamples {
  const arrays = joinSplits(opened);
  const label = classArray(arrays, source, options, leftOut);
  const labels = label.array;
  const samples = labels.shape[0] as number;
  const split = optional(arrays, options.split, isSplitName, samples, 'data.split');
  const group = optional(
    arrays,
    options.group,
    (name) => groupRank(name) >= 0,
    samples,
    'data.group',
  );
  const classList = arrays.find(
    ({ name, shape, kind }) =>
      kind === 'words' &&
      CLASS_LISTS.includes(name.toLowerCase()) &&
      shape.length === 1 &&
      shape[0] !== samples,
  );
  const roles = new Set<AnyArray | null>([labels, split, group, classList ?? null]);
  const chosen = (
    options.modalities
      ? namedArrays(arrays, options.modalities)
      : guessedArrays(arrays.filter((array) => !roles.has(array) && !saysAgain(array, label.words)))
  ).map((each) => ({ ...each, array: samplesFirst(each.array, samples) }));
  const faults: LeftOut[] = [...leftOut];
  const used = chosen.filter(({ array }) => {
    if (array.shape[0] === samples) return true;
    faults.push({
      file: array.file,
      reason: `The array "${plainName(array.name)}" has ${array.shape[0] ?? 'no'} entries where "${plainName(labels.name)}" has ${samples}.`,
      fix: 'Give every array the same first axis, one entry per sample.',
    });
    return false;
  });
  const [firstFault] = faults;
  if (used.length === 0) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(source)} has no array that can be a modality of its ${samples} labelled samples.${firstFault ? ` ${firstFault.reason}` : ''}`,
      'Save one array of numbers per modality, each with one entry per sample.',
    );
  }
  const rows = usableRows(used, split, samples, faults);
  const splitWords = split ? wordsOf(split) : null;
  const groupWords = group ? wordsOf(group) : null;
  return {
    layout,
    offer: offerOfArrays(arrays, { labels, split, group, chosen }),
    modalities: used.map(({ id, name, array }) => toModality(id, name, array, rows)),
    labels: rows.map((row) => label.words[row] as string),
    classNames: classList
      ? new Map(wordsOf(classList).map((name, at) => [String(at), name]))
      : undefined,
    splits: splitWords
      ? rows.map((row) => splitNamed(splitWords[row] as string) as SplitName)
      : null,
    groups: groupWords ? rows.map((row) => groupWords[row] as string) : null,
    meaning: {
      classFrom: `array ${plainName(labels.name)}`,
      splitFrom: arrays !== opened ? 'files' : split ? `column ${plainName(split.name)}` : null,
      group: group ? plainName(group.name) : null,
      pairedBy: used.length > 1 ? 'row order' : null,
      questions: label.question ? [label.question] : [],
    },
    leftOut: faults,
    choices: [
      `The class is the array "${plainName(labels.name)}".`,
      ...(label.note ? [label.note] : []),
      ...used.map(
        ({ id, array }) =>
          `Modality ${id}: ${array.shape.slice(1).join(' x ') || '1'} numbers per sample.`,
      ),
      ...(arrays !== opened
        ? ['Arrays for training and for the test were laid end to end; the split is theirs.']
        : split
          ? [`The split is the array "${plainName(split.name)}".`]
          : []),
      ...(group ? [`Groups are the array "${plainName(group.name)}".`] : []),
    ],
  };
}

/** @param chosen what the arrays are used as; absent while that is unknown. */
export function offerOfArrays(
  arrays: readonly AnyArray[],
  chosen?: {
    readonly labels: AnyArray;
    readonly split: AnyArray | null;
    readonly group: AnyArray | null;
    readonly chosen: readonly ChosenArray[];
  },
): Offer {
  const samples = chosen?.labels.shape[0] ?? commonest(arrays.map(({ shape }) => shape[0] ?? 0));
  const roles: Record<string, Role> = Object.create(null);
  if (chosen) {
    for (const { id, array } of chosen.chosen) roles[array.name] = { modality: id };
    roles[chosen.labels.name] = 'label';
    if (chosen.split) roles[chosen.split.name] = 'split';
    if (chosen.group) roles[chosen.group.name] = 'group';
  }
  return {
    what: 'arrays',
    parts: arrays.map(({ name, shape, kind }) => {
      const isList = sizeOf(shape) === samples && shape[0] === samples;
      return {
        name,
        detail: `${shape.join(' x ')} ${kind}`,
        uses: [
          ...(isList ? (['label', 'split', 'group'] as const) : []),
          ...(kind === 'numbers' && shape[0] === samples ? (['modality'] as const) : []),
        ],
      };
    }),
    roles,
    gathers: false,
  };
}

/** An array with one word or number per sample that plays a part beside the labels. */
function optional(
  arrays: readonly AnyArray[],
  wanted: string | undefined,
  isUsual: (name: string) => boolean,
  samples: number,
  path: string,
): AnyArray | null {
  if (wanted === NONE) return null;
  const found = arrays.find(({ name }) => (wanted === undefined ? isUsual(name) : name === wanted));
  const fits = found && found.shape[0] === samples && sizeOf(found.shape) === samples;
  if (wanted !== undefined && !fits) {
    throw new SettingsError(
      path,
      `${path} is ${show(wanted)}; there is no array of that name with one entry for each of the ${samples} samples.`,
    );
  }
  return fits ? found : null;
}

const isSplitName = (name: string): boolean => /^splits?$/i.test(name);

/** Whether an array is no modality: names of the samples, or the class once more. */
function saysAgain(array: AnyArray, labels: readonly string[]): boolean {
  const isList = array.shape[0] === labels.length && sizeOf(array.shape) === labels.length;
  if (!isList) return false;
  if (isNeitherName(array.name)) return true;
  return wordsOf(array).every((word, row) => word === labels[row]);
}

interface ChosenArray {
  readonly id: string;
  readonly name: string;
  readonly array: NumberArray;
}

function guessedArrays(arrays: readonly AnyArray[]): ChosenArray[] {
  const ids: string[] = [];
  return arrays
    .filter((array) => array.kind === 'numbers')
    .map((array) => {
      const id = keyFor(array.name, ids);
      ids.push(id);
      return { id, name: titleFor(array.name), array };
    });
}

function namedArrays(
  arrays: readonly AnyArray[],
  wanted: Readonly<Record<string, readonly string[]>>,
): ChosenArray[] {
  return Object.entries(wanted).map(([id, [name, ...more]]) => {
    const array = arrays.find((each) => each.name === name);
    if (array?.kind !== 'numbers' || more.length > 0) {
      throw new SettingsError(
        `data.modalities.${id}`,
        `data.modalities.${id} is ${show(wanted[id])}; it must name one array of numbers out of ${listNames(arrays.map((each) => each.name))}.`,
      );
    }
    return { id, name: titleFor(id), array };
  });
}

/** Samples in which every number is finite and the split, where there is one, is known. */
function usableRows(
  used: readonly ChosenArray[],
  split: AnyArray | null,
  samples: number,
  faults: LeftOut[],
): number[] {
  const good = new Uint8Array(samples).fill(1);
  for (const { array } of used) {
    const width = sizeOf(array.shape.slice(1));
    const { data } = array;
    const bad: number[] = [];
    for (let row = 0; row < samples; row++) {
      for (let at = row * width; at < (row + 1) * width; at++) {
        if (Number.isFinite(data[at])) continue;
        bad.push(row);
        good[row] = 0;
        break;
      }
    }
    if (bad.length > 0) {
      faults.push({
        file: array.file,
        reason: `${bad.length === 1 ? '1 sample has' : `${bad.length} samples have`} a number that is missing or infinite in the array "${plainName(array.name)}" (the first: entry ${bad[0]}).`,
        fix: 'Correct those entries or leave those samples out.',
        count: bad.length,
      });
    }
  }
  if (split) {
    const words = wordsOf(split);
    const odd = words.findIndex((word) => splitNamed(word) === null);
    if (odd >= 0) {
      const count = words.filter((word) => splitNamed(word) === null).length;
      words.forEach((word, row) => {
        if (splitNamed(word) === null) good[row] = 0;
      });
      faults.push({
        file: split.file,
        reason: `${count === 1 ? '1 sample has' : `${count} samples have`} no split that the lab knows (the first: "${plainName(words[odd] ?? '')}", entry ${odd}).`,
        fix: 'Write train, validation or test, or 0, 1 or 2.',
        count,
      });
    }
  }
  return Array.from(good.keys()).filter((row) => good[row] === 1);
}

/** A matrix with a sample in every column, as MATLAB's people keep them, turned so that every row is one. */
function samplesFirst(array: NumberArray, samples: number): NumberArray {
  const [rows = 0, columns = 0, ...more] = array.shape;
  if (more.length > 0 || rows === samples || columns !== samples) return array;
  const data = new Float64Array(array.data.length);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      data[c * rows + row] = array.data[row * columns + c] as number;
    }
  }
  return { ...array, shape: [columns, rows], data };
}

/** Two axes beside the samples are a grey picture, three with few at the end one in colour. */
function toModality(
  id: string,
  name: string,
  { shape, data }: NumberArray,
  rows: readonly number[],
): RawModality {
  const each = shape.slice(1);
  const width = sizeOf(each);
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) picked[i * width + k] = data[row * width + k] as number;
  });
  const common = { id, name, data: picked };
  if (each.length <= 1) {
    return { ...common, kind: 'vector', shape: [width], standardise: 'per-feature' };
  }
  if (each.length === 2) {
    return { ...common, kind: 'image', shape: [...each, 1], standardise: 'global' };
  }
  const isImage = each.length === 3 && (each[2] as number) <= 4;
  return {
    ...common,
    kind: isImage ? 'image' : each.length === 4 ? 'video' : 'vector',
    shape: isImage || each.length === 4 ? each : [width],
    standardise: 'global',
  };
}
