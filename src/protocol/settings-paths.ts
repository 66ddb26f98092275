/**
 * Settings by path, as the headless command's `--set PATH=VALUE` and the page's sliders speak of them.
 * A path's parts are separated by dots; run names such as `di-mml@no-duc` hold none.
 */
import { shownPath } from './failure';
import { checkBuild, SettingsError, type SettingsInput } from './settings';
import { DEEPEST } from './settings-bounds';

type Tree = { [key: string]: unknown };

/** Whether a value has parts of its own: an object, and no list. */
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that would reach an object's prototype instead of its own values. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** How many of a path's first parts stay though nothing is left in them: a run without knobs races all the same. */
const keptParts = ([first]: readonly string[]): number => (first === 'methods' ? 2 : 1);

/**
 * A copy of `settings`, or of a part of them, with one value set, or taken away where it is undefined, and with it the
 * parts that it leaves empty; nothing is validated here but the path's form.
 * @throws SettingsError when the path is empty or runs through a value that has no parts.
 */
export function withPath<T extends object = SettingsInput>(
  settings: T,
  path: string,
  value: unknown,
): T {
  const parts = path.split('.');
  const unknown = () =>
    new SettingsError(shownPath(parts), `There is no setting called ${shownPath(parts)}.`);
  if (parts.length > DEEPEST || parts.some((part) => part === '' || FORBIDDEN.has(part))) {
    throw unknown();
  }
  const root = structuredClone(settings) as Tree;
  const way = [root];
  let node = root;
  for (const part of parts.slice(0, -1)) {
    const next = node[part];
    if (next === undefined) {
      const made: Tree = {};
      node[part] = made;
      node = made;
    } else if (isTree(next)) {
      node = next;
    } else {
      throw unknown();
    }
    way.push(node);
  }
  const last = parts.at(-1) as string;
  if (value === undefined) takeAway(way, parts);
  else node[last] = value;
  return root as T;
}

/** Takes the value at the end of a path away. @param way the tree that each of its parts stands in. */
function takeAway(way: readonly Tree[], parts: readonly string[]): void {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const tree = way[at];
    if (!tree) return;
    delete tree[parts[at] as string];
    if (at <= keptParts(parts) || Object.keys(tree).length > 0) return;
  }
}

/**
 * Lays `over` on `under`, part by part; lists and plain values replace. `over` need not have been validated.
 * @throws SettingsError where `over` is larger than any settings.
 */
export function mergeSettings(under: SettingsInput, over: SettingsInput): SettingsInput {
  checkBuild(over);
  const merge = (a: unknown, b: unknown): unknown => {
    if (!isTree(a) || !isTree(b)) return b === undefined ? a : b;
    const out: Tree = { ...a };
    for (const key of Object.keys(b)) {
      if (!FORBIDDEN.has(key)) out[key] = merge(a[key], b[key]);
    }
    return out;
  };
  return merge(under, over) as SettingsInput;
}

/** Every value of nested settings with its dotted path, in order; lists are values. */
export function* leavesOf(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  if (isTree(value)) {
    for (const [key, part] of Object.entries(value)) {
      yield* leavesOf(part, path === '' ? key : `${path}.${key}`);
    }
  } else {
    yield [path, value];
  }
}

/** Numbers as people write them, which JSON does not take: `.5`, `+1`, `1.`. */
const LOOSE_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** Reads a value typed on a command line: a number or JSON where it is one, else the text itself. */
export function parseValue(text: string): unknown {
  if (LOOSE_NUMBER.test(text)) return Number(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
