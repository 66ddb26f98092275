/** What the shelf says when storage fails or is full. Plain words; must not import stores. */
import { listed } from '../format';
import type { RunCard } from './run-card';

export const STORAGE_FULL = {
  message: 'This browser\u2019s storage for the page is full: not all of the run could be kept.',
  hint: 'Delete runs that you no longer need, or export them first.',
};

/** For a browser that keeps nothing: a private window, or storage switched off. */
export const STORAGE_NONE =
  'This browser keeps nothing for this page (a private window, or storage is switched off): runs stay here until the page is closed. Export what you want to keep.';

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
