/**
 * What the generator's modalities have in common: one draw of one modality for one split.
 * Every random number comes from a stream of its own for (split, purpose, position of the modality) and is drawn
 * sample by sample, so that no knob of one modality moves another's draws and more samples extend fewer.
 */
import { type Random, randomStream } from '../../math/rng';
import type { SplitName } from '../../protocol/data-set';

/** One modality's part of one split: what each sample shows, and whether its sensor works. */
export interface Draw {
  readonly seed: number;
  readonly split: SplitName;
  /** The modality's place among those that take part, from 0. */
  readonly position: number;
  /** Class each sample shows in this modality, `[samples]`. */
  readonly shown: Int32Array;
  /** 1 where the sensor works, 0 where the signal is missing and only noise is left, `[samples]`. */
  readonly working: Uint8Array;
}

/** The stream of one purpose of the generator, for one modality or, without a position, for all of them. */
export function dataStream(
  seed: number,
  split: SplitName,
  purpose: string,
  position?: number,
): Random {
  return randomStream(seed, 'data', split, purpose, ...(position === undefined ? [] : [position]));
}

/** Adds `noise` times a standard normal number to every entry of `values`. */
export function addNoise(values: Float32Array, noise: number, random: Random): void {
  if (noise === 0) return;
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i] as number) + noise * random.normal();
  }
}
