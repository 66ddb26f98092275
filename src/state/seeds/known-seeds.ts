/** All that is known of the seeds of the present settings: the shelf's runs, and the present race's that have ended. Pure. */
import type { Settings } from '../../protocol/settings';
import { isCutOff } from '../race-record';
import type { RaceState } from '../race-store';
import { racingRuns } from '../race-store';
import { numberIn } from './repeat';
import type { SeedRun } from './seed-runs';

/** @param onShelf those of the shelf. @param race the race of these settings that stands on the page. */
export function knownSeedRuns(
  onShelf: readonly SeedRun[],
  race: Pick<RaceState, 'record'>,
  settings: Settings,
): readonly Pick<SeedRun, 'run' | 'seed'>[] {
  const here = racingRuns(race.record).filter(
    (run) => run.status === 'ended' || (run.status === 'failed' && !isCutOff(run)),
  );
  return [...onShelf, ...here.map(({ name }) => ({ run: name, seed: numberIn(settings) }))];
}
