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
  const steps: number[] = [];
  let step = 1;
  for (const side of shape) {
    steps.push(step);
    step *= side;
  }
  return inOrder(from, shape, steps, to);
}

/**
 * Copies row by row what lies in another order.
 * @param sides of the result. @param steps how far apart neighbours along each of its axes lie in `from`.
 * @param to as long as `from`, to be filled.
 */
export function inOrder<T extends { [index: number]: number } | string[]>(
  from: T,
  sides: readonly number[],
  steps: readonly number[],
  to: T,
): T {
  const size = sides.reduce((product, side) => product * side, 1);
  const place = sides.map(() => 0);
  let source = 0;
  for (let target = 0; target < size; target++) {
    (to as number[])[target] = (from as number[])[source] as number;
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      const next = (place[axis] as number) + 1;
      source += steps[axis] as number;
      if (next < (sides[axis] as number)) {
        place[axis] = next;
        break;
      }
      source -= next * (steps[axis] as number);
      place[axis] = 0;
    }
  }
  return to;
}
