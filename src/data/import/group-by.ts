/** Groups of what belongs together. Imports nothing. */

/**
 * In the order in which the keys are met. Lists grow in place: a new one for every item would cost the square of a hundred
 * thousand files.
 */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
