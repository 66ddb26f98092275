/** Arrays that hold a series for each sample, as recordings: each array is a sensor. Imports this room only. */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { Meaning } from '../meaning/meaning';
import type { Offer } from '../offer';
import type { Readings } from '../series/readings';
import type { Recordings } from '../series/recording';
import type { LeftOut } from '../source-file';
import type { ArrayLook, Looked } from './array-modalities';
import { channelOf, timeFirstOf } from './array-modalities';
import type { ChosenArrays } from './chosen-arrays';
import type { NumberArray } from './number-array';

/** What is known of the samples beside their series. */
interface Known {
  readonly layout: string;
  readonly labels: readonly string[];
  readonly splits: readonly (SplitName | null)[] | null;
  readonly groups: readonly string[] | null;
  readonly meaning: Meaning;
  readonly offer: Offer;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

/**
 * @param rows the samples that are used.
 * @returns null where a modality is more than series.
 */
export function arrayRecordings(
  chosen: readonly (ChosenArrays & { readonly looked: readonly Looked[] })[],
  rows: readonly number[],
  known: Known,
  { names }: Pick<ArrayLook, 'names'>,
): Recordings | null {
  const sensors = chosen.flatMap(({ looked }) => looked);
  if (sensors.length === 0 || !sensors.every(isSeries)) return null;
  const readers = sensors.filter(isSeries).map((each) => readingsOf(each, names));
  return {
    layout: known.layout,
    sensors: sensors.map(({ array }) => array.name),
    recordings: rows.map((row) => ({
      name: `sample ${row + 1}`,
      label: known.labels[row] ?? '',
      split: known.splits?.[row] ?? null,
      group: known.groups?.[row] ?? null,
      sensors: readers.map((of) => of(row)),
    })),
    meaning: known.meaning,
    areStretches: false,
    offer: known.offer,
    used: new Set(),
    leftOut: known.leftOut,
    choices: known.choices,
  };
}

type SeriesArray =
  | Extract<Looked, { readonly kind: 'recordings' }>
  | { readonly kind: 'series'; readonly array: NumberArray };

const isSeries = (looked: Looked): looked is SeriesArray & Looked =>
  looked.kind === 'series' || looked.kind === 'recordings';

function readingsOf(
  { kind, array }: SeriesArray,
  names: ReadonlyMap<number, readonly string[]>,
): (row: number) => Readings {
  const lines = kind === 'recordings' ? timeFirstOf(array) : null;
  const channels = lines?.[0]?.shape[1] ?? (array.shape[2] as number | undefined) ?? 1;
  const said = names.get(channels)?.map(plainName);
  const called = Array.from(
    { length: channels },
    (_, k) =>
      said?.[k] ?? (channels > 1 ? `${plainName(array.name)} ${k + 1}` : plainName(array.name)),
  );
  return (row) => {
    const whole = lines?.[row] ?? (kind === 'series' ? entryOf(array, row) : null);
    const line = whole && trimmed(whole);
    return {
      channels: called,
      times: null,
      values: called.map((_, k) => (line ? channelOf(line, k) : new Float64Array())),
    };
  };
}

/** One sample of `[samples, time, channels]`. */
function entryOf({ name, file, shape, data }: NumberArray, row: number): NumberArray {
  const [, length = 0, channels = 1] = shape;
  const width = length * channels;
  return {
    kind: 'numbers',
    name,
    file,
    shape: [length, channels],
    data: data.subarray(row * width, (row + 1) * width),
  };
}

/** Without what only fills it up to the length of the others: cells without a number at the end. */
function trimmed(line: NumberArray): NumberArray {
  const [, channels = 1] = line.shape;
  const last = line.data.findLastIndex((value) => Number.isFinite(value));
  const length = Math.ceil((last + 1) / channels);
  return { ...line, shape: [length, channels], data: line.data.subarray(0, length * channels) };
}
