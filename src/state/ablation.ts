/**
 * Ablations: a method against itself, each time without one of its parts. Every run keeps the knobs that the method
 * has in the settings, and changes what its name says. Pure; which variants there are, the method says.
 */
import type { MethodDescription } from '../protocol/catalogue';
import type { Settings } from '../protocol/settings';
import { mergeSettings } from '../protocol/settings-paths';

/** How many runs one race takes: more curves than these cannot be told apart, and each takes its time. */
export const MOST_RUNS = 6;

/** The runs with their knobs; none where the method describes no ablation. */
export function ablationMethods(
  { methods }: Settings,
  { id, ablation }: MethodDescription,
): Settings['methods'] {
  const own = { methods: { run: { ...methods[id] } } };
  return Object.fromEntries(
    (ablation?.variants ?? []).map(({ tag, knobs }) => [
      runName(id, tag),
      mergeSettings(own, { methods: { run: knobs } }).methods?.['run'] ?? {},
    ]),
  );
}

/** Whether this race is the method's ablation. */
export function isAblation(names: readonly string[], { id, ablation }: MethodDescription): boolean {
  return names.join() === ablation?.variants.map(({ tag }) => runName(id, tag)).join();
}

const runName = (id: string, tag: string | undefined): string =>
  tag === undefined ? id : `${id}@${tag}`;
