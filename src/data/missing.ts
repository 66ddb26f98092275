/**
 * Taking modalities away on purpose: which samples lose one is drawn by the seed, class by class and split by split,
 * from a stream of its own, so that nothing else of the data changes. Imports math, the protocol and this room only.
 */
import { randomStream } from '../math/rng';
import { sizeOf } from '../math/shape';
import type { DataSet, Modality, SplitIndices, SplitName } from '../protocol/data-set';
import type { MissingAsked, MissingIn } from '../protocol/missing-knobs';
import { SettingsError } from '../protocol/settings';
import { lackingIn } from './lacking';
import { fitGlobal, fitPerFeature, normalise } from './standardise';

/** Which samples have a modality, `[samples]`, 1 or 0; undefined where all have it. */
export type Present = Uint8Array | undefined;

const SPLITS: Readonly<Record<MissingIn, readonly SplitName[]>> = {
  everywhere: ['train', 'validation', 'test'],
  training: ['train'],
  'held-out': ['validation', 'test'],
};

const WHERE: Readonly<Record<MissingIn, string>> = {
  everywhere: '',
  training: ' training',
  'held-out': ' held-out',
};

/** What is known of the samples before anything is taken. */
export interface Takeable {
  readonly modalities: readonly (Pick<Modality, 'id' | 'name'> & {
    readonly present?: Present;
  })[];
  /** `[samples]` */
  readonly labels: Int32Array;
  readonly split: SplitIndices;
}

/**
 * Takes the shares that the settings ask for. A sample never loses its last modality: where several are taken from,
 * the later ones are taken from samples that have another left.
 * @returns per modality who has it then, and what was taken, a sentence each.
 * @throws SettingsError for a modality that the data do not have, and for shares that leave samples with nothing.
 */
export function takeAway(
  { modalities, labels, split }: Takeable,
  { missing = {}, missingIn = 'everywhere' }: MissingAsked,
  seed: number,
): { readonly present: readonly Present[]; readonly told: readonly string[] } {
  const ids = modalities.map(({ id }) => id);
  const shares = Object.entries(missing).filter(([, share]) => share > 0);
  const stranger = shares.find(([id]) => !ids.includes(id));
  if (stranger) {
    throw new SettingsError(
      `data.missing.${stranger[0]}`,
      `data.missing.${stranger[0]} is for a modality called ${stranger[0]}; this data set has ${ids.join(', ')}.`,
    );
  }
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  if (total > modalities.length - 1) {
    throw new SettingsError(
      'data.missing',
      `data.missing takes ${shares.map(([id, share]) => `${share} of ${id}`).join(' and ')}, which leaves samples with no modality at all.`,
      `The shares may add up to at most ${modalities.length - 1}.`,
    );
  }
  const present = modalities.map((modality) => modality.present);
  const has = (m: number, row: number) => present[m]?.[row] !== 0;
  const told: string[] = [];
  modalities.forEach(({ id, name }, position) => {
    const share = missing[id] ?? 0;
    if (share === 0) return;
    let taken = 0;
    const left = present[position]?.slice() ?? new Uint8Array(labels.length).fill(1);
    for (const which of SPLITS[missingIn]) {
      // what rounding took or gave so far: many small classes still add up to the share
      let owed = 0;
      for (const [label, members] of byClass(split[which], labels)) {
        owed += share * members.length;
        const free = members.filter(
          (row) => has(position, row) && modalities.some((_, m) => m !== position && has(m, row)),
        );
        const count = Math.min(Math.max(0, Math.round(owed)), free.length);
        owed -= count;
        taken += count;
        const random = randomStream(seed, 'missing', position, which, label);
        for (const at of random.permutation(free.length).subarray(0, count)) {
          left[free[at] as number] = 0;
        }
      }
    }
    present[position] = left;
    const of = SPLITS[missingIn].reduce((sum, which) => sum + split[which].length, 0);
    told.push(
      `"${name}" was taken away from ${taken} of ${of}${WHERE[missingIn]} samples on purpose.`,
    );
  });
  return { present, told };
}

function byClass(rows: Int32Array, labels: Int32Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const label = labels[row] as number;
    const list = members.get(label);
    if (list) list.push(row);
    else members.set(label, [row]);
  }
  return new Map([...members].sort(([a], [b]) => a - b));
}

/**
 * The data set without what the settings take away; itself where they take nothing. What is left of a modality is
 * standardised anew, on the training samples that still have it: the others must not leak into it.
 * @throws SettingsError as `takeAway`.
 */
export function withoutTaken(dataSet: DataSet, asked: MissingAsked, seed: number): DataSet {
  const { present, told } = takeAway(dataSet, asked, seed);
  const isTouched = (modality: Modality, m: number) => present[m] !== modality.present;
  if (!dataSet.modalities.some(isTouched)) return dataSet;
  const modalities = dataSet.modalities.map((modality, m) => {
    const left = present[m];
    return left && isTouched(modality, m)
      ? { ...modality, ...restandardised(modality, left, dataSet.split.train), present: left }
      : modality;
  });
  const notes = [...told, ...tellIncomplete({ ...dataSet, modalities })];
  return {
    ...dataSet,
    modalities,
    notes: [...dataSet.notes, ...notes.map((message) => ({ message }))],
  };
}

/** The rows that have the modality. */
export const presentRows = (rows: Int32Array, present: Present): Int32Array =>
  present ? rows.filter((row) => present[row] === 1) : rows;

function restandardised(
  { data, shape, normalisation }: Modality,
  present: Uint8Array,
  train: Int32Array,
): Pick<Modality, 'data' | 'normalisation'> {
  const width = sizeOf(shape);
  const perFeature = normalisation.scale.length > 1 || normalisation.shift.length > 1;
  const fit = perFeature ? fitPerFeature : fitGlobal;
  const again = fit(data, width, presentRows(train, present));
  const numbers = normalise(data, width, again);
  present.forEach((has, row) => {
    if (has === 0) numbers.fill(0, row * width, (row + 1) * width);
  });
  const at = (list: readonly number[], k: number) =>
    // one for all, one per number, or one per channel, which recur
    list[k % list.length] as number;
  // raw = data scale + shift, and data = numbers again.scale + again.shift
  const places = again.scale.map((_, k) => k);
  return {
    data: numbers,
    normalisation: {
      shift: places.map(
        (k) => at(again.shift, k) * at(normalisation.scale, k) + at(normalisation.shift, k),
      ),
      scale: places.map((k) => at(again.scale, k) * at(normalisation.scale, k)),
    },
  };
}

/** What becomes of samples that lack a modality. */
const TOLD_OF_METHODS =
  'Methods use what is there; those that need every modality train on the complete samples, and say so.';

/** How many samples lack what, a sentence for each modality that some lack. */
export function tellIncomplete({
  modalities,
  labels,
  split,
}: Pick<DataSet, 'modalities' | 'labels' | 'split'>): string[] {
  const told = modalities.flatMap((modality) => {
    const { train, validation, test } = lackingIn(modality, split);
    const count = train + validation + test;
    if (count === 0) return [];
    const parts = [
      `${train} of ${split.train.length} for training`,
      ...(split.validation.length > 0
        ? [`${validation} of ${split.validation.length} for validation`]
        : []),
      `${test} of ${split.test.length} for the test`,
    ];
    return [
      `${count} of ${labels.length} samples ${count === 1 ? 'lacks' : 'lack'} "${modality.name}" (${parts.join(', ')}).`,
    ];
  });
  return told.length > 0 ? [...told, TOLD_OF_METHODS] : [];
}
