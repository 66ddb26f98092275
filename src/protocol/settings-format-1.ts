/**
 * Settings of format 1: the last batch of an epoch was left out where it was smaller, and a fusion by `sum` was one map
 * for all modalities. Here they come to say so, so that what was trained then is not taken for what is trained now.
 * Imports nothing: whatever it is given may be anything.
 */

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** By run or method. */
function knobsOfToday(runs: unknown): unknown {
  if (!isTree(runs)) return runs;
  return Object.fromEntries(
    Object.entries(runs).map(([name, knobs]) => [
      name,
      isTree(knobs) && knobs['fusion'] === 'sum' ? { ...knobs, fusion: 'sum-tied' } : knobs,
    ]),
  );
}

/** The same experiment in the format of today; what is not settings of format 1 stays as it is. */
export function fromFormat1<T>(settings: T): T {
  if (!isTree(settings) || settings['format'] !== 1) return settings;
  const { methods, methodDefaults, dropLast = true } = settings;
  return {
    ...settings,
    format: 2,
    dropLast,
    ...(methods !== undefined && { methods: knobsOfToday(methods) }),
    ...(methodDefaults !== undefined && { methodDefaults: knobsOfToday(methodDefaults) }),
  };
}
