/**
 * How wide the gradient dashes are: one fixed scale for all runs, so that pictures side by side can be compared.
 * Width = 10 x the square root of the gradient's norm over the weights' norm, never above 10: the small gradients
 * of a starved encoder stay visible beside the large ones. Imports nothing.
 */

/** Width at a gradient as large as the weights themselves, in units of the picture. */
const WIDEST = 10;
/** What has no number is drawn as a hairline. */
export const HAIRLINE = 1;

/** Width of the dashes for a relative gradient norm. */
export function dashWidth(gradient: number | null): number {
  if (gradient === null || !Number.isFinite(gradient)) return HAIRLINE;
  return Math.min(WIDEST, Math.max(HAIRLINE, WIDEST * Math.sqrt(Math.max(0, gradient))));
}

/**
 * Width of each of several edges whose gradients meet in one: they share its width evenly, for only their sum is
 * measured.
 */
export function branchWidth(gradient: number | null, branches: number): number {
  return Math.max(HAIRLINE, dashWidth(gradient) / Math.max(1, branches));
}

/** A relative gradient norm as the picture writes it: two figures, never more than five letters. */
export function gradientText(gradient: number): string {
  if (!Number.isFinite(gradient)) return '\u2013';
  if (gradient >= 10) return gradient.toFixed(0);
  return gradient >= 0.1 ? gradient.toFixed(2) : gradient.toFixed(3);
}
