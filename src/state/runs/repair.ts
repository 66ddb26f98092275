/**
 * Makes a value from a file fit a schema by giving up as little of it as possible, field by field: what does not fit
 * becomes null, else it is removed so that the schema's own default holds, else the part that holds it is given up in
 * the same way. Knows no run.
 */
import * as v from 'valibot';
import { shownPath } from '../../protocol/failure';
import { unfitPlace } from './unfit-words';

export interface Repaired<T> {
  readonly value: T;
  /** Dotted paths of what was given up; empty where everything fitted. */
  readonly lost: readonly string[];
}

/** Why nothing could be saved: the first place that does not fit, and what stands there. */
export interface Unfit {
  readonly reason: string;
}

type Keys = readonly PropertyKey[];
type Tree = Record<PropertyKey, unknown>;

/** More rounds than any value is deep. */
const MOST_ROUNDS = 24;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

const pathOf = (keys: Keys): string => keys.map(String).join('.');

/** As a sentence takes it. */
const shown = (path: string): string => shownPath(path.split('.'));

function at(tree: unknown, keys: Keys): unknown {
  let node = tree;
  for (const key of keys) node = isTree(node) ? node[key] : undefined;
  return node;
}

/**
 * @param input parsed from a file or taken from storage; it is changed.
 * @returns the value with what was lost, or why not even the whole of it can be given up for a default.
 */
export function repaired<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
): Repaired<T> | Unfit {
  const attempts = new Map<string, number>();
  let first: string | null = null;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const read = v.safeParse(schema, input);
    if (read.success)
      return { value: read.output, lost: outermost([...attempts.keys()]).map(shown) };
    const given = new Set<string>();
    for (const issue of read.issues) {
      const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey);
      first ??= unfitPlace(issue, 'it');
      if (!giveUp(input, keys, attempts, given)) return { reason: first };
    }
  }
  return { reason: first ?? 'it does not fit' };
}

/** Gives up one place, once a round; false where there is nothing around it that could be given up. */
function giveUp(
  input: unknown,
  keys: Keys,
  attempts: Map<string, number>,
  given: Set<string>,
): boolean {
  const last = keys.at(-1);
  if (last === undefined) return false;
  const path = pathOf(keys);
  if ([...given].some((other) => path === other || path.startsWith(`${other}.`))) return true;
  const holder = at(input, keys.slice(0, -1));
  const before = attempts.get(path) ?? 0;
  // places in a list belong to each other: a list with a hole would say something else
  if (!isTree(holder) || Array.isArray(holder) || before > 1 || last === '__proto__') {
    return giveUp(input, keys.slice(0, -1), attempts, given);
  }
  given.add(path);
  attempts.set(path, before + 1);
  if (before === 0) holder[last] = null;
  else delete holder[last];
  return true;
}

/** Without the places inside other places. */
const outermost = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));
