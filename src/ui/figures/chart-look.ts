/** How large a chart is drawn: on the page, or for the last row of a classroom. Pure. */
export interface ChartLook {
  /** Size of its type, in pixels. */
  readonly type: number;
  /** Thickness of its curves, in pixels. */
  readonly line: number;
  /** How much larger than on the page type and distances are. */
  readonly scale: number;
}

const PAGE_TYPE = 12;

export const PAGE_LOOK: ChartLook = { type: PAGE_TYPE, line: 2, scale: 1 };

/** Of the screen's height, so that the last row of a lecture hall reads it; below .02 it would not. */
const PROJECTED_TYPE = 0.024;
const PROJECTED_LINE = 5;

/** The look on a screen of this height. */
export function projectedLook(screenHeight: number): ChartLook {
  const type = Math.max(PAGE_TYPE, Math.ceil(screenHeight * PROJECTED_TYPE));
  return { type, line: PROJECTED_LINE, scale: type / PAGE_TYPE };
}
