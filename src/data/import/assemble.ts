/**
 * From raw samples to a checked data set: classes, split, caps, pairing, standardising on the training
 * split. The same for every layout. Imports math, the protocol and this room only.
 */
import { randomStream } from '../../math/rng';
import { sizeOf } from '../../math/shape';
import type { Clips, DataNote, DataSet, Modality, SplitIndices } from '../../protocol/data-set';
import { checkDataSet } from '../check';
import { type Present, presentRows, type Takeable, takeAway, tellIncomplete } from '../missing';
import {
  fitGlobal,
  fitPerChannel,
  fitPerFeature,
  type Normalisation,
  normalise,
} from '../standardise';
import { chooseClasses } from './choose-classes';
import { capSplit } from './choose-split';
import { halveSingleModality } from './halves';
import { listNames, plainName } from './import-error';
import { type ImportReport, reportOf } from './import-report';
import { asOptionsWant, completeRows } from './incomplete';
import { underOneSpelling } from './meaning/spellings';
import type { Recording } from './media/decoders';
import type { ImportOptions } from './options';
import type { RawModality, RawSamples } from './raw-samples';
import { classesFound, renameClasses } from './rename-classes';
import type { LeftOut } from './source-file';
import { shownText } from './text/text-modality';
import { groupsOnBothSides, worthKnowing } from './worth-knowing';

/** Standardised columns and channels are cut off here: one wild value must not drown the rest (docs/presets.md#numbers-from-files). */
const CLIP = 5;

/** A data set and how it was read. */
export interface Imported {
  readonly dataSet: DataSet;
  readonly report: ImportReport;
}

/**
 * @throws ImportError `too-few-samples` when fewer than two classes with four samples each remain;
 * SettingsError and DataError as `chooseSplit` and `checkDataSet` do.
 */
export function assemble(read: RawSamples, options: ImportOptions): Imported {
  const spelt = underOneSpelling(read.labels);
  const asked: LeftOut[] = [];
  const named = { labels: spelt.labels, classNames: read.classNames };
  const { choices: renamed, ...classes } = renameClasses(
    named,
    options.classes,
    asked,
    options.name,
  );
  const raw = asOptionsWant(
    halveSingleModality(
      {
        ...read,
        ...classes,
        choices: [...read.choices, ...spelt.choices, ...renamed],
      },
      options.text,
    ),
    options,
  );
  const leftOut = [...raw.leftOut, ...asked];
  const {
    rows: usable,
    labels: usableLabels,
    classNames,
    split: whole,
    how,
    isOwn,
  } = chooseClasses(raw, options, leftOut);
  const capped = capSplit(whole, usableLabels, options);
  leftOut.push(...unaskedLine(whole, capped, options));

  // rows that no split wants are dropped here, so that counts and memory speak of what is used
  const used = [...capped.train, ...capped.validation, ...capped.test].sort((a, b) => a - b);
  const place = new Map(used.map((row, at) => [row, at]));
  const moved = (rows: Int32Array) => Int32Array.from(rows, (row) => place.get(row) as number);
  const split: SplitIndices = {
    train: moved(capped.train),
    validation: moved(capped.validation),
    test: moved(capped.test),
  };
  const labels = Int32Array.from(used, (row) => usableLabels[row] as number);
  const fileRows = used.map((row) => usable[row] as number);

  const redraw = options.pairing === 'redraw';
  const { present, told: taken } = takeAway(
    {
      modalities: raw.modalities.map((modality) => presentIn(modality, fileRows)),
      labels,
      split,
    },
    options.taken ?? {},
    options.seed,
  );
  const modalities = raw.modalities.map((modality, m) => {
    const rows =
      redraw && m > 0
        ? redrawn(fileRows, labels, split, classNames.length, options.seed, m)
        : fileRows;
    return standardised(modality, rows, split.train, present[m]);
  });

  const choices = [
    ...raw.choices,
    how,
    ...(redraw ? ['Pairs were drawn anew among samples of the same class and split.'] : []),
    ...taken,
    ...tellIncomplete({ modalities, labels, split }),
  ];
  const dataSet: DataSet = {
    id: options.name,
    name: plainName(options.name),
    classNames,
    provenance: { origin: 'Files on this computer', licence: 'As its owner says' },
    modalities,
    labels,
    split,
    notes: notesOf(choices, leftOut),
  };
  checkDataSet(dataSet);
  const groups = raw.groups && fileRows.map((row) => raw.groups?.[row] ?? '');
  const notes = worthKnowing(dataSet, groups, emptySamples(raw.modalities, fileRows));
  const heldApart = groups !== null && groupsOnBothSides(groups, split).length === 0;
  // what was cut in two is one source, however its file was found
  const isHalved = raw.modalities.length > read.modalities.length;
  const told = {
    ...raw,
    meaning: {
      ...raw.meaning,
      ...(isOwn ? {} : { splitFrom: null }),
      ...(isHalved ? { pairedBy: null } : {}),
    },
  };
  const found = classesFound(named);
  return {
    dataSet,
    report: {
      ...reportOf(dataSet, told, { choices, leftOut, notes, heldApart, isHalved }),
      classesFound: found,
      incomplete: read.labels.length - completeRows(read).length,
    },
  };
}

