/**
 * What a step does to each encoder beside its losses, as numbers: they travel in the record of the losses, each under a
 * word of its own, and become measures at the end of the epoch. Imports protocol only.
 */
import { type ByName, keyOf, parseName } from '../../protocol/names';

/** Each is the id of the measure that it becomes. */
const SIGNALS = [
  'gradientNorm',
  /** Where a method changes gradients: the same before it does. */
  'gradientNormBefore',
  'gradientFactor',
  'lossWeight',
  'rateFactor',
  'droppedShare',
  'timesTrained',
  'prototypePull',
  'pullStrength',
  'fisherTrace',
  'frozenShare',
  'gradientConflict',
  'fusedWeight',
  'restartShare',
  /** Where modalities are shuffled in turn: how far the fused answer moves. */
  'shuffleDivergence',
  /** Where heads are added to a modality while it trains. */
  'headCount',
  /** What a modality's answer is multiplied by in the sum. */
  'answerWeight',
  /** Where modalities are trained one after the other: its place in the batch, from 1. */
  'turn',
] as const;

export type Signal = (typeof SIGNALS)[number];

/** Those that say what is found in a step; the others say what the method does. */
const FOUND: readonly Signal[] = [
  'gradientNorm',
  'gradientNormBefore',
  'fisherTrace',
  'shuffleDivergence',
];

export const isSteering = (signal: Signal): boolean => !FOUND.includes(signal);

/** Means over an epoch's batches, by modality id; a signal that was never recorded is absent. */
export type Signals = ReadonlyMap<Signal, ReadonlyMap<string, number>>;

const signalCalled = (word: string): Signal | undefined => SIGNALS.find((each) => each === word);

/** The key under which a modality's signal is recorded. */
export const signalKey = (signal: Signal, modality: string): string =>
  keyOf({ kind: 'on', word: signal, modality });

/** The signal and its modality behind a key; null for the key of a loss. */
export function signalOf(
  key: string,
): { readonly signal: Signal; readonly modality: string } | null {
  const name = parseName(key);
  if (name.kind !== 'on') return null;
  const signal = signalCalled(name.word);
  return signal === undefined ? null : { signal, modality: name.modality };
}

/** Parts a record: losses by key, and the signals beside them. */
export function splitRecord(record: ByName<number>): {
  readonly losses: Record<string, number>;
  readonly signals: Signals;
} {
  const losses = new Map<string, number>();
  const signals = new Map<Signal, Map<string, number>>();
  for (const [key, value] of Object.entries(record)) {
    const found = signalOf(key);
    if (!found) {
      losses.set(key, value);
      continue;
    }
    const values = signals.get(found.signal) ?? new Map<string, number>();
    signals.set(found.signal, values.set(found.modality, value));
  }
  return { losses: Object.fromEntries(losses), signals };
}
