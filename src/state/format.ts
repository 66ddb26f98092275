/**
 * How numbers are written on the page: one place, so that a chart, a table and a sentence agree.
 * Shares come in as 0..1. Imports nothing.
 */

/** No-break space: a number never parts from its unit at a line's end. */
const NBSP = '\u00A0';

/** `0.4432` gives "44 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)}${NBSP}%`;
}

/** `0.4432` gives "44.3 %": for the table of end numbers, where a point matters. */
export function finePercent(share: number): string {
  return `${(share * 100).toFixed(1)}${NBSP}%`;
}

/** A difference of two shares in points, with a true minus sign: "+10.8", "−5.0", "0.0". */
export function signedPoints(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(1);
  if (points === '0.0') return points;
  return `${difference > 0 ? '+' : '\u2212'}${points}`;
}

/** "1 point", "30 points": how far two shares lie apart, once each is rounded as it is shown. */
export function pointsApart(a: number, b: number): string {
  const points = Math.abs(Math.round(a * 100) - Math.round(b * 100));
  return `${points} ${points === 1 ? 'point' : 'points'}`;
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