/** Samples beyond as many as the settings ask for. */
function unaskedLine(
  whole: SplitIndices,
  capped: SplitIndices,
  { name, most }: ImportOptions,
): LeftOut[] {
  const splits = (['train', 'validation', 'test'] as const).filter(
    (split) => capped[split].length < whole[split].length,
  );
  if (splits.length === 0) return [];
  const sum = (all: SplitIndices) => splits.reduce((total, split) => total + all[split].length, 0);
  const count = sum(whole) - sum(capped);
  const parts = splits.map(
    (split) =>
      `${most[split]} of ${whole[split].length} in the ${split}${split === 'train' ? 'ing' : ''} split`,
  );
  return [
    {
      file: name,
      reason: `${count === 1 ? '1 sample is' : `${count} samples are`} more than the settings ask for, which use ${listNames(parts)}.`,
      fix: `Ask for more: ${listNames(splits.map((split) => `samples.${split}`))}.`,
      count,
      unit: 'sample',
    },
  ];
}

/** For the modality at this position: another sample of the same class and split in each row's place. */
function redrawn(
  fileRows: readonly number[],
  labels: Int32Array,
  split: SplitIndices,
  classes: number,
  seed: number,
  position: number,
): number[] {
  const out = [...fileRows];
  for (const [which, rows] of Object.entries(split)) {
    for (let label = 0; label < classes; label++) {
      const members = rows.filter((row: number) => labels[row] === label);
      const random = randomStream(seed, 'pairing', which, position, label);
      const order = random.permutation(members.length);
      members.forEach((row: number, i: number) => {
        out[row] = fileRows[members[order[i] as number] as number] as number;
      });
    }
  }
  return out;
}

/** How many of these samples have one value throughout, by modality; vectors and texts are not looked at. */
function emptySamples(
  modalities: readonly RawModality[],
  rows: readonly number[],
): ReadonlyMap<string, number> {
  return new Map(
    modalities.map(({ id, kind, shape, data }) => {
      const width = sizeOf(shape);
      const isEmpty = (row: number) => {
        const first = data[row * width];
        for (let k = 1; k < width; k++) if (data[row * width + k] !== first) return false;
        return true;
      };
      return [id, kind === 'vector' || kind === 'text' ? 0 : rows.filter(isEmpty).length];
    }),
  );
}

/** A modality as it is told of, and which of these samples have it. */
const presentIn = (
  { id, name, present }: RawModality,
  rows: readonly number[],
): Takeable['modalities'][number] => ({
  id,
  name,
  present: present && Uint8Array.from(rows, (row) => present[row] ?? 0),
});

/** @param present of these rows. */
function standardised(
  raw: RawModality,
  rows: readonly number[],
  train: Int32Array,
  present: Present,
): Modality {
  const { standardise, data, recordings, texts, present: _, ...rest } = raw;
  const width = sizeOf(rest.shape);
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  const normalisation = fitted(raw, picked, presentRows(train, present));
  const numbers = normalise(picked, width, normalisation);
  present?.forEach((has, row) => {
    if (has === 0) numbers.fill(0, row * width, (row + 1) * width);
  });
  // a value that is missing is the training split's mean, which is 0 here
  for (let i = 0; i < numbers.length; i++) if (Number.isNaN(numbers[i])) numbers[i] = 0;
  if (standardise !== 'global') {
    for (let i = 0; i < numbers.length; i++) {
      numbers[i] = Math.min(CLIP, Math.max(-CLIP, numbers[i] as number));
    }
  }
  return {
    ...rest,
    data: numbers,
    normalisation,
    ...(present ? { present } : {}),
    ...(recordings ? { clips: clipsOf(rows.map((row) => recordings[row] ?? null)) } : {}),
    ...(texts ? { texts: rows.map((row) => shownText(texts[row] ?? null)) } : {}),
  };
}

function fitted(
  { shape, standardise }: RawModality,
  picked: Float32Array,
  train: Int32Array,
): Normalisation {
  const width = sizeOf(shape);
  switch (standardise) {
    case 'global':
      return fitGlobal(picked, width, train);
    case 'per-feature':
      return fitPerFeature(picked, width, train);
    case 'per-channel':
      return fitPerChannel(picked, width, train, shape.at(-1) ?? 1);
  }
}

/** Every recording once, though several samples may share one; -1 for samples without one. */
function clipsOf(heard: readonly (Recording | null)[]): Clips {
  const recordings = [...new Set(heard)].filter((recording) => recording !== null);
  const files = [...new Set(recordings.map(({ address }) => address))];
  const place = new Map(files.map((address, at) => [address, at]));
  const at = new Map(recordings.map((recording, i) => [recording, i]));
  return {
    files,
    recordings: recordings.map(({ address, startS, durationS }) => ({
      file: place.get(address) as number,
      startS,
      durationS,
    })),
    recordingOf: Int32Array.from(heard, (recording) =>
      recording === null ? -1 : (at.get(recording) ?? -1),
    ),
  };
}

function notesOf(choices: readonly string[], leftOut: readonly LeftOut[]): DataNote[] {
  return [
    ...choices.map((message) => ({ message })),
    ...leftOut.map(({ reason, count }) => ({
      message: `Left out: ${reason}`,
      ...(count === undefined ? {} : { count }),
    })),
  ];
}
