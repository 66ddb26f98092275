/** What the shelf says when it holds as many runs as it can. Plain words; must not import stores. */
import { listed } from '../format';
import type { RunCard } from './run-card';

const MOST_NAMED = 3;

export function tellDropped(cards: readonly RunCard[], most: number) {
  const names = cards.map(({ label, settings }) => `${label}, seed ${settings.seed}`);
  const rest = names.length - MOST_NAMED;
  const shown = rest > 0 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names;
  return {
    message: `The shelf holds ${most} runs; the oldest made way: ${listed(shown)}.`,
    hint: 'Export runs to keep them for good.',
  };
}
