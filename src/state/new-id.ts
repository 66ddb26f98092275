/** Ids of races. Random, and without `crypto.randomUUID`, which a page served over plain http does not have. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('');
}
