/**
 * Lists where settings hold objects. To the validator a list is an object without keys of ours, or with numbers for names:
 * `{"data": []}` would be the default data, and `{"encoders": [{}]}` an encoder of a modality called 0.
 */

/** As much of a schema as is needed to walk it. */
interface Shape {
  readonly type: string;
  /** What an optional one is where it is there. */
  readonly wrapped?: Shape;
  readonly entries?: Readonly<Record<string, Shape>>;
  /** What each value of a record is. */
  readonly value?: Shape;
}

/** The path of the first list that stands for an object; null where none does. `input` may be anything. */
export function listForObject(
  { wrapped, entries, type, value }: Shape,
  input: unknown,
  keys: readonly string[] = [],
): readonly string[] | null {
  if (wrapped) return listForObject(wrapped, input, keys);
  if (typeof input !== 'object' || input === null) return null;
  if (!entries && type !== 'record') return null;
  if (Array.isArray(input)) return keys;
  for (const [key, part] of Object.entries(input)) {
    const shape = entries ? (Object.hasOwn(entries, key) ? entries[key] : undefined) : value;
    const found = shape ? listForObject(shape, part, [...keys, key]) : null;
    if (found) return found;
  }
  return null;
}
