/**
 * Seeded mutations of JSON: of the document (parts dropped, swapped, of another sort, of another name, huge) and of its
 * text (cut off, a letter changed, a piece twice). Testing only.
 */
import { type Random, randomStream } from '../../math/rng';

type Tree = Record<string, unknown>;

const DEEP = '@@deep@@';
const deepText = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const VALUES: readonly ((random: Random) => unknown)[] = [
  () => null,
  (random) => random.below(1e6),
  () => -1,
  () => 0.5,
  () => 1e308,
  () => '',
  () => 'x',
  () => '__proto__',
  () => true,
  () => [],
  () => ({}),
  () => [[[]]],
  () => ({ toString: 1, constructor: { prototype: 1 } }),
  () => 'n'.repeat(100_000),
  () => Array.from({ length: 5000 }, (_, i) => i),
  () => Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i])),
  () => DEEP,
];
const NAMES = ['__proto__', 'constructor', 'fusion', '', 'a.b', 'n'.repeat(10_000), '0', '*'];

const hasParts = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** A random place below the root: what holds it, and its key. */
function placeIn(root: Tree, random: Random): { readonly holder: Tree; readonly key: string } {
  let holder = root;
  for (;;) {
    const keys = Object.keys(holder);
    const key = keys[random.below(keys.length)] ?? '0';
    const next = holder[key];
    if (!hasParts(next) || Object.keys(next).length === 0 || random.next() < 0.15) {
      return { holder, key };
    }
    holder = next;
  }
}

function changePart(root: Tree, random: Random): void {
  const { holder, key } = placeIn(root, random);
  const other = placeIn(root, random);
  const kind = random.below(10);
  if (kind < 2) delete holder[key];
  else if (kind < 3) holder[key] = structuredClone(other.holder[other.key]);
  else if (kind < 4) holder[NAMES[random.below(NAMES.length)] ?? ''] = holder[key];
  else if (kind < 5 && typeof holder[key] === 'number') holder[key] *= random.uniform(-3, 3);
  else holder[key] = VALUES[random.below(VALUES.length)]?.(random);
}

function changeText(text: string, random: Random): string {
  const at = random.below(text.length);
  const letters = [...'{}[]",:0e-\\\u0000\u{1f600}'];
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + letters[random.below(letters.length)] + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + text.slice(at, at + 200) + text.slice(at);
    default:
      return text.slice(0, at) + text.slice(at + 1 + random.below(50));
  }
}

/** The same document, the same seed and number: the same text. */
export function mutated(document: object, seed: number, number: number): string {
  const random = randomStream(seed, 'mutation', number);
  const root = structuredClone(document) as Tree;
  const isOfText = random.next() < 0.3;
  for (let left = isOfText ? 0 : 1 + random.below(4); left > 0; left -= 1) changePart(root, random);
  const text = JSON.stringify(root).replaceAll(
    `"${DEEP}"`,
    deepText(random.below(2) === 0 ? 20 : 5000),
  );
  return isOfText ? changeText(text, random) : text;
}
