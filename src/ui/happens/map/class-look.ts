/**
 * How a class looks on a map of samples: five colours, first as discs and then as rings, so that no two classes differ
 * by their colour alone where colours are few. Pure.
 */

/** As many as tokens.css names. */
const COLOURS = 5;
/** More classes than these nobody tells apart. */
const MOST_CLASSES = 2 * COLOURS;

export interface ClassLook {
  readonly colour: string;
  readonly isRing: boolean;
}

/** Null where there are more classes than looks: all are grey then, and one at a time is in ink. */
export function classLook(label: number, count: number): ClassLook | null {
  if (count > MOST_CLASSES || label >= count) return null;
  return { colour: `var(--class-${(label % COLOURS) + 1})`, isRing: label >= COLOURS };
}
