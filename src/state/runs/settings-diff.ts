/** Only the settings in which two runs differ, by their paths. Pure. */
import type { RunCard } from './run-card';

export interface SettingChange {
  /** As in docs/contracts.md: `optimizer.learningRate`; the knobs of either run's own method begin with `method`. */
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

type Compared = Pick<RunCard, 'name' | 'label' | 'settings'>;

const ABSENT = '\u2013';

function flat(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(value))
      flat(part, path ? `${path}.${key}` : key, into);
  } else {
    into.set(path, typeof value === 'string' ? value || 'none' : JSON.stringify(value));
  }
}

function pathsOf({ name, label, settings: { methods, ...rest } }: Compared): Map<string, string> {
  const paths = new Map([['method', name === label.toLowerCase() ? label : `${label} (${name})`]]);
  flat(rest, '', paths);
  flat(methods[name] ?? {}, 'method', paths);
  return paths;
}

/** In the order of the settings; empty where the two were asked for the same. */
export function changedPaths(a: Compared, b: Compared): readonly SettingChange[] {
  const [first, second] = [pathsOf(a), pathsOf(b)];
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((path) => {
    const [x, y] = [first.get(path) ?? ABSENT, second.get(path) ?? ABSENT];
    return x === y ? [] : [{ path, first: x, second: y }];
  });
}
