/**
 * What a method steers by, told to whoever asks: factors on gradients, scores, shares that are dropped. Nobody asks
 * in a race; tests hold these numbers against known trajectories.
 */
import type { DeviceArray } from '../../engine/kernels/kernels';
import { keyOf } from '../../protocol/names';
import type { RaceData } from './race-data';

/** Takes the numbers down, each under a key of protocol/names. */
export interface Notes {
  /** A number `[1]` of the current batch, or a column that stands for its mean, which may be called for within a repeated step; or one known here. */
  batch(key: string, value: DeviceArray | number): void;
  /** A number of the epoch. */
  epoch(key: string, value: number): void;
  /** A number of each training sample, before the epoch. */
  samples(key: string, values: ArrayLike<number>): void;
}

/** What is asked of a run's context here. */
interface Noting {
  readonly notes?: Notes;
  readonly data: RaceData;
}

const keyOfOne = (word: string, modality: string | null): string =>
  keyOf(modality === null ? { kind: 'whole', word } : { kind: 'on', word, modality });

/** One number of the batch for each modality; those that are not on the device are noted outside repeated steps. */
export function noteEach(
  { notes, data }: Noting,
  word: string,
  values: readonly (DeviceArray | number)[],
): void {
  if (!notes) return;
  data.modalities.forEach(({ id }, m) => {
    const value = values[m];
    if (value !== undefined) notes.batch(keyOf({ kind: 'on', word, modality: id }), value);
  });
}

/** One number of the batch; one that is not on the device is noted outside repeated steps. */
export function note({ notes }: Noting, word: string, value: DeviceArray | number): void {
  notes?.batch(keyOf({ kind: 'whole', word }), value);
}

/** One number of each training sample. @param modality null for one of all. */
export function noteSamples(
  { notes }: Noting,
  word: string,
  modality: string | null,
  values: ArrayLike<number>,
): void {
  notes?.samples(keyOfOne(word, modality), values);
}

/** One number of the epoch. @param modality null for one of all. */
export function noteEpoch(
  { notes }: Noting,
  word: string,
  modality: string | null,
  value: number,
): void {
  notes?.epoch(keyOfOne(word, modality), value);
}
