/** The order of classes. Imports nothing. */

/** Whole numbers in their order, then everything else by its letters. */
export function compareLabels(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  const [xIs, yIs] = [a !== '' && Number.isFinite(x), b !== '' && Number.isFinite(y)];
  if (xIs && yIs) return x - y;
  if (xIs !== yIs) return xIs ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
