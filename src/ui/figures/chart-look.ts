/** How large a chart is drawn: on the page, or for the last row of a classroom. Pure. */
export interface ChartLook {
  /** Size of its type, in pixels. */
  readonly type: number;
  /** Thickness of its curves, in pixels. */
  readonly line: number;
  /** How much larger than on the page type and distances are. */
  readonly scale: number;
  /** Longer names at line ends are cut; the tooltip and the table have them whole. */
  readonly letters: number;
  /** How much of its width the plot has at least, 0..1: names that want more room are broken into lines. */
  readonly plot: number;
}

const PAGE_TYPE = 12;
const MOST_LETTERS = 28;
/** On the page names are broken into lines, and cut where they are longer than a line of text. */
const PAGE_LETTERS = 60;
/** Holds "picture, Late ensemble". */
const FEW_LETTERS = 21;

export const PAGE_LOOK: ChartLook = {
  type: PAGE_TYPE,
  line: 2,
  scale: 1,
  letters: PAGE_LETTERS,
  plot: 0.6,
};

/** Of the screen's height, so that the last row of a lecture hall reads it; below .02 it would not. */
const PROJECTED_TYPE = 0.024;
const PROJECTED_LINE = 5;

/** The look on a screen of this height; a squarer one leaves names less room. */
export function projectedLook(screenHeight: number, isWide = true): ChartLook {
  const type = Math.max(PAGE_TYPE, Math.ceil(screenHeight * PROJECTED_TYPE));
  return {
    type,
    line: PROJECTED_LINE,
    scale: type / PAGE_TYPE,
    letters: isWide ? MOST_LETTERS : FEW_LETTERS,
    plot: 0,
  };
}

/** On the stage nothing is smaller than 14 pixels. */
export const STAGE_LOOK: ChartLook = {
  type: 15,
  line: 3,
  scale: 1.25,
  letters: MOST_LETTERS,
  plot: 0,
};
export const TELEPHONE_LOOK: ChartLook = {
  type: 14,
  line: 2.5,
  scale: 14 / PAGE_TYPE,
  letters: FEW_LETTERS,
  plot: 0,
};
