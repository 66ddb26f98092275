/** The numbers of chosen arrays as modalities, sample by sample. Imports math and this room only. */
import { sizeOf } from '../../../math/shape';
import { plainName } from '../import-error';
import type { RawModality } from '../raw-samples';
import { evenly } from '../series/resample-series';
import { momentsFor } from '../series/windows';
import type { TextLook } from '../text/hash-text';
import { textModality } from '../text/text-modality';
import type { ChosenArrays } from './chosen-arrays';
import { kindOfArray } from './kind-of-array';
import { type AnyArray, type ListArray, type NumberArray, wordsOf } from './number-array';

/** How arrays are looked at. */
export interface ArrayLook {
  readonly rows: 'auto' | 'samples' | 'readings';
  /** Moments of a series; absent: as many as it has. */
  readonly moments?: number | undefined;
  readonly text: TextLook;
  /** Names that there are for columns or channels, by how many they are. */
  readonly names: ReadonlyMap<number, readonly string[]>;
}

/** What a chosen array is: its kind with its axes in order, words, or recordings of different lengths. */
export type Looked =
  | ReturnType<typeof kindOfArray>
  | { readonly kind: 'text'; readonly array: AnyArray; readonly isDoubt: false }
  | { readonly kind: 'recordings'; readonly array: ListArray; readonly isDoubt: false };

/** @returns one entry for each array of a modality. */
export const lookAt = ({ arrays }: ChosenArrays, { rows, names }: ArrayLook): Looked[] =>
  arrays.map((array): Looked => {
    if (array.kind === 'words') return { kind: 'text', array, isDoubt: false };
    if (array.kind === 'list') return { kind: 'recordings', array, isDoubt: false };
    const sides = array.shape.slice(1);
    const channels = sides.length === 2 ? (sides.find((side) => names.has(side)) ?? 0) : 0;
    return kindOfArray(array, rows, channels);
  });

/** How many numbers one sample of these arrays has; texts and recordings are counted where they are brought to one length. */
export const numbersOfSample = (looked: readonly Looked[]): number =>
  looked.reduce(
    (sum, { array }) => sum + (array.kind === 'numbers' ? sizeOf(array.shape.slice(1)) : 0),
    0,
  );

/** @param rows the samples that are used. */
export function modalityOf(
  { id, name }: Pick<ChosenArrays, 'id' | 'name'>,
  looked: readonly Looked[],
  rows: readonly number[],
  look: ArrayLook,
): RawModality {
  const [first] = looked;
  if (looked.length === 1 && first?.kind === 'text') {
    const words = wordsOf(first.array);
    return textModality(
      { id, name },
      rows.map((row) => words[row] ?? null),
      look.text,
    );
  }
  const arrays = looked.flatMap((each) =>
    each.kind === 'recordings' ? ofOneLength(each.array, look.moments) : each.array,
  );
  const parts = arrays.filter((array) => array.kind === 'numbers');
  if (parts.length === 1 && first && first.kind !== 'text') {
    const [array] = parts as [NumberArray];
    return one({ id, name }, array, first.kind, rows, look);
  }
  return together({ id, name }, parts, rows);
}

function one(
  common: { readonly id: string; readonly name: string },
  array: NumberArray,
  kind: Looked['kind'],
  rows: readonly number[],
  { names }: ArrayLook,
): RawModality {
  const each = array.shape.slice(1);
  const width = sizeOf(each);
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    data.set(array.data.subarray(row * width, (row + 1) * width), i * width);
  });
  const base = { ...common, data, ...lacking(data, rows.length) };
  const last = names.get(each.at(-1) ?? 1)?.map(plainName);
  if (kind === 'series' || kind === 'recordings') {
    const channels = each[1] ?? 1;
    const featureNames = last ?? Array.from({ length: channels }, (_, k) => `channel ${k + 1}`);
    return {
      ...base,
      kind: 'series',
      shape: [each[0] ?? 1, channels],
      featureNames,
      standardise: 'per-channel',
    };
  }
  if (kind === 'image' || kind === 'video') {
    return { ...base, kind, shape: each, standardise: 'global' };
  }
  return {
    ...base,
    kind: 'vector',
    shape: [width],
    standardise: each.length > 1 ? 'global' : 'per-feature',
    ...(last && each.length === 1 ? { featureNames: last } : {}),
  };
}

