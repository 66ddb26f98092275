/**
 * What a measure is: plain data that describes it, and one function that takes it from a run as it stands at the end
 * of an epoch. A measure sees all that was read of the run once, and reads nothing of the data itself; one of the end may
 * let the run read samples that it has spoiled.
 */
import type { Kernels } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import type { Labelled } from '../../math/probe/standardise';
import type {
  MeasuredValue,
  NumbersDescription,
  StructureDescription,
} from '../../protocol/measure';
import type { ByModality, StructuredMeasures } from '../../protocol/measures';
import type { Answers, MethodRun, Readings } from '../method';
import type { DimensionPair, DimensionRule } from '../model/complementary-dimensions';
import type { Signal, Signals } from '../model/signals';
import type { SplitData } from '../run/race-data';

/** Some samples as the run reads and answers them. */
export interface Sampled {
  readonly readings: Readings;
  readonly answers: Answers;
  /** `[rows]` */
  readonly labels: Int32Array;
  /** The readout of every modality, z_m or a private head's, by id; null where one has none. */
  readonly unimodal: ReadonlyMap<string, Matrix> | null;
}

/** A run at the end of an epoch. */
export interface Measuring {
  readonly run: MethodRun;
  /** Where the run lives. */
  readonly kernels: Kernels;
  /** Of the modalities, in the order of all arrays by modality. */
  readonly ids: readonly string[];
  readonly classes: number;
  /** Every held-out sample, those that lack a modality too. */
  readonly readings: Readings;
  /** Every held-out sample that has all modalities. */
  readonly heldOut: Sampled;
  /** A fixed part of the held-out samples, for what takes long. */
  readonly subset: Sampled;
  /** Which rows of `split` those are. */
  readonly subsetRows: Int32Array;
  /** A fixed part of the training samples. */
  readonly training: Sampled;
  /** The held-out split itself. */
  readonly split: SplitData;
  /** What the probes are fitted on, per modality, and the class they give each sample of `subset`, by modality id. */
  readonly probe: {
    readonly training: readonly Labelled[];
    readonly subset: ByModality<Int32Array>;
  };
  /** Features of every training sample that has the modality, `[rows, dims]` per modality. */
  readonly trainFeatures: readonly Matrix[];
  /** What the epoch's steps said of themselves; encoders that were not trained are missing. */
  readonly signals: Signals;
  /** Whether what takes long is wanted, and due. */
  readonly heavy: boolean;
  /** How much every dimension separates the classes in `training` (R5), `[dims]` per modality, 0..1. */
  readonly separabilities: readonly Float64Array[];
  /** The same when the sets in use were chosen; null without. */
  readonly atChoice: readonly Float64Array[] | null;
  /** Complementary sets that the method has chosen; null where it has none (yet). */
  readonly fixed: readonly DimensionPair[] | null;
  /** Those, or the sets one would choose now. */
  readonly pairs: readonly DimensionPair[];
  /** Sets chosen by a rule from the features as they are; none where the features differ in length. */
  pairsNow(rule?: DimensionRule): readonly DimensionPair[];
}

/** One probability, of one class of one sample: mostly its exponential. */
export const PROBABILITY_NS = 25;

/** What the work of measures can be counted from: settings and data, no clock. */
export interface Sizes {
  /** Of the features, per modality. */
  readonly dims: readonly number[];
  readonly classes: number;
  /** Training samples that probes are fitted on. */
  readonly probeRows: number;
  readonly heldOutRows: number;
  /** Of `Measuring.subset`. */
  readonly subsetRows: number;
  /** One sample through all encoders. */
  readonly forwardNs: number;
}

interface Takes<Description, Value> {
  readonly description: Description;
  take(at: Measuring): Value | Promise<Value>;
  /** About what is costly of it takes, in nanoseconds on a laptop; every heavy measure counts it. */
  workNs?(sizes: Sizes): number;
  /** What stands for it where it is costly and not due, or switched off; null where absent. */
  blank?(ids: readonly string[]): Value;
}

/** A number for each run, modality, head or pair. */
export type NumbersMeasure = Takes<NumbersDescription, MeasuredValue>;

/** A measure with a shape of its own, which `StructuredMeasures` knows. */
export type StructureMeasure = {
  [Id in keyof StructuredMeasures]: Takes<
    StructureDescription & { readonly id: Id },
    StructuredMeasures[Id]
  >;
}[keyof StructuredMeasures];

export type Measure = NumbersMeasure | StructureMeasure;

/** A value for every modality. */
export function byModality<T>(
  ids: readonly string[],
  of: (id: string, m: number) => T,
): Record<string, T> {
  return Object.fromEntries(ids.map((id, m) => [id, of(id, m)]));
}

/** What the epoch's steps said, for every modality; null where they said nothing. */
export function signalByModality(
  { ids, signals }: Pick<Measuring, 'ids' | 'signals'>,
  signal: Signal,
): Record<string, number | null> {
  const values = signals.get(signal);
  return byModality(ids, (id) => values?.get(id) ?? null);
}
