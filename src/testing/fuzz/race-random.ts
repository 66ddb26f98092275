/** Races of every method under random accepted settings, one after the other in one lab. Testing only. */
import fc from 'fast-check';
import { catalogue } from '../../method/catalogue';
import { parseSettings, SettingsError, type SettingsInput } from '../../protocol/settings';
import { openTinyLab } from '../tiny-lab';
import { tinyRace } from './any-settings';
import { type Judged, judgeRace } from './judge-race';

/** One race and how it came out. */
export interface RandomRace extends Judged {
  readonly method: string;
  readonly settings: SettingsInput;
  readonly ms: number;
}

const isAccepted = (settings: SettingsInput): boolean => {
  try {
    parseSettings(settings);
    return true;
  } catch (error) {
    if (error instanceof SettingsError) return false;
    throw error;
  }
};

/**
 * Trains so many races, every method in turn.
 * @param seed the same seed is the same races.
 */
export async function* raceRandom(
  count: number,
  seed: number,
  backend: 'cpu' | 'wasm' = 'wasm',
): AsyncGenerator<RandomRace, void, void> {
  const each = Math.ceil(count / catalogue.length);
  const settingsOf = new Map(
    catalogue.map(({ id }, at) => [
      id,
      fc.sample(tinyRace(id).filter(isAccepted), { numRuns: each, seed: seed + at }),
    ]),
  );
  const { lab, events } = await openTinyLab(backend);
  try {
    for (let at = 0; at < count; at += 1) {
      const method = catalogue[at % catalogue.length]?.id ?? '';
      const settings = settingsOf.get(method)?.[Math.floor(at / catalogue.length)] ?? {};
      events.length = 0;
      const from = performance.now();
      lab.send({
        kind: 'start-race',
        settings,
        withReference: at % 8 === 0,
        snapshots: at % 4 === 0,
        paused: false,
      });
      await lab.settled();
      yield { ...judgeRace(events, method), method, settings, ms: performance.now() - from };
    }
  } finally {
    await lab.closed();
  }
}
