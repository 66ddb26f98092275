/** What stands on a card of the shelf, in words. Pure. */

import type { Spread } from '../../verdict/spread';
import { finePercent, percentSpread } from '../format';
import type { RunCard } from './run-card';
import type { RunGroup } from './shelf-groups';

/** "92.4 %", "92.2 ± 0.7 %": of several seeds with their standard deviation. */
export function spreadText({ mean, sd }: Spread): string {
  return sd === null ? finePercent(mean) : percentSpread(mean, sd);
}

const MOST_SEEDS = 5;

/** "seed 7", "3 seeds: 1, 2, 7". */
export function seedsText({ seeds }: Pick<RunGroup, 'seeds'>): string {
  if (seeds.length === 1) return `seed ${seeds[0]}`;
  const named = seeds.slice(0, MOST_SEEDS).join(', ');
  return `${seeds.length} seeds: ${named}${seeds.length > MOST_SEEDS ? ' \u2026' : ''}`;
}

/** How the run came to its end, where it did not simply end; null where it did. */
export function statusText({ status, epochs }: Pick<RunCard, 'status' | 'epochs'>): string | null {
  if (status === 'ended') return null;
  return status === 'failed'
    ? `failed after epoch ${epochs}`
    : `unfinished, stopped at epoch ${epochs}`;
}

/** The numbers are of the test split at the end, or of wherever the run stopped. */
export function numbersText({ status }: Pick<RunCard, 'status'>): string {
  return status === 'ended' ? 'test split' : 'held-out, not the end';
}

/** "23 Nov, 14:05", in the reader's own time and words. */
export function whenText(savedAt: string): string {
  return new Date(savedAt).toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The name that a person gave it, else its method's. */
export const cardName = ({ label, about }: Pick<RunCard, 'label' | 'about'>): string =>
  about?.name || label;

/** "DI-MML, seed 7", "DI-MML, seed 7, fold 2 of 5", for buttons and headings. */
export function cardTitle(card: Pick<RunCard, 'label' | 'settings' | 'about'>): string {
  const { seed, folds, fold } = card.settings;
  return `${cardName(card)}, seed ${seed}${folds === undefined ? '' : `, fold ${fold ?? 1} of ${folds}`}`;
}
