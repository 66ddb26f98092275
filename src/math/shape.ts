/** Shapes of arrays, and lists of numbers one after the other. Imports nothing. */

/** Numbers in an array of this shape: the product of its sides. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);

/** @returns all numbers of all parts, in order; a lone part itself. */
export function endToEnd(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
