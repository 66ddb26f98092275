/**
 * A run's snapshots as two parts of an export: a JSON with everything but the arrays, and the arrays as series, each of one
 * head or modality through time. Reading changes nothing back into what it must not be: the reader of runs checks it all. Pure.
 */
import {
  bytesOf,
  packSeries,
  type Series,
  type SeriesNote,
  unpackSeries,
  type WholeNumbers,
} from './pack-series';
import type { PackedSnapshots } from './pack-snapshots';

/** What stands beside the bytes. Where an array was stands the number of its series. */
export interface ArchivedSnapshots {
  readonly heldOut: string;
  readonly rows: number;
  readonly labels: number;
  readonly taken: readonly ArchivedSnapshot[];
  readonly series: readonly SeriesNote[];
}

type Places = Readonly<Record<string, number>>;

interface ArchivedSnapshot {
  readonly logits: Places;
  readonly predictions: Places;
  readonly probes: Places | null;
  readonly features: Readonly<
    Record<string, { readonly largest: number; readonly values: number }>
  >;
  readonly trained?: { readonly rows: number; readonly times: Places };
}

const mapped = <T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** Arrays by what they are of, in the order in which they come. */
class Gathered {
  private readonly places = new Map<string, number>();
  readonly all: { arrays: WholeNumbers[]; scales: number[]; order: Series['order'] }[] = [];

  /** The number of its series. */
  add(of: string, array: WholeNumbers, scale = 1, order: Series['order'] = 'arrays'): number {
    // a head whose numbers are of another kind from some moment on begins anew
    const key = `${of} ${array.constructor.name}`;
    const place = this.places.get(key) ?? this.all.length;
    this.places.set(key, place);
    const series = this.all[place] ?? { arrays: [], scales: [], order };
    this.all[place] = series;
    series.arrays.push(array);
    series.scales.push(scale);
    return place;
  }
}

/** @param breathe is waited for after each series, so that nobody notices. */
export async function archiveSnapshots(
  { heldOut, rows, labels, taken }: PackedSnapshots,
  breathe: () => Promise<void>,
): Promise<{ readonly note: ArchivedSnapshots; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const gathered = new Gathered();
  const frame = { rows: gathered.add('rows', rows), labels: gathered.add('labels', labels) };
  const notes = taken.map(({ logits, predictions, probes, features, trained, ...rest }) => ({
    ...rest,
    // some samples are sure for good, others are not: a sample's numbers are most like each other
    logits: mapped(logits, (array, head) => gathered.add(`logits ${head}`, array, 1, 'places')),
    predictions: mapped(predictions, (array, head) => gathered.add(`predictions ${head}`, array)),
    probes: probes && mapped(probes, (array, id) => gathered.add(`probes ${id}`, array)),
    features: mapped(features, ({ largest, values }, id) => ({
      largest,
      values: gathered.add(`features ${id}`, values, largest),
    })),
    ...(trained && {
      trained: {
        rows: gathered.add('trained rows', trained.rows),
        times: mapped(trained.times, (array, id) => gathered.add(`trained ${id}`, array)),
      },
    }),
  }));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const series: SeriesNote[] = [];
  for (const each of gathered.all) {
    const { note, bytes } = packSeries(each);
    series.push(note);
    parts.push(bytes);
    await breathe();
  }
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { note: { heldOut, ...frame, taken: notes, series }, bytes };
}

/**
 * The snapshots as the reader of runs takes them.
 * @throws RangeError where bytes and notes do not belong together
 */
export function snapshotsFromArchive(note: ArchivedSnapshots, bytes: Uint8Array): object {
  const scales = note.series.map((): number[] => []);
  for (const { features } of note.taken) {
    for (const { largest, values } of Object.values(features)) scales[values]?.push(largest);
  }
  let at = 0;
  const queues = note.series.map((series, place) => {
    const length = bytesOf(series);
    if (at + length > bytes.length) throw new RangeError('There are too few bytes.');
    const part = bytes.subarray(at, at + length);
    at += length;
    return unpackSeries(series, part, scales[place] ?? []).values();
  });
  const next = (place: number): unknown => queues[place]?.next().value;
  // in the order in which they were gathered
  const frame = { rows: next(note.rows), labels: next(note.labels) };
  const taken = note.taken.map(({ logits, predictions, probes, features, trained, ...rest }) => ({
    ...rest,
    logits: mapped(logits, next),
    predictions: mapped(predictions, next),
    probes: probes && mapped(probes, next),
    features: mapped(features, ({ largest, values }) => ({ largest, values: next(values) })),
    ...(trained && {
      trained: { rows: next(trained.rows), times: mapped(trained.times, next) },
    }),
  }));
  return { heldOut: note.heldOut, ...frame, taken };
}
