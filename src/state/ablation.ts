/**
 * The ablation: DI-MML against itself, each time without one of its parts, and once without any of them. Every run
 * keeps the knobs that DI-MML has in the settings, and changes what its name says. Pure.
 */
import type { Settings, SettingsInput } from '../protocol/settings';
import { mergeSettings } from '../protocol/settings-paths';

/** How many runs one race takes: more curves than these cannot be told apart, and each takes its time. */
export const MOST_RUNS = 6;

type Knobs = NonNullable<SettingsInput['methods']>[string];

const WITHOUT_SHARED_HEAD: Knobs = { sharedWeight: 0 };
const WITHOUT_DUC: Knobs = { duc: { kind: 'off' } };
const WITHOUT_CERTAINTY: Knobs = { certainty: { weighting: 'off' } };

/** What each run changes. */
const RUNS: Readonly<Record<string, Knobs>> = {
  'di-mml': {},
  'di-mml@no-shared-head': WITHOUT_SHARED_HEAD,
  'di-mml@no-duc': WITHOUT_DUC,
  // DUC along every dimension: what choosing the complementary ones is worth
  'di-mml@all-dimensions': { duc: { kind: 'all' } },
  'di-mml@no-certainty': WITHOUT_CERTAINTY,
  'di-mml@none-of-them': { ...WITHOUT_SHARED_HEAD, ...WITHOUT_DUC, ...WITHOUT_CERTAINTY },
};

/** The six runs with their knobs. */
export function ablationMethods({ methods }: Settings): Settings['methods'] {
  const own = { methods: { run: { ...methods['di-mml'] } } };
  return Object.fromEntries(
    Object.entries(RUNS).map(([run, change]) => [
      run,
      mergeSettings(own, { methods: { run: change } }).methods?.['run'] ?? {},
    ]),
  );
}

/** Whether this race is the ablation. */
export function isAblation(names: readonly string[]): boolean {
  return names.join() === Object.keys(RUNS).join();
}
