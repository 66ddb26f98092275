/** Seeds as a command line names them. */

/**
 * `101-120`, `7`, or `1,2,7-9`.
 * @throws RangeError where a part is neither a number nor two with the larger last.
 */
export function seedsNamed(text: string): readonly number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const [low, high] = [Number(first), Number(last)];
    if (first === '' || high < low) {
      throw new RangeError(
        `Seeds are ${text}; they must be numbers or ranges such as 7 or 101-120, with commas between.`,
      );
    }
    return Array.from({ length: high - low + 1 }, (_, k) => low + k);
  });
  return [...new Set(seeds)];
}
