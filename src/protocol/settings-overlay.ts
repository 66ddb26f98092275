/**
 * Settings as layers: what a data set starts from, and what a person changed on top of it.
 * Pure functions; the address and the experiment store are built on them.
 */
import { keyOf } from './same-settings';
import type { Settings, SettingsInput } from './settings';
import { isTree, mergeSettings } from './settings-paths';

const same = (a: unknown, b: unknown): boolean => keyOf(a) === keyOf(b);

/** The parts of `value` that are not in `base`; undefined where nothing differs. */
function difference(value: unknown, base: unknown): unknown {
  if (same(value, base)) return undefined;
  if (!isTree(value) || !isTree(base)) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = difference(value[key], base[key]);
    if (part !== undefined) out[key] = part;
  }
  return out;
}

/**
 * What a person changed: `settings` without all that `base` says already.
 * The race is a list: where it differs at all, every run is named, so that its order and length are kept.
 */
export function changesFrom(settings: Settings, base: Settings): SettingsInput {
  const { methods, ...rest } = settings;
  const { methods: baseMethods, ...baseRest } = base;
  const changes = (difference(rest, baseRest) ?? {}) as SettingsInput;
  const names = Object.keys(methods);
  const sameList = names.join() === Object.keys(baseMethods).join();
  if (sameList && same(methods, baseMethods)) return changes;
  const changedMethods: Record<string, Record<string, unknown>> = {};
  for (const name of names) {
    const part = difference(methods[name], baseMethods[name] ?? {}) ?? {};
    changedMethods[name] = part as Record<string, unknown>;
  }
  return { ...changes, methods: changedMethods };
}

/** Lays a person's changes on `base`. Naming any run names the whole race. */
export function layOver(base: SettingsInput, changes: SettingsInput): SettingsInput {
  const merged = mergeSettings(base, changes);
  // changes may come from an address: what is no list of runs is left for the validation to refuse
  const named = isTree(changes.methods) ? Object.keys(changes.methods) : [];
  if (named.length === 0) return merged;
  const methods: Record<string, Record<string, unknown>> = {};
  for (const name of named) methods[name] = merged.methods?.[name] ?? {};
  return { ...merged, methods };
}
