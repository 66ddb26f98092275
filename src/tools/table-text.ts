/** How the tables of measured differences write them: points with a sign, intervals, p, and a verdict that cannot be. */

/** "+2.0", "−0.3"; "0.0" without a sign, whichever side it was rounded from. @param points of accuracy. */
export function signed(points: number): string {
  const text = Math.abs(points).toFixed(1);
  if (Number(text) === 0) return text;
  return `${points < 0 ? '\u2212' : '+'}${text}`;
}

export const between = ([low, high]: readonly [number, number]): string =>
  `${signed(low)} to ${signed(high)}`;

export const pText = (p: number): string => (p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, ''));

/** Where no outcome of so few seeds could say anything. @param least the fewest that could. */
export const tooFew = (least: number): string => `too few: ${least} are the least`;
