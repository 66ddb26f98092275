/**
 * How measures describe themselves: plain data that the worker sends once, beside the methods. The page draws charts,
 * exports and explanations from it, so that a measure of numbers needs no word anywhere else.
 */

/**
 * What the values are. `share` always runs from 0 to 100 %, `contribution` is a share that may be negative;
 * `magnitude` and `ratio` stand on log axes, the ratio's centred on 1.
 */
export type Unit =
  | 'share'
  | 'contribution'
  | 'cosine'
  | 'amount'
  | 'milliseconds'
  | 'magnitude'
  | 'ratio';

interface Described {
  /** Its key in `epoch-ended`; a dot leads into a part (`cost.msPerStep`). */
  readonly id: string;
  /** Title of its chart or picture. */
  readonly label: string;
  /** One plain sentence: what is this? */
  readonly explanation: string;
  /** Costly: not taken in every epoch (`measures.every`), and switched off by `measures.heavy`. */
  readonly heavy: boolean;
  /** The paper that it comes from: authors (venue), arXiv number; absent where it is common or the lab's own. */
  readonly citation?: string;
  /** Which tab of the page shows it. */
  readonly tab: string;
  /** What will appear, before a run has got so far. */
  readonly waiting: string;
  /** Why a run does not have it; `{run}` stands for its label. */
  readonly absent: string;
  /** Taken once, after the last epoch, because it takes long; one of numbers stands in a table of its tab instead of a chart. */
  readonly when?: 'end';
}

/**
 * A measure that is one number for each run, each modality (by id), or each head or pair of modalities (by the key of
 * its name, names.ts).
 */
export interface NumbersDescription extends Described {
  readonly per: 'run' | 'modality' | 'head' | 'pair';
  readonly unit: Unit;
  /** What it is and on which samples, in a few words; `{split}` stands for the held-out split's name. */
  readonly subtitle: string;
  /** Whether its chart shows every run of the race, or the one a person chose. */
  readonly shows: 'every-run' | 'chosen-run';
  /** Landmarks of its axis. */
  readonly levels?: readonly { readonly label: string; readonly value: number }[];
  /** Which of several measures in one chart a line is: "held-out". */
  readonly word?: string;
  /** The measure in whose chart it is drawn, thin; one of its own where absent. */
  readonly joins?: string;
}

/** A measure with a shape, and a picture or table, of its own. */
export interface StructureDescription extends Described {
  readonly per: 'structure';
  /** Explanations of its parts, by the part's name. */
  readonly terms: Readonly<Record<string, string>>;
  /**
   * What its numbers are in a table of epochs, by their path under its id, in which `*` stands for a modality or a head;
   * `{of}` in the words stands for which.
   */
  readonly columns?: Readonly<Record<string, { readonly meaning: string; readonly unit: string }>>;
}

export type MeasureDescription = NumbersDescription | StructureDescription;

/** A measure that is taken once, after the last epoch. */
export const isOfEnd = ({ when }: MeasureDescription): boolean => when === 'end';

/** One of numbers, which stands in a table. */
export type EndDescription = NumbersDescription & { readonly when: 'end' };

export const isInEndTable = (description: MeasureDescription): description is EndDescription =>
  description.per !== 'structure' && description.when === 'end';

/** All measures of this build, in the order of `epoch-ended`. */
export type MeasureCatalogue = readonly MeasureDescription[];

/** What a measure of numbers says of an epoch: one number, or one by name. Null: not defined for this run, or not now. */
export type MeasuredValue = number | Readonly<Record<string, number | null>> | null;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a described measure in an epoch; null where the epoch does not know it. */
export function measured(epoch: object, id: string): MeasuredValue {
  let at: unknown = epoch;
  for (const key of id.split('.')) at = isRecord(at) ? at[key] : null;
  return typeof at === 'number' || isRecord(at) ? (at as MeasuredValue) : null;
}

/** The same of a measure that has a value by name; empty where the epoch does not know it. */
export function measuredByName(epoch: object, id: string): Readonly<Record<string, number | null>> {
  const value = measured(epoch, id);
  return typeof value === 'number' || value === null ? {} : value;
}

/** One part of it, by name; null where it has none. A modality may be called anything: what an object inherits is no number of it. */
export const partOf = (value: MeasuredValue, name: string): number | null =>
  isRecord(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
