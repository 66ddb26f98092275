/** Every method and measure under random settings; `npm run fuzz` trains ten thousand of them. */
import { expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { raceRandom } from './race-random';

it('200 races of random settings name every cause and say no number that is none', async () => {
  const faults: unknown[] = [];
  const ended = new Map<string, number>();
  let diverged = 0;
  for await (const race of raceRandom(200, 16)) {
    if (race.faults.length > 0) faults.push({ faults: race.faults, settings: race.settings });
    if (race.code === 'diverged') diverged += 1;
    if (race.outcome === 'ended') ended.set(race.method, (ended.get(race.method) ?? 0) + 1);
  }
  expect(faults).toEqual([]);
  // where no number stays finite, every one of them must be told, and none of them drawn
  expect(diverged).toBeGreaterThan(15);
  // settings that are refused alone would prove nothing
  for (const { id } of catalogue) expect(ended.get(id) ?? 0, id).toBeGreaterThan(3);
}, 120_000);
