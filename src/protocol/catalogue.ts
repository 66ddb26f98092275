/**
 * How methods describe themselves: plain data that the worker sends once, before any data set.
 * The page draws forms and lanes from it and never imports the methods.
 */
import type { Knob } from './knobs';

/** A part of the network, as the lanes picture names it. */
export type Part = 'encoder' | 'private-head' | 'shared-head' | 'fusion-head';

/** One loss and how far its gradient flows. */
export interface LossDeclaration {
  readonly id: string;
  readonly label: string;
  /** How pictures and sentences call it, short enough to stand beside an arrow; its label where absent. */
  readonly word?: string;
  /** What it does, in a sentence that begins with its word; for one that pulls a student to a teacher. */
  readonly explanation?: string;
  /** Where it does not begin at once: what it waits for, after "until" or "once", and the same as a sentence. */
  readonly waiting?: { readonly until: string; readonly sentence: string };
  readonly stage: string;
  /** What the loss is computed on. */
  readonly on: 'own-feature' | 'fused-features' | 'paired-features';
  readonly head?: Exclude<Part, 'encoder'>;
  /**
   * Which encoders its gradient reaches: `own` = only the encoder whose feature it reads,
   * `all` = every encoder through the fused features (the wall is open), `none` = no encoder,
   * `student` = the student's only; the teacher's feature is a constant.
   */
  readonly reaches: 'own' | 'all' | 'none' | 'student';
  /** Knobs that switch it off, any one of them, by the value that does. */
  readonly offWhen?: readonly { readonly path: string; readonly equals: string | number }[];
}

/** What a loss is called on the page. */
export const lossWord = ({ word, label }: Pick<LossDeclaration, 'word' | 'label'>): string =>
  word ?? label;

/** A stage of a method's procedure. */
export interface StageDeclaration {
  readonly id: string;
  readonly label: string;
  readonly trains: readonly Part[];
}

/** Dash by run, the same in every chart. */
export type Dash = 'solid' | 'dashed' | 'dotted' | 'dash-dotted' | 'twice-dotted' | 'long';

/** A method against itself, each time without one of its parts: a whole race in one press. */
export interface Ablation {
  readonly label: string;
  /** What is raced, in a few words. */
  readonly explanation: string;
  /** The runs, in their order: what each changes of the method's knobs, under the tag that names it; none for itself. */
  readonly variants: readonly {
    readonly tag?: string;
    /** What the tag reads on the page; the tag without its hyphens where absent. */
    readonly words?: string;
    readonly knobs: Readonly<Record<string, unknown>>;
  }[];
}

/** Everything the page needs to know about a method. */
export interface MethodDescription {
  readonly id: string;
  readonly label: string;
  /** One line: how it trains. */
  readonly explanation: string;
  readonly citation: string;
  /** How it stands in a sentence: "under joint training"; "under" and its label where absent. */
  readonly phrase?: string;
  /** A sentence for the end of a race that it wins against the rule. */
  readonly whenBest?: string;
  /** Its dash in every race, so that the eye learns it once; a free one where absent. */
  readonly dash?: Dash;
  readonly ablation?: Ablation;
  /** What can be set; paths are relative to `methods.<run>`. */
  readonly knobs: readonly Knob[];
  readonly stages: readonly StageDeclaration[];
  readonly losses: readonly LossDeclaration[];
  /** What is reported as fusion accuracy, in words; null where there is none. */
  readonly prediction: string | null;
}

/** All methods of this build, in the order the page lists them. */
export type Catalogue = readonly MethodDescription[];
