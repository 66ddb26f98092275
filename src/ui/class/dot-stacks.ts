/** Values as dots that stand on each other where they are near: each dot a pupil, none hidden. Pure. */

export interface StackedDot {
  /** Middle of its stack, on the values' scale. */
  readonly value: number;
  /** Place in its stack, from 0. */
  readonly height: number;
}

/** @param width of a stack, on the values' scale. */
export function stackDots(
  values: readonly number[],
  from: number,
  width: number,
): readonly StackedDot[] {
  const heights = new Map<number, number>();
  return [...values]
    .sort((a, b) => a - b)
    .map((value) => {
      const stack = Math.floor((value - from) / width + 1e-9);
      const height = heights.get(stack) ?? 0;
      heights.set(stack, height + 1);
      return { value: from + (stack + 0.5) * width, height };
    });
}
