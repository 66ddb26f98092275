/** Only the settings in which two runs differ, by their paths. Pure. */
import { leavesOf } from '../../protocol/settings-paths';
import type { RunCard } from './run-card';

export interface SettingChange {
  /** As in docs/contracts.md: `optimizer.learningRate`; the knobs of either run's own method begin with `method`. */
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

type Compared = Pick<RunCard, 'name' | 'label' | 'settings'>;

const ABSENT = '\u2013';

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value || 'none' : JSON.stringify(value);

function pathsOf({ name, label, settings: { methods, ...rest } }: Compared): Map<string, string> {
  const paths = new Map([['method', name === label.toLowerCase() ? label : `${label} (${name})`]]);
  for (const [path, value] of leavesOf(rest)) paths.set(path, textOf(value));
  for (const [path, value] of leavesOf(methods[name] ?? {}, 'method')) {
    paths.set(path, textOf(value));
  }
  return paths;
}

/** In the order of the settings; empty where both have the same. */
export function changedPaths(a: Compared, b: Compared): readonly SettingChange[] {
  const [first, second] = [pathsOf(a), pathsOf(b)];
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((path) => {
    const [x, y] = [first.get(path) ?? ABSENT, second.get(path) ?? ABSENT];
    return x === y ? [] : [{ path, first: x, second: y }];
  });
}
