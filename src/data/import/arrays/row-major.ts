/** The order of numbers in an array. Imports nothing. */

/**
 * Of arrays whose first axis is the fastest, as in Fortran and MATLAB; everywhere else here the last one is.
 * @param from column-major. @param shape the sides. @param to as long as `from`, to be filled.
 * @returns `to`, row-major.
 */
export function rowMajor<T extends { [index: number]: number } | string[]>(
  from: T,
  shape: readonly number[],
  to: T,
): T {
  const strides: number[] = [];
  let stride = 1;
  for (const side of shape) {
    strides.push(stride);
    stride *= side;
  }
  const place = shape.map(() => 0);
  let source = 0;
  for (let target = 0; target < stride; target++) {
    (to as number[])[target] = (from as number[])[source] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (place[axis] as number) + 1;
      source += strides[axis] as number;
      if (next < (shape[axis] as number)) {
        place[axis] = next;
        break;
      }
      source -= next * (strides[axis] as number);
      place[axis] = 0;
    }
  }
  return to;
}
