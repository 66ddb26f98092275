/** All that is known of the seeds of the present settings: the shelf's runs, and the present race's that have ended. Pure. */
import type { Settings } from '../../protocol/settings';
import type { RaceState } from '../race-store';
import { racingRuns } from '../race-store';
import type { RunCard } from '../runs/run-card';
import { runsOfSeeds, type SeedRun } from './seed-runs';

/** @param race the race of these settings that stands on the page. */
export function knownSeedRuns(
  cards: readonly RunCard[],
  race: Pick<RaceState, 'record'>,
  settings: Settings,
): readonly Pick<SeedRun, 'run' | 'seed'>[] {
  const here = racingRuns(race.record).filter(
    ({ status, failed }) =>
      status === 'ended' || (status === 'failed' && failed?.code !== 'device-lost'),
  );
  return [
    ...runsOfSeeds(cards, settings),
    ...here.map(({ name }) => ({ run: name, seed: settings.seed })),
  ];
}
