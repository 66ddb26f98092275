/** Lists that belong together, gone through together. Imports nothing. */

/**
 * Pairs of what stands at the same place of both lists.
 * @throws RangeError when one list is longer than the other.
 */
export function zip<A, B>(first: readonly A[], second: readonly B[]): [A, B][] {
  if (first.length !== second.length) {
    throw new RangeError(`A list of ${first.length} does not go with a list of ${second.length}.`);
  }
  const others = second.values();
  return first.map((one) => {
    const other = others.next();
    if (other.done) throw new RangeError('A list became shorter while it was read.');
    return [one, other.value];
  });
}
