/** How the scenes write their numbers. */
import { decimal, finePercent, pointsText } from '../state/format';

/** "74.2 %". */
export const inPercent = finePercent;

/** "30.7 points", from a difference in points. */
export const inPoints = (points: number): string => pointsText(points / 100);

/** "0.59", of what has no unit. */
export const inTwoDigits = decimal;

/** Where a race does not show what its scene is about. */
export const ANOTHER_SEED = 'It happens; try another seed.';
/** The heading where there is nothing to say yet. */
export const NO_END = 'This race did not come to its end.';
