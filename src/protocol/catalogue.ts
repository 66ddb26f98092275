/**
 * How methods describe themselves: plain data that the worker sends once, before any data set.
 * The page draws forms and lanes from it and never imports the methods.
 */
import type { Knob } from './knobs';

/** A part of the network, as the lanes picture names it. */
export type Part = 'encoder' | 'private-head' | 'shared-head' | 'fusion-head';

/** A knob with a certain value, or with any other. */
export type KnobIs =
  | { readonly path: string; readonly equals: string | number }
  | { readonly path: string; readonly isNot: string | number };

/** What one modality teaches another, along a set of dimensions. A knob's value may stand in it as `{duc.kind}`. */
export interface Lesson {
  /** Which dimensions they are, after "3 dimensions": `{teacher}` and `{student}` stand for the modalities. */
  readonly set: string;
  /** Whether the teacher moves towards its student as well. */
  readonly isMutual: boolean;
  /** A set of fewer dimensions teaches nothing; why, in a sentence. */
  readonly fewest: { readonly dimensions: number; readonly because: string };
  /** What an empty set is, in a sentence. */
  readonly empty: string;
  /** When the dimensions are chosen anew, in a sentence; never where absent. */
  readonly renewed?: string;
}

/** What a knob changes of how a loss is told. */
export type LossChange = Partial<
  Pick<LossDeclaration, 'label' | 'word' | 'explanation' | 'waiting'>
> & { readonly lesson?: Partial<Lesson> };

/** One loss and how far its gradient flows. */
export interface LossDeclaration {
  readonly id: string;
  readonly label: string;
  /** How pictures and sentences call it, short enough to stand beside an arrow; its label where absent. */
  readonly word?: string;
  /** What it does, in a sentence that begins with its word; for one that pulls a student to a teacher. */
  readonly explanation?: string;
  /** Said of one whose head answers and that is no mean of -log p of the true class all the same. */
  readonly isSurprise?: false;
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
  /** For a loss that pulls a student to a teacher. */
  readonly lesson?: Lesson;
  /** Where it has no head: what stands in the box at the end of its arrow, in two short lines. */
  readonly box?: readonly [string, string];
  /** Knobs that switch it off, any one of them, by the value that does. */
  readonly offWhen?: readonly KnobIs[];
  /** What is told otherwise under a knob's value; all that apply, the later over the earlier. */
  readonly variants?: readonly { readonly when: KnobIs; readonly change: LossChange }[];
}

/** How a method steers its encoders beside its losses, batch by batch or epoch by epoch. */
export interface SteeringDeclaration {
  readonly stage: string;
  /**
   * Where it takes hold: which samples come to the encoder and how often, the gradient on its way there, the learning
   * rate, the encoder's weights themselves, the feature on its way to the fusion head, or the loss on one feature alone.
   */
  readonly on: 'samples' | 'gradient' | 'rate' | 'weights' | 'feature' | 'own-loss';
  /** The measure that says how much of it each modality got; null where no number says it. */
  readonly measure: string | null;
  /** How its number is written. */
  readonly as: 'factor' | 'share' | 'place';
  /** The sign on the edge that it changes; none where only words stand there. */
  readonly sign?: 'times' | 'plus' | 'drop' | 'back' | 'again' | 'turn';
  /** What stands at that place of the picture; `{value}` is the measured number. */
  readonly mark: string;
  /** What it does, in whole sentences. */
  readonly explanation: string;
  /** The number in words, for one modality: "{modality}\u2019s gradient \u00D7 {value}"; the mark where no number says it. */
  readonly told: string;
  /** Knobs that switch it off, any one of them. */
  readonly offWhen?: readonly KnobIs[];
}

/** What a method makes of training samples that lack a modality. */
export interface MissingDeclaration {
  /** Whether it learns from what they have, or leaves them out. */
  readonly training: 'used' | 'left-out';
  /** The same, and how it answers such a sample, in whole sentences. */
  readonly explanation: string;
}

/** What a loss is called on the page. */
export const lossWord = ({ word, label }: Pick<LossDeclaration, 'word' | 'label'>): string =>
  word ?? label;

/** A stage of a method's procedure. */
export interface StageDeclaration {
  readonly id: string;
  readonly label: string;
  readonly trains: readonly Part[];
  /** Knobs that leave it out, any one of them. */
  readonly offWhen?: readonly KnobIs[];
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
  /** What was measured of it, at this lab's scale, in a sentence or two. */
  readonly found?: string;
  /** How it stands in a sentence: "under joint training"; "under" and its label where absent. */
  readonly phrase?: string;
  /** A sentence for the end of a race that it wins against the rule. */
  readonly whenBest?: string;
  /** Its dash in every race, so that the eye learns it once; a free one where absent. */
  readonly dash?: Dash;
  readonly ablation?: Ablation;
  /** Whether its encoders are trained as those of every such method are: runs side by side need that only once. */
  readonly trainsAlike?: boolean;
  /** Where all features must have one length: what needs that, the subject of a sentence. */
  readonly oneFeatureLength?: string;
  /** What can be set; paths are relative to `methods.<run>`. */
  readonly knobs: readonly Knob[];
  readonly stages: readonly StageDeclaration[];
  readonly losses: readonly LossDeclaration[];
  /** What it does to its encoders beside these losses; nothing where absent. */
  readonly steering?: readonly SteeringDeclaration[];
  /** What is reported as fusion accuracy, in words; null where there is none. */
  readonly prediction: string | null;
  /** Knobs under which it needs samples set aside for validation, all of them together; always where the list is empty. */
  readonly validatesWhen?: readonly KnobIs[];
  /** What it makes of samples that lack a modality; a lab of before they were kept does not say. */
  readonly missing?: MissingDeclaration;
}

/** All methods of this build, in the order the page lists them. */
export type Catalogue = readonly MethodDescription[];
