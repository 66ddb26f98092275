/**
 * Every setting of an experiment beside what its data set starts from: whoever reads a report sees what was chosen, and
 * what would hold if nobody had chosen. Knobs of runs as they are in the end, their methods' defaults among them. Pure.
 */
import type { Catalogue, MethodDescription } from '../../protocol/catalogue';
import { knobPath, knobsInUse } from '../../protocol/run-knobs';
import { keyOf } from '../../protocol/same-settings';
import { methodIdOf, runNames, type Settings } from '../../protocol/settings';
import { leavesOf } from '../../protocol/settings-paths';

interface SettingRow {
  /** As in docs/settings.md. */
  readonly path: string;
  readonly here: string;
  /** What the preset has in its place. */
  readonly preset: string;
  readonly isChanged: boolean;
}

const NOTHING = 'none';

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the settings come to, by path. */
function valuesOf(settings: Settings, catalogue: Catalogue, runs: readonly string[]) {
  const { methods, ...rest } = settings;
  const values = new Map<string, unknown>(leavesOf(rest));
  for (const run of runs) {
    const method: MethodDescription | undefined = catalogue.find(
      ({ id }) => id === methodIdOf(run),
    );
    for (const [path, value] of leavesOf(methods[run] ?? {})) {
      values.set(knobPath(run, { path }), value);
    }
    for (const [path, value] of method ? knobsInUse(method, settings, run) : []) {
      values.set(knobPath(run, { path }), value);
    }
  }
  return values;
}

/** In the order of the settings. */
export function settingRows(
  settings: Settings,
  preset: Settings,
  catalogue: Catalogue,
): readonly SettingRow[] {
  const runs = runNames(settings);
  const here = valuesOf(settings, catalogue, runs);
  const there = valuesOf(preset, catalogue, runs);
  return [...new Set([...here.keys(), ...there.keys()])].map((path) => {
    const [own, other] = [here.get(path), there.get(path)];
    return {
      path,
      here: valueText(own),
      preset: valueText(other),
      isChanged: keyOf(own ?? null) !== keyOf(other ?? null),
    };
  });
}
