/**
 * What a chart shows, as plain data: lines, levels and marks with names, colours by meaning and
 * dashes by run. Pure; the page only draws it.
 */

import type { Catalogue, Dash } from '../../protocol/catalogue';
import type { Unit } from '../../protocol/measure';

/** Colour by meaning: which modality, the fused prediction, or neither. */
export type Tone = (typeof MODALITY_TONES)[number] | 'fusion' | 'quiet';

/** How a line is dashed: as its run, or finely, which no run of a race is. */
export type LineDash = Dash | 'fine';

export interface Point {
  readonly epoch: number;
  /** Where it stands on an axis that counts something else; absent where epochs are counted. */
  readonly x?: number;
  /** Null leaves a gap. */
  readonly value: number | null;
}

export interface ChartLine {
  readonly key: string;
  /** Whose training its points belong to. */
  readonly run?: string;
  /** The whole name, for tables and screen readers. */
  readonly name: string;
  /** The name at the line's end. */
  readonly label: string;
  /** A second line under it, for what only stands in for something else; null for most. */
  readonly note: string | null;
  /** Whether what it stands in for has taken over. */
  readonly isOver: boolean;
  readonly tone: Tone;
  readonly dash: LineDash;
  /** Thin for what only stands in for something else, pale for what is there and not asked about. */
  readonly weight: 'normal' | 'thin' | 'pale';
  readonly points: readonly Point[];
}

/** How widely several seeds spread round the line of the same key: drawn behind it. */
export interface ChartBand {
  readonly key: string;
  readonly tone: Tone;
  /** Null where the line has a gap. */
  readonly points: readonly {
    readonly epoch: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** A horizontal line. A quiet one is a landmark and is named without its value. */
export interface ChartLevel {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
  readonly value: number;
  /** Thin for what only a second look needs. */
  readonly weight?: 'thin';
}

/** A moment, as a vertical hairline with a name. */
export interface ChartMark {
  readonly epoch: number;
  readonly x?: number;
  /** The run whose moment it is. */
  readonly run?: string;
  readonly label: string;
}

export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** One plain sentence: what is this? */
  readonly explanation?: string;
  /** What of a race's sentences is about it, by the tests; absent where no test speaks of it. */
  readonly told?: 'modalities' | 'fusion';
  /** What is measured and on which samples, in a few words. */
  readonly subtitle: string;
  readonly unit: Unit;
  /** The whole length of the race, in epochs. */
  readonly lastEpoch: number;
  /** What it is drawn across, and how far; absent for epochs. */
  readonly across?: { readonly id: 'steps' | 'seconds'; readonly last: number };
  readonly lines: readonly ChartLine[];
  /** Behind the lines; none in a chart of one race. */
  readonly bands?: readonly ChartBand[];
  readonly levels: readonly ChartLevel[];
  readonly marks: readonly ChartMark[];
  /** Whether its marks are named: once among charts that stand together. */
  readonly namesMarks?: boolean;
  /** What will appear here, or why nothing can, for a chart without lines. */
  readonly empty: string;
  /** Nothing can appear here: the run has epochs and none of them has this measure. */
  readonly isAbsent?: boolean;
}

/** One for every modality that data may have; each names a colour of tokens.css and its twin for small type. */
export const MODALITY_TONES = [
  'modality-1',
  'modality-2',
  'modality-3',
  'modality-4',
  'modality-5',
  'modality-6',
] as const;

/** The colour of the modality at this place in the data set. */
export function modalityTone(index: number): Tone {
  return MODALITY_TONES[index] ?? 'quiet';
}

/** Dashes that no method claims for itself come first. */
const FREE_DASHES: readonly Dash[] = [
  'dotted',
  'dash-dotted',
  'long',
  'twice-dotted',
  'solid',
  'dashed',
];
/** While the lab has not yet described its methods, a race is told apart by its order. */
const UNDESCRIBED: readonly Dash[] = ['dashed', 'solid', ...FREE_DASHES.slice(0, 4)];

/** A dash for every run: those that methods claim for themselves first, the others in the order of the race. */
export function dashesOf(
  names: readonly string[],
  catalogue: Catalogue,
): ReadonlyMap<string, Dash> {
  const dashes = new Map<string, Dash>();
  for (const name of names) {
    const own = catalogue.find(({ id }) => id === name)?.dash;
    if (own) dashes.set(name, own);
  }
  const taken = new Set(dashes.values());
  const order = catalogue.length === 0 ? UNDESCRIBED : FREE_DASHES;
  const free = order.filter((dash) => !taken.has(dash));
  let next = 0;
  for (const name of names) {
    if (dashes.has(name)) continue;
    dashes.set(name, free[next % free.length] ?? 'solid');
    next += 1;
  }
  return dashes;
}
