/**
 * A run as it stood between two epochs: enough to go on with the very numbers it would have had. Plain data, so that
 * it can be kept outside the thread that trains and outlive it; on another back end it goes on up to rounding.
 */

import type { TrainingSpent } from './measures';

/** Parameters and optimizer state of one arena, in plain numbers that any back end can take up. */
export interface SavedArena {
  /** Every parameter, in the order of the arena's specs. */
  readonly values: Float32Array;
  /** What the optimizer keeps, each as long as `values`: nothing yet, SGD's velocity, or Adam's two moments. */
  readonly moments: readonly Float32Array[];
  /** Steps of Adam so far, of each parameter where they have not all taken as many; 0 for SGD. */
  readonly steps: number | readonly number[];
}

/** What a part of a run remembers between epochs: numbers, lists and records of them. Only its writer reads it. */
export type Memory =
  | number
  | null
  | readonly Memory[]
  | Float64Array
  | { readonly [name: string]: Memory };

export interface Checkpoint {
  /** The run's name in the settings. */
  readonly run: string;
  /** Epochs completed, over all stages. */
  readonly epoch: number;
  /** Stage it was in, 0-based, and epochs completed of it. */
  readonly stage: number;
  readonly stageEpoch: number;
  /** Training and measuring time so far, in milliseconds. */
  readonly durationMs: number;
  readonly spent: TrainingSpent;
  readonly arenas: readonly SavedArena[];
  readonly memory: Memory;
  readonly measures: Memory;
}

/** Where a race that was cut off goes on. A run that is in neither list starts anew. */
export interface RaceCheckpoint {
  readonly runs: readonly Checkpoint[];
  /** Runs that had ended or failed already. */
  readonly done: readonly string[];
}