/** Several arrays as the columns of one modality. */
function together(
  common: { readonly id: string; readonly name: string },
  arrays: readonly NumberArray[],
  rows: readonly number[],
): RawModality {
  const widths = arrays.map(({ shape }) => sizeOf(shape.slice(1)));
  const width = widths.reduce((sum, each) => sum + each, 0);
  const data = new Float32Array(rows.length * width);
  let from = 0;
  arrays.forEach((array, a) => {
    const own = widths[a] ?? 0;
    rows.forEach((row, i) => {
      data.set(array.data.subarray(row * own, (row + 1) * own), i * width + from);
    });
    from += own;
  });
  const featureNames = arrays.flatMap(({ name, shape }) =>
    Array.from({ length: sizeOf(shape.slice(1)) }, (_, k) =>
      shape.length > 1 ? `${plainName(name)} ${k + 1}` : plainName(name),
    ),
  );
  return {
    ...common,
    kind: 'vector',
    shape: [width],
    data,
    featureNames,
    standardise: 'per-feature',
    ...lacking(data, rows.length),
  };
}

/** Which samples have a number at all, where some have none. */
function lacking(data: Float32Array, samples: number): Pick<RawModality, 'present'> {
  const width = data.length / samples;
  const present = Uint8Array.from({ length: samples }, (_, i) =>
    Number(data.subarray(i * width, (i + 1) * width).some((value) => !Number.isNaN(value))),
  );
  return present.includes(0) ? { present } : {};
}

/** Recordings of different lengths, `[time, channels]` each, brought to one length. */
function ofOneLength(list: ListArray, wanted: number | undefined): NumberArray {
  const parts = timeFirstOf(list);
  const moments = wanted ?? momentsFor(parts.map(({ shape }) => shape[0] ?? 0));
  const channels = parts[0]?.shape[1] ?? 1;
  const data = new Float32Array(parts.length * moments * channels);
  parts.forEach((part, i) => {
    const length = part.shape[0] ?? 0;
    const clock = Float64Array.from({ length }, (_, at) => at);
    for (let k = 0; k < channels; k++) {
      const line = evenly(clock, channelOf(part, k), [0, length - 1], moments);
      for (let at = 0; at < moments; at++) {
        data[(i * moments + at) * channels + k] = line?.[at] ?? Number.NaN;
      }
    }
  });
  const { name, file } = list;
  return { kind: 'numbers', name, file, shape: [parts.length, moments, channels], data };
}

/** The readings of one channel of `[time, channels]`. */
export function channelOf({ shape, data }: NumberArray, channel: number): Float64Array {
  const [length = 0, channels = 1] = shape;
  return Float64Array.from({ length }, (_, at) => data[at * channels + channel] as number);
}

/** Recordings with time along the first axis: the axis whose length differs, or, in one line, all of it. */
export function timeFirstOf({ data }: ListArray): NumberArray[] {
  const flat = data.map(
    (part): NumberArray =>
      part.shape.length === 2 && !part.shape.includes(1)
        ? part
        : { ...part, shape: [part.data.length, 1] },
  );
  const firsts = new Set(flat.map(({ shape }) => shape[0]));
  const seconds = new Set(flat.map(({ shape }) => shape[1]));
  if (firsts.size > 1 || seconds.size === 1) return flat;
  return flat.map((part) => {
    const [channels = 1, length = 0] = part.shape;
    const turned = Float64Array.from(
      { length: part.data.length },
      (_, i) => part.data[(i % channels) * length + Math.floor(i / channels)] as number,
    );
    return { ...part, shape: [length, channels], data: turned };
  });
}
