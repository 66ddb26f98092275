/** How the scenes write their numbers. */
import { finePercent, pointsText } from '../state/format';

/** "74.2 %". */
export const inPercent = finePercent;

/** "30.7 points", from a difference in points. */
export const inPoints = (points: number): string => pointsText(points / 100);
