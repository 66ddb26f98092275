/**
 * How deep a value is nested, asked before anything walks it. Text of a few kilobytes can nest five thousand deep, and
 * whatever then calls itself for each part, JSON.stringify among them, ends in "call stack exceeded" with no place
 * named. This walk calls itself never. Imports nothing.
 */

/** Parts of an object or a list, and how many of them have been looked at. */
interface Level {
  readonly value: object;
  /** Null for a list. */
  readonly keys: readonly string[] | null;
  next: number;
}

function levelOf(value: object): Level {
  return { value, keys: Array.isArray(value) ? null : Object.keys(value), next: 0 };
}

/**
 * The first place that lies deeper than `most` objects and lists in one another, as its keys; null where there is none.
 * A value that holds itself is deeper than anything. Numbers in a typed array are not looked at.
 */
export function placeDeeperThan(input: unknown, most: number): readonly string[] | null {
  if (!hasParts(input)) return null;
  const levels = [levelOf(input)];
  for (;;) {
    const level = levels.at(-1);
    if (!level) return null;
    if (levels.length > most) return levels.slice(0, -1).map(keyAt);
    const { value, keys, next } = level;
    if (next >= (keys ?? (value as readonly unknown[])).length) {
      levels.pop();
      continue;
    }
    level.next += 1;
    const part = (value as Record<string | number, unknown>)[keys?.[next] ?? next];
    if (hasParts(part)) levels.push(levelOf(part));
  }
}

const hasParts = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

/** The key that was looked at last. */
const keyAt = ({ keys, next }: Level): string => keys?.[next - 1] ?? String(next - 1);
