/** A sample that a person gives the trained nets, part by part, and what they say of it. Filled by `trying.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../protocol/failure';
import type { TriedAnswer } from '../../protocol/tried';
import type { Row } from '../../protocol/units';

/** One modality of the sample. */
export interface TriedModality {
  /** Where it comes from: a sample of the data, a drawing, or a file or recording. */
  readonly from: 'data' | 'drawn' | 'file';
  /** The sample of the data that it is of; null for one of the person's own. */
  readonly row: Row | null;
  /** The numbers of a person's own, as a file has them; null for a sample of the data. */
  readonly raw: Float32Array | null;
  readonly isCovered: boolean;
  /** Standard deviations of the noise that is added, in those of the training split. */
  readonly noise: number;
}

export interface TryingState {
  readonly shown: boolean;
  /** By modality of the data set; empty before the first sample. */
  readonly parts: readonly TriedModality[];
  /** What training would see of it, by modality; null before the first answer. */
  readonly values: readonly Float32Array[] | null;
  /** What every run says, in the order of the race. */
  readonly answers: readonly TriedAnswer[];
  readonly isWaiting: boolean;
  /** Camera and microphone: `recording` while a sample is taken. */
  readonly devices: 'closed' | 'opening' | 'open' | 'recording';
  /** The camera's picture as it moves; null without one. */
  readonly view: HTMLVideoElement | null;
  readonly failed: Failure | null;
}

export type TryingStore = StoreApi<TryingState>;

export const NOTHING_TRIED: TryingState = {
  shown: false,
  parts: [],
  values: null,
  answers: [],
  isWaiting: false,
  devices: 'closed',
  view: null,
  failed: null,
};

export const createTryingStore = (): TryingStore => createStore<TryingState>(() => NOTHING_TRIED);
