/**
 * Runs of the shelf that were trained together: every run stands there by itself, and carries the race that it came
 * from. Pure.
 */
import { haveSameSettings } from '../../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import { listed } from '../format';
import { cardName } from './card-words';
import type { RunCard } from './run-card';

/** All runs of this race that are on the shelf, the oldest first. */
export const cardsOfRace = (cards: readonly RunCard[], race: string): readonly RunCard[] =>
  cards.filter((card) => card.race === race);

/**
 * The experiment that these runs of one race were, with every method of them.
 * @throws SettingsError where the settings of an older page mean nothing any more.
 */
export function settingsOfRace(cards: readonly RunCard[]): Settings {
  const [first] = cards;
  if (!first) throw new RangeError('A race has a run at least.');
  const methods = Object.assign({}, ...cards.map(({ settings }) => settings.methods));
  return parseSettings({ ...first.settings, methods });
}

/** "Joint and DI-MML, seed 1". */
export function raceTitle(cards: readonly RunCard[]): string {
  const seed = cards[0]?.settings.seed;
  return `${listed(cards.map(cardName))}, seed ${seed}`;
}

/** The newest race of exactly these settings that came to its end, its runs in the order of the settings; null for none. */
export function finishedRace(
  cards: readonly RunCard[],
  settings: Settings,
): readonly RunCard[] | null {
  const races = new Set(cards.map(({ race }) => race).reverse());
  for (const race of races) {
    const ended = cardsOfRace(cards, race).filter(({ status }) => status === 'ended');
    const found = runNames(settings).flatMap((name) => {
      const methods = { [name]: settings.methods[name] ?? {} };
      const card = ended.find((each) => each.name === name);
      return card && haveSameSettings(card.settings, { ...settings, methods }) ? [card] : [];
    });
    if (found.length > 0 && found.length === runNames(settings).length) return found;
  }
  return null;
}
