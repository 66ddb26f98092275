/**
 * The columns of a lanes picture, from the sample on the left to the fusion head on the right, in units that are pixels at
 * its natural size: with samples, without them, and drawn close together for three pictures side by side in a small window,
 * where its type would be too small to read otherwise. Numbers only.
 */

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Columns {
  /** Where the picture begins, and how wide it is. */
  readonly begin: number;
  readonly width: number;
  readonly sample: Span | null;
  readonly encoder: Span;
  readonly feature: Span;
  /** Where the shared head's branches run from lane to lane, and how far from each other. */
  readonly bus: number;
  readonly busStep: number;
  readonly head: Span;
  /** The wall's door leaf, from its hinge to the end of the wall. */
  readonly door: Span;
  readonly stop: number;
  readonly fusion: Span;
  /** How far the control points of the longest arrow lie beside the features. */
  readonly swing: number;
}

export const SAMPLE = { from: 0, to: 36 } as const;

export const WIDE: Columns = {
  begin: 0,
  width: 320,
  sample: SAMPLE,
  encoder: { from: 45, to: 99 },
  feature: { from: 128, to: 138 },
  bus: 176,
  busStep: 5,
  head: { from: 188, to: 236 },
  door: { from: 238, to: 268 },
  stop: 258,
  fusion: { from: 276, to: 320 },
  swing: 24,
};

/** Whoever holds it shows the samples elsewhere, if at all. */
export const CUT: Columns = { ...WIDE, begin: 44, width: 276, sample: null };

export const CLOSE: Columns = {
  begin: 0,
  width: 209,
  sample: null,
  encoder: { from: 1, to: 50 },
  feature: { from: 66, to: 74 },
  bus: 88,
  busStep: 3,
  head: { from: 98, to: 146 },
  door: { from: 147, to: 164 },
  stop: 156,
  fusion: { from: 167, to: 209 },
  swing: 12,
};
