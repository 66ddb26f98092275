/**
 * Samples that have been read from the lab, and the set of them that lies open on the page. The session asks the lab
 * and fills this; must not import session.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SampleTexts } from '../../protocol/data-set';
import type { Failure } from '../../protocol/failure';
import { asRow, type Row } from '../../protocol/units';

/** One sample in the numbers that training sees. */
export interface ReadSample {
  readonly label: number;
  /** Per modality, in the data set's order. */
  readonly values: readonly Float32Array[];
  /** What it says; absent where no modality has words. */
  readonly texts?: SampleTexts;
  /** Positions of the modalities that it lacks; absent where it has all. */
  readonly lacks?: readonly number[];
}

/** Samples that a person opened: a pile, a cell, an area of a map. */
export interface Opening {
  /** What they have in common, e.g. "Only picture right". */
  readonly title: string;
  /** Which run at which epoch said so. */
  readonly note: string;
  /** The run whose word on them is shown. */
  readonly run: string;
  readonly rows: readonly Row[];
}

export interface SampleState {
  readonly samples: ReadonlyMap<Row, ReadSample>;
  /** Why the last request was refused; null where it was not. */
  readonly failed: Failure | null;
  readonly opening: Opening | null;
  open(opening: Opening): void;
  close(): void;
}

export type SampleStore = StoreApi<SampleState>;

/** Numbers kept at most, over all samples: 16 MB. The oldest go first. */
const MOST_NUMBERS = 4_000_000;

const NOTHING_READ = { samples: new Map<Row, ReadSample>(), failed: null, opening: null };

export function createSampleStore(): SampleStore {
  return createStore<SampleState>((set) => ({
    ...NOTHING_READ,
    open: (opening) => set({ opening, failed: null }),
    close: () => set({ opening: null }),
  }));
}

/** Forgets every sample: another data set is in use. */
export function forgetSamples(store: SampleStore): void {
  store.setState(NOTHING_READ);
}

/** What the lab answered to `read-samples`: `values[m]` is `[rows, ...shape]` of modality m. */
interface SamplesRead {
  readonly rows: readonly number[];
  readonly labels: readonly number[];
  readonly values: readonly Float32Array[];
  readonly texts?: readonly SampleTexts[];
  readonly lacks?: readonly (readonly number[])[];
}

/** Keeps what was read, and lets go of the oldest where it is too much. */
export function keepSamples(
  store: SampleStore,
  { rows, labels, values, texts, lacks }: SamplesRead,
  mostNumbers: number = MOST_NUMBERS,
): void {
  const samples = new Map(store.getState().samples);
  rows.map(asRow).forEach((row, i) => {
    samples.delete(row);
    samples.set(row, {
      label: labels[i] as number,
      values: values.map((all) => {
        const width = all.length / rows.length;
        return all.subarray(i * width, (i + 1) * width);
      }),
      ...(texts?.[i] ? { texts: texts[i] } : {}),
      ...(lacks?.[i]?.length ? { lacks: lacks[i] } : {}),
    });
  });
  const perSample = values.reduce((sum, all) => sum + all.length / rows.length, 0);
  const most = Math.max(rows.length, Math.floor(mostNumbers / Math.max(1, perSample)));
  for (const row of [...samples.keys()].slice(0, Math.max(0, samples.size - most))) {
    samples.delete(row);
  }
  store.setState({ samples, failed: null });
}
