/**
 * How numbers are written on the page: one place, so that a chart, a table and a sentence agree.
 * Shares come in as 0..1.
 */
import { inPercent } from '../protocol/in-percent';
import type { Accuracy, AccuracyGap } from '../protocol/units';

/** No-break space: a number never parts from its unit at a line's end. */
const NBSP = '\u00A0';

/** `0.4432` gives "44 %", `0.996` "99.6 %": all and nothing are said only where they are meant. */
export function percent(share: Accuracy): string {
  return `${inPercent(share, 0)}${NBSP}%`;
}

/** How sure a head is: "44 %", and at the ends "> 99.9 %" and "< 0.1 %", for a softmax never says all or nothing. */
export function sureness(probability: number): string {
  if (probability >= 0.9995) return `> 99.9${NBSP}%`;
  if (probability < 0.0005) return `< 0.1${NBSP}%`;
  return percent(probability);
}

/** `0.4432` gives "44.3 %", `0.9996` "99.96 %": where a point matters, in tables and sentences that compare. */
export function finePercent(share: Accuracy): string {
  return `${inPercent(share, 1)}${NBSP}%`;
}

/** "92.2 ± 0.7 %": a mean of shares with their standard deviation. */
export function percentSpread(mean: Accuracy, sd: number): string {
  return `${inPercent(mean, 1)} \u00B1 ${(sd * 100).toFixed(1)}${NBSP}%`;
}

/** A difference of two shares in points, rounded here and nowhere before, with a true minus sign: "+10.8", "−5.0", "0.0". */
export function signedPoints(difference: AccuracyGap): string {
  const points = Math.abs(difference * 100).toFixed(1);
  if (points === '0.0') return points;
  return `${difference > 0 ? '+' : '\u2212'}${points}`;
}

/** The size of a difference of two shares in words: "30.7 points", "1.0 point", "less than 0.1 points". */
export function pointsText(difference: AccuracyGap): string {
  const points = Math.abs(difference * 100).toFixed(1);
  if (points === '0.0') return difference === 0 ? 'no points' : `less than 0.1${NBSP}points`;
  return `${points}${NBSP}${points === '1.0' ? 'point' : 'points'}`;
}

/** "1,000": a count in a sentence. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** "2nd", "3rd", "4th", "11th", "21st". */
export function ordinal(count: number): string {
  const [tens, ones] = [count % 100, count % 10];
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${count}${ending}`;
}

/** A cosine or another small number: two decimals, with a true minus sign, and none before a zero. */
export function decimal(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text.replace('-', '\u2212');
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
