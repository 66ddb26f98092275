/**
 * Snapshots small enough to keep and to send: logits less each row's largest, and features, as whole numbers of 8 bits.
 * Kept runs have logits in eased steps: probabilities come back within .7 of a point of a hundred; the recording in even
 * ones, within 4 % of themselves; predictions exactly. What was kept in 16 bits is read as it is. Pure.
 */
import type { SplitName } from '../../protocol/data-set';
import type { Snapshot } from '../../protocol/snapshot';

/** How the distance of a logit from its row's largest is divided. */
export type Steps = 'even' | 'eased';

/** What differs from snapshot to snapshot of a run. */
export interface PackedSnapshot
  extends Pick<Snapshot, 'epoch' | 'fusionSource' | 'certainty' | 'featureShare' | 'trained'> {
  /**
   * How far each logit lies below its row's largest, `[rows, classes]`: without a sign in even steps, of which the largest
   * whole number is `LOWEST`; with one (`Int8Array`) in eased steps.
   */
  readonly logits: Readonly<Record<string, PackedLogits>>;
  readonly predictions: Readonly<Record<string, Uint16Array>>;
  /** By modality id; null where the lab that took it kept none. */
  readonly probes: Readonly<Record<string, Uint16Array>> | null;
  /** Whole numbers; `largest` is what the largest whole number stands for. */
  readonly features: Readonly<
    Record<string, { readonly largest: number; readonly values: Int8Array | Int16Array }>
  >;
}

export type PackedLogits = Uint8Array | Uint16Array | Int8Array;

/** All snapshots of a run. */
export interface PackedSnapshots {
  readonly heldOut: SplitName;
  readonly rows: Int32Array;
  readonly labels: Int32Array;
  readonly taken: readonly PackedSnapshot[];
}

/** Logits this far below the largest have a probability under one in ten million; lower ones count as this. */
export const LOWEST = 16;

/** Eased steps: `EASED` of them, finer near the largest logit, where probabilities change most. */
const EASED = 95;
const EASE = 2;
const WHOLE = 1 - Math.exp(-LOWEST / EASE);

const easedStep = (below: number): number => (EASED * (1 - Math.exp(-below / EASE))) / WHOLE;

/** What every eased step stands for; the last one is exactly the lowest. */
const EASED_BELOW = Float64Array.from({ length: EASED + 1 }, (_, step) =>
  step === EASED ? LOWEST : -EASE * Math.log(1 - (step * WHOLE) / EASED),
);

const largestOf = (values: ArrayLike<number>): number => {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value > largest) largest = value;
    else if (-value > largest) largest = -value;
  }
  return largest;
};

const mapped = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function packLogits(logits: Float32Array, rows: number, steps: Steps): PackedLogits {
  const classes = logits.length / Math.max(1, rows);
  const packed = steps === 'even' ? new Uint8Array(logits.length) : new Int8Array(logits.length);
  const scale = 255 / LOWEST;
  // plain loops that round by cutting off: this runs on the page's own thread while other runs still train
  for (let row = 0; row < rows; row += 1) {
    const from = row * classes;
    const to = from + classes;
    let top = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i += 1) {
      const logit = logits[i] as number;
      if (logit > top) top = logit;
    }
    for (let i = from; i < to; i += 1) {
      const below = Math.min(LOWEST, top - (logits[i] as number));
      packed[i] = (steps === 'even' ? below * scale : easedStep(below)) + 0.5;
    }
  }
  return packed;
}

function packFeatures(values: Float32Array) {
  const largest = largestOf(values);
  const packed = new Int8Array(values.length);
  const scale = largest === 0 ? 0 : 127 / largest;
  for (let i = 0; i < values.length; i += 1) {
    const value = (values[i] as number) * scale;
    packed[i] = value < 0 ? value - 0.5 : value + 0.5;
  }
  return { largest, values: packed };
}

/** One snapshot without what its run says once. */
export function packSnapshot(snapshot: Snapshot, steps: Steps): PackedSnapshot {
  const { epoch, fusionSource, certainty, featureShare, trained } = snapshot;
  const { rows, logits, predictions, probes, features } = snapshot;
  return {
    epoch,
    fusionSource,
    certainty,
    ...(featureShare && { featureShare }),
    ...(trained && { trained }),
    logits: mapped(logits, (values) => packLogits(values, rows.length, steps)),
    predictions,
    probes,
    features: mapped(features, packFeatures),
  };
}

/** All of them; null where there are none. `breathe` is waited for after each, so that nobody notices. */
export async function packSnapshots(
  snapshots: readonly Snapshot[],
  breathe: () => Promise<void>,
): Promise<PackedSnapshots | null> {
  const [first] = snapshots;
  if (!first) return null;
  const taken: PackedSnapshot[] = [];
  for (const snapshot of snapshots) {
    taken.push(packSnapshot(snapshot, 'eased'));
    await breathe();
  }
  return { heldOut: first.heldOut, rows: first.rows, labels: first.labels, taken };
}

const unpackLogits = (packed: PackedLogits): Float32Array => {
  if (packed instanceof Int8Array) {
    return Float32Array.from(packed, (step) => -(EASED_BELOW[step] ?? LOWEST));
  }
  const scale = LOWEST / (2 ** (8 * packed.BYTES_PER_ELEMENT) - 1);
  return Float32Array.from(packed, (value) => -value * scale);
};

export function unpackSnapshots(packed: PackedSnapshots | null): readonly Snapshot[] {
  if (!packed) return [];
  const { heldOut, rows, labels } = packed;
  return packed.taken.map(({ logits, features, probes, ...rest }) => ({
    ...rest,
    // storage of an older page has no such field
    probes: probes ?? null,
    heldOut,
    rows,
    labels,
    logits: mapped(logits, unpackLogits),
    features: mapped(features, ({ largest, values }) => {
      const most = 2 ** (8 * values.BYTES_PER_ELEMENT - 1) - 1;
      return Float32Array.from(values, (value) => (value * largest) / most);
    }),
  }));
}
