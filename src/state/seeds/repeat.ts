/**
 * What a race is repeated over: seeds, or, where the settings ask for folds, the folds of one cross-validation. A seed
 * or a fold is a number, and everything in this folder that says "seed" means whichever it is. Pure.
 */
import { keyOverFolds, keysOverSeeds } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';

/** In words. */
export type Repeat = 'seed' | 'fold';

export const repeatIn = ({ folds }: Pick<Settings, 'folds'>): Repeat =>
  folds === undefined ? 'seed' : 'fold';

/** Which one the settings are of. */
export const numberIn = ({ folds, fold = 1, seed }: Settings): number =>
  folds === undefined ? seed : fold;

/** The same race as another one. */
export const asNumber = (settings: Settings, number: number): Settings =>
  settings.folds === undefined ? { ...settings, seed: number } : { ...settings, fold: number };

/** How many are wanted: all folds, or as many seeds as somebody asked for. */
export const countIn = ({ folds }: Pick<Settings, 'folds'>, seeds: number): number =>
  folds ?? seeds;

/** The keys that settings share exactly with those of the other numbers; of folds there is one only. */
export function keysOverNumbers(settings: Settings): ReturnType<typeof keysOverSeeds> {
  if (settings.folds === undefined) return keysOverSeeds(settings);
  const key = keyOverFolds(settings);
  return { following: key, fixed: key };
}

/** "1 seed", "5 folds". */
export const counted = (count: number, repeat: Repeat): string =>
  `${count} ${repeat}${count === 1 ? '' : 's'}`;

/** "Seed", "Fold". */
export const capital = (repeat: Repeat): string => (repeat === 'seed' ? 'Seed' : 'Fold');

/** With fewer samples in all, one split tests so few that every one of them is worth points. */
const FEW_SAMPLES = 200;
/** As many as are offered for few samples. */
export const OFFERED_FOLDS = 5;

/** Whether folds should be offered: of real data of few samples. */
export const isOfferedFolds = (
  { data, folds }: Pick<Settings, 'data' | 'folds'>,
  samples: number,
): boolean => folds === undefined && data.source !== 'generator' && samples < FEW_SAMPLES;
